import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { CARD_KEYS } from '../../recipe/schema.ts';
import { isComplete } from '../dealer.ts';
import { signal, ValueEvent } from '../events.ts';
import { base } from '../style/base.ts';
import { SUITS } from '../suits.ts';
import { EMPTY_VIEW, type View } from '../view.ts';

/** The recipe in one line, where the notebook goes, and the button that makes it. */
export class AlacardRecipeBar extends LitElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 9px;
        container: bar / inline-size;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 5px;
      }
      li {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        max-width: 100%;
        padding: 2px 8px 2px 6px;
        border-radius: 99px;
        border: 1px solid var(--alacard-line);
        background: var(--alacard-raised);
        font-size: 0.92em;
        line-height: 1.5;
      }
      li span:last-child {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      li.open {
        border-style: dashed;
        color: var(--alacard-muted);
        padding-inline-start: 8px;
      }
      .make {
        display: grid;
        gap: 8px;
      }
      /* In a narrow sidebar the recipe is a line of text, not a heap of chips. */
      @container bar (max-width: 419px) {
        ul {
          display: block;
          line-height: 1.45;
        }
        li {
          display: inline;
          padding: 0;
          border: 0;
          background: none;
        }
        li.open {
          padding: 0;
        }
        li span:last-child {
          white-space: normal;
          overflow-wrap: anywhere;
        }
        li:not(:last-child)::after {
          content: ' + ';
          color: var(--alacard-muted);
        }
      }
      @container bar (min-width: 520px) {
        .make {
          /* The button takes the whole row where there is only one place to go to. */
          grid-template-columns: minmax(0, 1fr);
          grid-auto-flow: column;
          align-items: end;
        }
      }
      label {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 8px;
        color: var(--alacard-muted);
      }
      select {
        color: var(--alacard-text);
      }
      button {
        min-height: 36px;
        font-size: 1.05em;
        padding-inline: 18px;
      }
      button:not(:disabled) {
        animation: alacard-glow 2.6s ease-in-out infinite;
      }
      @keyframes alacard-glow {
        50% {
          box-shadow: 0 0 0 4px color-mix(in srgb, var(--alacard-accent) 26%, transparent);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        button:not(:disabled) {
          animation: none;
          box-shadow: 0 0 0 2px color-mix(in srgb, var(--alacard-accent) 26%, transparent);
        }
      }
      .blocked {
        color: var(--alacard-muted);
        font-size: 0.92em;
        line-height: 1.4;
      }
    `,
  ];
  static override readonly properties = { view: { attribute: false } };
  declare view: View;

  constructor() {
    super();
    this.view = EMPTY_VIEW;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.generate')?.focus();
  }

  protected override render(): TemplateResult {
    const { hand, targets, target, waiting } = this.view;
    const blocked = targets.find(({ id }) => id === target)?.blocked ?? null;
    const complete = isComplete(hand);
    return html`
      <ul aria-label="Recipe">
        ${CARD_KEYS.map((key) => this.#chip(key))}
      </ul>
      <div class="make">
        ${
          targets.length > 1
            ? html`<label
                >Into
                <select @change=${this.#onTarget}>
                  ${targets.map(
                    ({ id, label }) =>
                      html`<option value=${id} ?selected=${id === target}>${label}</option>`,
                  )}
                </select>
              </label>`
            : nothing
        }
        <button
          type="button"
          class="primary generate"
          ?disabled=${!complete || blocked !== null || waiting !== null}
          @click=${() => this.dispatchEvent(signal('alacard-generate'))}
        >
          Generate notebook
        </button>
      </div>
      ${blocked ? html`<p class="blocked" role="status">${blocked}</p>` : nothing}
    `;
  }

  #chip(key: (typeof CARD_KEYS)[number]): TemplateResult {
    const face = this.view.faces.get(key);
    return face
      ? html`<li title=${SUITS[key].label}>
          <span aria-hidden="true">${face.emoji}</span>&nbsp;<span>${face.name}</span>
        </li>`
      : html`<li class="open"><span>${SUITS[key].label}?</span></li>`;
  }

  readonly #onTarget = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) {
      this.dispatchEvent(new ValueEvent('alacard-target', event.target.value));
    }
  };
}
