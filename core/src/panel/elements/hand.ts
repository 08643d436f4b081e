import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { CARD_KEYS, type CardKey } from '../../recipe/schema.ts';
import { CardEvent } from '../events.ts';
import { base } from '../style/base.ts';
import { EMPTY_VIEW, type View } from '../view.ts';
import type { AlacardCard } from './card.ts';

/** Which way an arrow key goes through the five cards. */
const STEP: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** Five cards on the table: one Tab stop, arrow keys between cards, L to lock. */
export class AlacardHand extends LitElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: block;
        container: hand / inline-size;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 10px;
      }
      li {
        display: grid;
        min-width: 0;
      }
      li:first-child {
        grid-column: 1 / -1;
      }
      @container hand (min-width: 520px) {
        ul {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
      @container hand (min-width: 860px) {
        ul {
          grid-template-columns: 1.7fr repeat(4, minmax(0, 1fr));
        }
        li:first-child {
          grid-column: auto;
        }
      }
    `,
  ];
  static override readonly properties = {
    view: { attribute: false },
    origin: { attribute: false },
    active: { state: true },
  };
  declare view: View;
  /** The element cards fly from. */
  declare origin: Element | null;
  declare active: CardKey;

  constructor() {
    super();
    this.view = EMPTY_VIEW;
    this.origin = null;
    this.active = 'model_card';
  }

  /** Moves the keyboard to the card of `key`. */
  focusCard(key: CardKey): void {
    this.active = key;
    void this.updateComplete.then(() => this.#card(key)?.focus());
  }

  #card(key: CardKey): AlacardCard | null {
    return this.renderRoot.querySelector<AlacardCard>(`alacard-card[key='${key}']`);
  }

  protected override render(): TemplateResult {
    const { faces, locked, waiting } = this.view;
    return html`<ul
      aria-label="Your hand"
      aria-busy=${waiting !== null}
      @keydown=${this.#onKey}
      @focusin=${this.#onFocus}
    >
      ${CARD_KEYS.map(
        (key) =>
          html`<li>
            <alacard-card
              key=${key}
              .face=${faces.get(key) ?? null}
              .locked=${locked.has(key)}
              .waiting=${waiting === 'start'}
              .reachable=${this.active === key}
            ></alacard-card>
          </li>`,
      )}
    </ul>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('view');
    if (before && this.view.deals > before.deals) void this.#fly();
  }

  async #fly(): Promise<void> {
    const origin = this.origin?.getBoundingClientRect();
    const cards = this.view.flying.flatMap((key) => this.#card(key) ?? []);
    await Promise.all(cards.map((card) => card.updateComplete));
    if (origin) cards.forEach((card, order) => card.fly(origin, order));
  }

  readonly #onFocus = (event: FocusEvent): void => {
    const key = (event.target instanceof Element && event.target.getAttribute('key')) || '';
    const found = CARD_KEYS.find((candidate) => candidate === key);
    if (found) this.active = found;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = CARD_KEYS.length - 1;
    const here = CARD_KEYS.indexOf(this.active);
    const step = STEP[event.key];
    if (step !== undefined) this.#go(Math.min(last, Math.max(0, here + step)));
    else if (event.key === 'Home') this.#go(0);
    else if (event.key === 'End') this.#go(last);
    else if (event.key.toLowerCase() === 'l') {
      this.dispatchEvent(new CardEvent('alacard-lock', this.active));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #go(index: number): void {
    const key = CARD_KEYS[index];
    if (key) this.focusCard(key);
  }
}
