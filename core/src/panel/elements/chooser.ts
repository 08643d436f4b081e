import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ChooseEvent, ValueEvent } from '../events.ts';
import type { CardFace } from '../protocol/faces.ts';
import { base } from '../style/base.ts';
import { chooserStyle } from '../style/chooser.ts';
import { ICONS } from '../style/icons.ts';
import { optionRow } from './option-row.ts';

/**
 * A search field over a list of cards: the combobox pattern of the ARIA
 * authoring practices. The keyboard stays in the field; arrow keys move through
 * the list, Enter chooses.
 */
export class AlacardChooser extends LitElement {
  static override readonly styles = [base, chooserStyle];
  static override readonly properties = {
    label: {},
    faces: { attribute: false },
    chosen: {},
    searching: { type: Boolean },
    /** What to say about the list: how many, where from, what went wrong. */
    status: {},
    text: { state: true },
    active: { state: true },
  };
  declare label: string;
  declare faces: readonly CardFace[];
  declare chosen: string;
  declare searching: boolean;
  declare status: string;
  declare text: string;
  declare active: number;

  constructor() {
    super();
    this.label = '';
    this.faces = [];
    this.chosen = '';
    this.searching = false;
    this.status = '';
    this.text = '';
    this.active = 0;
  }

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('faces')) return;
    const chosen = this.faces.findIndex(({ id }) => id === this.chosen);
    this.active = this.text === '' && chosen >= 0 ? chosen : 0;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('active') || changed.has('faces')) {
      this.renderRoot.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
    }
  }

  protected override render(): TemplateResult {
    const current = this.faces[this.active];
    return html`
      <div class="field">
        ${ICONS.search}
        <input
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          maxlength="200"
          aria-label=${this.label}
          aria-expanded="true"
          aria-controls="cards"
          aria-autocomplete="list"
          aria-activedescendant=${current ? `option-${this.active}` : nothing}
          placeholder=${this.label}
          .value=${this.text}
          @input=${this.#onInput}
          @keydown=${this.#onKey}
        />
        ${this.searching ? html`<span class="spinner"></span>` : nothing}
      </div>
      <slot></slot>
      <p class="status" role="status">${this.searching ? 'Searching …' : this.status}</p>
      <div
        id="cards"
        role="listbox"
        tabindex="-1"
        aria-label=${this.label}
        aria-busy=${this.searching}
        @click=${this.#onClick}
      >
        ${this.faces.map((face, index) =>
          optionRow(face, index, {
            active: index === this.active,
            chosen: face.id === this.chosen,
          }),
        )}
      </div>
    `;
  }

  #choose(index: number): void {
    const face = this.faces[index];
    if (face) this.dispatchEvent(new ChooseEvent(face));
  }

  readonly #onInput = (event: InputEvent): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.text = event.target.value;
    this.dispatchEvent(new ValueEvent('alacard-search', this.text));
  };

  readonly #onClick = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest('[role=option]') : null;
    if (row) this.#choose(Number(row.getAttribute('data-index')));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const last = this.faces.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, this.active + 1),
      ArrowUp: Math.max(0, this.active - 1),
      PageDown: Math.min(last, this.active + 6),
      PageUp: Math.max(0, this.active - 6),
    };
    const to = moves[event.key];
    // A list that is about to change must not be chosen from blindly.
    if (event.key === 'Enter' && !this.searching) this.#choose(this.active);
    else if (to !== undefined) this.active = to;
    else return;
    event.preventDefault();
  };
}
