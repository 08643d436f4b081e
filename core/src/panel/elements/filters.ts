import { css, html, LitElement, type TemplateResult } from 'lit';
import { FiltersEvent, type ModelFilters } from '../events.ts';
import { MODEL_SIZES, MODEL_SORTS, type Option } from '../protocol/faces.ts';
import { base } from '../style/base.ts';

export const NO_FILTERS: ModelFilters = {
  task: null,
  size: null,
  licence: null,
  sort: 'featured',
};

const SIZES: Readonly<Record<(typeof MODEL_SIZES)[number], string>> = {
  tiny: 'Under 500 M',
  small: '500 M to 3 B',
  medium: '3 B to 13 B',
  large: 'Over 13 B',
};
const SORTS: Readonly<Record<(typeof MODEL_SORTS)[number], string>> = {
  featured: 'Alacard’s picks',
  trending: 'Trending',
  downloads: 'Most downloads',
  likes: 'Most likes',
  recent: 'Recently updated',
};

/** The filters of the model search. */
export class AlacardFilters extends LitElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(98px, 1fr));
        gap: 6px 8px;
      }
      label {
        display: grid;
        gap: 2px;
        min-width: 0;
        font-size: 0.88em;
        color: var(--alacard-muted);
      }
      select {
        color: var(--alacard-text);
        padding-inline: 6px;
        text-overflow: ellipsis;
      }
    `,
  ];
  static override readonly properties = {
    filters: { attribute: false },
    tasks: { attribute: false },
    licences: { attribute: false },
  };
  declare filters: ModelFilters;
  declare tasks: readonly Option[];
  declare licences: readonly Option[];

  constructor() {
    super();
    this.filters = NO_FILTERS;
    this.tasks = [];
    this.licences = [];
  }

  protected override render(): TemplateResult {
    const sizes = MODEL_SIZES.map((id) => ({ id, label: SIZES[id] }));
    const sorts = MODEL_SORTS.map((id) => ({ id, label: SORTS[id] }));
    const { task, size, licence, sort } = this.filters;
    return html`
      ${this.#select('Task', 'Any task', this.tasks, task, (id) => ({ task: id }))}
      ${this.#select('Size', 'Any size', sizes, size, (id) => ({
        size: MODEL_SIZES.find((value) => value === id) ?? null,
      }))}
      ${this.#select('Licence', 'Any licence', this.licences, licence, (id) => ({ licence: id }))}
      ${this.#select('Sort by', null, sorts, sort, (id) => ({
        sort: MODEL_SORTS.find((value) => value === id) ?? NO_FILTERS.sort,
      }))}
    `;
  }

  #select(
    label: string,
    any: string | null,
    options: readonly Option[],
    value: string | null,
    patch: (id: string | null) => Partial<ModelFilters>,
  ): TemplateResult {
    const change = (event: Event): void => {
      if (!(event.target instanceof HTMLSelectElement)) return;
      const filters = { ...this.filters, ...patch(event.target.value || null) };
      this.dispatchEvent(new FiltersEvent(filters));
    };
    const all = any === null ? options : [{ id: '', label: any }, ...options];
    return html`<label
      >${label}
      <select @change=${change}>
        ${all.map(
          (option) =>
            html`<option value=${option.id} ?selected=${option.id === (value ?? '')}>
              ${option.label}
            </option>`,
        )}
      </select>
    </label>`;
  }
}
