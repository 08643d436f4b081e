import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ChooseEvent } from '../events.ts';
import type { CardFace } from '../protocol/faces.ts';
import { base } from '../style/base.ts';
import { ICONS } from '../style/icons.ts';

const MOST = 5;
const LONGEST = 2000;

/** The prompts of the hand as text to be changed, one to five of them. */
export class AlacardPromptEditor extends LitElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 10px;
        min-height: 0;
        overflow: auto;
        padding: 2px;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 28px;
        gap: 4px 6px;
        align-items: start;
      }
      ol {
        display: grid;
        gap: 10px;
      }
      label {
        grid-column: 1 / -1;
        font-size: 0.92em;
        color: var(--alacard-muted);
      }
      textarea {
        resize: vertical;
        min-height: 58px;
        line-height: 1.45;
        field-sizing: content;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .hint {
        color: var(--alacard-muted);
        font-size: 0.92em;
        line-height: 1.4;
      }
      .add {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
    `,
  ];
  static override readonly properties = {
    prompts: { attribute: false },
    face: { attribute: false },
    draft: { state: true },
  };
  /** The prompts as they are in the hand; null while they are being fetched. */
  declare prompts: readonly string[] | null;
  /** The prompt card of the hand, the pack to start from. */
  declare face: CardFace | null;
  declare draft: readonly string[];

  constructor() {
    super();
    this.prompts = null;
    this.face = null;
    this.draft = [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('prompts')) this.draft = this.prompts ?? [];
  }

  protected override render(): TemplateResult {
    if (this.prompts === null) {
      return html`<p class="hint" role="status">
        <span class="spinner"></span> Reading the prompts …
      </p>`;
    }
    const filled = this.draft.filter((text) => text.trim() !== '');
    return html`
      <p class="hint">These go into the notebook as they stand. Change what you like.</p>
      <ol>
        ${this.draft.map((text, index) => this.#field(text, index))}
      </ol>
      <div class="row">
        ${
          this.draft.length < MOST
            ? html`<button type="button" class="add" @click=${this.#add}>
                ${ICONS.add} Add a prompt
              </button>`
            : nothing
        }
        <button
          type="button"
          class="primary"
          ?disabled=${filled.length === 0}
          @click=${() => this.#use(filled)}
        >
          Use these prompts
        </button>
      </div>
    `;
  }

  #field(text: string, index: number): TemplateResult {
    const input = (event: Event): void => {
      if (!(event.target instanceof HTMLTextAreaElement)) return;
      this.draft = this.draft.with(index, event.target.value);
    };
    const remove = (): void => {
      this.draft = this.draft.toSpliced(index, 1);
    };
    return html`<li>
      <label for=${`prompt-${index}`}>Prompt ${index + 1}</label>
      <textarea
        id=${`prompt-${index}`}
        rows="2"
        maxlength=${LONGEST}
        .value=${text}
        @input=${input}
      ></textarea>
      <button
        type="button"
        class="icon"
        aria-label=${`Remove prompt ${index + 1}`}
        title="Remove"
        ?disabled=${this.draft.length === 1}
        @click=${remove}
      >
        ${ICONS.bin}
      </button>
    </li>`;
  }

  readonly #add = (): void => {
    const index = this.draft.length;
    this.draft = [...this.draft, ''];
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`#prompt-${index}`)?.focus(),
    );
  };

  #use(filled: readonly string[]): void {
    const { face } = this;
    const pack = face?.choice.prompt_cards?.pack;
    const prompts = filled.map((text) => text.trim());
    const choice = { prompt_cards: { ...(pack === undefined ? {} : { pack }), prompts } };
    this.dispatchEvent(
      new ChooseEvent({
        key: 'prompt_cards',
        id: 'own',
        emoji: face?.emoji ?? '✍️',
        name: 'Your prompts',
        category: '',
        summary: '',
        downloads: null,
        parameters: null,
        size: null,
        licence: null,
        gated: false,
        note: null,
        choice,
      }),
    );
  }
}
