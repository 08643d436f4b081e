import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { CardKey } from '../../recipe/schema.ts';
import { signal, type FiltersEvent, type ModelFilters, type ValueEvent } from '../events.ts';
import type { CardFace, ModelFaces } from '../protocol/faces.ts';
import type { PanelHost } from '../protocol/methods.ts';
import { Search, type Found } from '../search.ts';
import { base } from '../style/base.ts';
import { ICONS } from '../style/icons.ts';
import { pickerStyle } from '../style/picker.ts';
import { SUITS } from '../suits.ts';
import { EMPTY_VIEW, type View } from '../view.ts';
import type { AlacardChooser } from './chooser.ts';
import { NO_FILTERS } from './filters.ts';

interface Question {
  readonly text: string;
  readonly filters: ModelFilters;
}
type Answer = Pick<ModelFaces, 'models' | 'notice'>;

/** Changes one card: a list with search, filters for models, an editor for prompts. */
export class AlacardPicker extends LitElement {
  static override readonly styles = [base, pickerStyle];
  static override readonly properties = {
    key: {},
    view: { attribute: false },
    host: { attribute: false },
    found: { state: true },
    filters: { state: true },
    editing: { state: true },
    prompts: { state: true },
  };
  declare key: CardKey;
  declare view: View;
  declare host: PanelHost | null;
  declare found: Found<Answer>;
  declare filters: ModelFilters;
  declare editing: boolean;
  declare prompts: readonly string[] | null;

  #text = '';
  readonly #search = new Search<Question, Answer>(
    (question, signal) => this.#ask(question, signal),
    (found) => {
      this.found = found;
    },
  );

  constructor() {
    super();
    this.key = 'topic';
    this.view = EMPTY_VIEW;
    this.host = null;
    this.found = { result: null, searching: true, trouble: null };
    this.filters = NO_FILTERS;
    this.editing = false;
    this.prompts = null;
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      this.dispatchEvent(signal('alacard-close'));
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#search.stop();
  }

  override focus(): void {
    this.renderRoot.querySelector<AlacardChooser>('alacard-chooser')?.focus();
  }

  protected override firstUpdated(): void {
    this.#again(true);
    // The chooser draws its field in its own first update.
    void Promise.resolve().then(() => this.focus());
  }

  protected override render(): TemplateResult {
    const suit = SUITS[this.key];
    return html`
      <section role="dialog" aria-label=${suit.choose}>
        <header>
          <button
            type="button"
            class="icon"
            aria-label="Back to the hand"
            title="Back to the hand (Escape)"
            @click=${() => this.dispatchEvent(signal('alacard-close'))}
          >
            ${ICONS.back}
          </button>
          <h2>${suit.choose}</h2>
        </header>
        ${this.key === 'prompt_cards' && this.view.hand.prompt_cards ? this.#tabs() : nothing}
        ${
          this.editing
            ? html`<alacard-prompt-editor
                .prompts=${this.prompts}
                .face=${this.view.faces.get('prompt_cards') ?? null}
              ></alacard-prompt-editor>`
            : this.#chooser()
        }
      </section>
    `;
  }

  #tabs(): TemplateResult {
    const tab = (label: string, editing: boolean): TemplateResult =>
      html`<button
        type="button"
        aria-pressed=${this.editing === editing}
        @click=${() => this.#edit(editing)}
      >
        ${label}
      </button>`;
    return html`<div class="tabs" role="group" aria-label="Prompts">
      ${tab('Packs', false)}${tab('Edit prompts', true)}
    </div>`;
  }

  #chooser(): TemplateResult {
    const { result, searching } = this.found;
    return html`<alacard-chooser
      .label=${SUITS[this.key].search}
      .faces=${result?.models ?? []}
      .chosen=${this.view.faces.get(this.key)?.id ?? ''}
      .searching=${searching}
      .status=${this.#status()}
      @alacard-search=${this.#onSearch}
    >
      ${
        this.key === 'model_card'
          ? html`<alacard-filters
              .filters=${this.filters}
              .tasks=${this.view.tasks}
              .licences=${this.view.licences}
              @alacard-filters=${this.#onFilters}
            ></alacard-filters>`
          : nothing
      }
    </alacard-chooser>`;
  }

  #status(): string {
    const { result, trouble } = this.found;
    if (trouble) return trouble;
    if (!result) return '';
    const count = result.models.length;
    const number =
      count === 0
        ? 'Nothing found. Try fewer words or other filters.'
        : `${count} ${count === 1 ? 'card' : 'cards'}`;
    return [result.notice, number].filter(Boolean).join(' ');
  }

  async #ask({ text, filters }: Question, abort: AbortSignal): Promise<Answer> {
    if (!this.host) return { models: [], notice: null };
    if (this.key === 'model_card') {
      return this.host.searchModels({ text, ...filters }, { signal: abort });
    }
    const params = { key: this.key, search: text, hand: this.view.hand };
    const models: CardFace[] = await this.host.cards(params, { signal: abort });
    return { models, notice: null };
  }

  #again(atOnce: boolean): void {
    this.#search.ask({ text: this.#text, filters: this.filters }, { atOnce });
  }

  readonly #onSearch = (event: ValueEvent): void => {
    this.#text = event.value;
    this.#again(false);
  };

  readonly #onFilters = (event: FiltersEvent): void => {
    this.filters = event.filters;
    this.#again(true);
  };

  #edit(editing: boolean): void {
    this.editing = editing;
    if (!editing || this.prompts || !this.host) return;
    this.host.prompts({ hand: this.view.hand }).then(
      (prompts) => {
        this.prompts = prompts;
      },
      (error: unknown) => {
        this.editing = false;
        const trouble = error instanceof Error ? error.message : String(error);
        this.found = { ...this.found, searching: false, trouble };
      },
    );
  }
}
