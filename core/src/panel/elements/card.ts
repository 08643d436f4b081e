import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { CardKey } from '../../recipe/schema.ts';
import { CardEvent } from '../events.ts';
import type { CardFace } from '../protocol/faces.ts';
import { base } from '../style/base.ts';
import { cardStyle } from '../style/card.ts';
import { ICONS } from '../style/icons.ts';
import { SUITS } from '../suits.ts';
import { factsLine } from './facts-line.ts';
import { flyIn } from './flight.ts';

/** One place on the table: a card face up, or an empty place that asks for a card. */
export class AlacardCard extends LitElement {
  static override readonly styles = [base, cardStyle];
  static override readonly properties = {
    key: { reflect: true },
    face: { attribute: false },
    locked: { type: Boolean, reflect: true },
    waiting: { type: Boolean, reflect: true },
    /** True for the one card that the Tab key reaches. */
    reachable: { type: Boolean },
  };
  declare key: CardKey;
  declare face: CardFace | null;
  declare locked: boolean;
  declare waiting: boolean;
  declare reachable: boolean;

  constructor() {
    super();
    this.key = 'model_card';
    this.face = null;
    this.locked = false;
    this.waiting = false;
    this.reachable = false;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.face, .back')?.focus();
  }

  /** Flies in from `origin` (viewport coordinates) as card number `order`. */
  fly(origin: DOMRect, order: number): void {
    const turn = this.renderRoot.querySelector<HTMLElement>('.turn');
    if (turn) flyIn(this, turn, origin, order);
  }

  protected override render(): TemplateResult {
    return html`<div class="turn">${this.face ? this.#front(this.face) : this.#empty()}</div>`;
  }

  #front(face: CardFace): TemplateResult {
    const suit = SUITS[this.key].label;
    const tab = this.reachable ? 0 : -1;
    return html`
      <button
        class="face"
        type="button"
        tabindex=${tab}
        aria-keyshortcuts="Enter L"
        title=${face.note ?? face.summary}
        ?disabled=${this.waiting}
        @click=${this.#pick}
      >
        <span class="suit">${suit}<span class="unseen">: </span></span>
        <span class="body">
          <span class="emoji" aria-hidden="true">${face.emoji}</span>
          <span class="words">
            <span class="name">${face.name}</span>
            ${face.category ? html`<span class="category">${face.category}</span>` : nothing}
            ${
              face.note || face.summary
                ? html`<span class="summary">${face.note ?? face.summary}</span>`
                : nothing
            }
          </span>
        </span>
        ${factsLine(face)} ${this.locked ? html`<span class="unseen">locked</span>` : nothing}
      </button>
      <div class="reverse" aria-hidden="true"></div>
      <button
        class="icon lock"
        type="button"
        tabindex=${tab}
        aria-pressed=${this.locked}
        aria-label=${`Lock ${suit.toLowerCase()}`}
        title=${this.locked ? 'Unlock: deal this card anew (L)' : 'Lock: keep this card (L)'}
        @click=${this.#lock}
      >
        ${this.locked ? ICONS.lock : ICONS.unlock}
      </button>
    `;
  }

  #empty(): TemplateResult {
    const { label, choose } = SUITS[this.key];
    return html`<button
      class="back"
      type="button"
      tabindex=${this.reachable ? 0 : -1}
      aria-label=${`${label}: empty. ${choose}`}
      ?disabled=${this.waiting}
      @click=${this.#pick}
    >
      <span class="plus">${this.waiting ? html`<span class="spinner"></span>` : ICONS.add}</span>
      <span class="suit">${label}</span>
    </button>`;
  }

  readonly #pick = (): void => {
    this.dispatchEvent(new CardEvent('alacard-pick', this.key));
  };

  readonly #lock = (): void => {
    this.dispatchEvent(new CardEvent('alacard-lock', this.key));
  };
}
