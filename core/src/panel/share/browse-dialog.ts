import { aboutSharing } from '../../findings/sharing.ts';
import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { formatCount } from '../../hub/format.ts';
import type { BrowsePage, BrowseQuery } from '../../sharing/editor/browse.ts';
import type { ShareRef } from '../../sharing/editor/share-ref.ts';
import type { NotebookSummary } from '../../sharing/fields.ts';
import type { Option } from '../protocol/faces.ts';
import { Search, type Found } from '../search.ts';
import { ICONS } from '../style/icons.ts';
import type { BrowseDesk } from './desk.ts';
import { Modal } from './modal.ts';
import { listStyle } from './style.ts';

const ORDERS: readonly { readonly id: BrowseQuery['order']; readonly label: string }[] = [
  { id: '24h', label: 'Trending today' },
  { id: '7d', label: 'Trending this week' },
  { id: '30d', label: 'Trending this month' },
  { id: 'newest', label: 'Newest' },
  { id: 'remixes', label: 'Most remixed' },
  { id: 'downloads', label: 'Most downloaded' },
  { id: 'views', label: 'Most viewed' },
];

/** The public notebooks of a server: trending or searched, filtered; gives the one to remix. */
export class AlacardBrowseDialog extends Modal<ShareRef> {
  static override readonly styles: CSSResultGroup = [Modal.styles, listStyle];
  static override readonly properties = {
    desk: { attribute: false },
    query: { state: true },
    found: { state: true },
  };
  declare desk: BrowseDesk | null;
  declare query: Omit<BrowseQuery, 'order'> & { readonly order: BrowseQuery['order'] | null };
  declare found: Found<BrowsePage>;
  readonly #search = new Search<BrowseQuery, BrowsePage>(
    (query, signal) => this.#ask(query, signal),
    (found) => {
      this.found = found;
    },
  );

  constructor() {
    super();
    this.desk = null;
    this.query = { order: null, text: '', filter: {}, cursor: null };
    this.found = { result: null, searching: true, trouble: null };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#search.stop();
  }

  protected override firstUpdated(): void {
    super.firstUpdated();
    this.#again({}, true);
  }

  async #ask(query: BrowseQuery, signal: AbortSignal): Promise<BrowsePage> {
    if (!this.desk) return { notebooks: [], next: null };
    const answer = await this.desk.browse(query, signal);
    if (!answer.ok) throw new Error(answer.problem.detail);
    // A further page goes below the ones that stand there.
    const before = query.cursor === null ? [] : (this.found.result?.notebooks ?? []);
    return { ...answer.value, notebooks: [...before, ...answer.value.notebooks] };
  }

  #again(patch: Partial<BrowseQuery>, atOnce: boolean): void {
    this.query = { ...this.query, cursor: null, ...patch };
    const order = this.query.order ?? this.desk?.order ?? '7d';
    this.#search.ask({ ...this.query, order }, { atOnce });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { desk, found } = this;
    if (!desk) return nothing;
    const { result, searching, trouble } = found;
    const notebooks = result?.notebooks ?? [];
    return html`<dialog aria-labelledby="title">
      <header>
        <div>
          <h2 id="title">Shared notebooks</h2>
          <p>${desk.server.replace(/^https?:\/\//, '')}</p>
        </div>
        <button type="button" class="icon" aria-label="Close" @click=${() => this.close(null)}>
          ${ICONS.close}
        </button>
      </header>
      <div class="fields">
        <div class="filters">${this.#filters(desk)}</div>
        <p class="muted" role="status">${this.#status(desk)}</p>
        ${trouble === null ? nothing : html`<alacard-findings .findings=${[aboutSharing('problem', { message: trouble })]}></alacard-findings>`}
        <ul class="list" aria-label="Notebooks" aria-busy=${searching}>
          ${notebooks.map((notebook) => this.#entry(notebook, desk))}
        </ul>
        ${
          result?.next
            ? html`<button
                type="button"
                class="more"
                ?disabled=${searching}
                @click=${() => this.#again({ cursor: result.next }, true)}
              >
                Show more
              </button>`
            : nothing
        }
      </div>
    </dialog>`;
  }

  #status(desk: BrowseDesk): string {
    const { result, searching } = this.found;
    if (searching && !result) return `Asking ${desk.server} …`;
    if (!result) return '';
    const count = result.notebooks.length;
    if (count === 0) return 'Nothing found. Try another time, fewer words or other filters.';
    return `${count}${result.next ? ' and more' : ''} ${count === 1 ? 'notebook' : 'notebooks'}`;
  }

  #filters({ options, order }: BrowseDesk): TemplateResult {
    const { query } = this;
    const select = (
      label: string,
      any: string | null,
      choices: readonly Option[],
      value: string | undefined,
      choose: (id: string | undefined) => Partial<BrowseQuery>,
    ): TemplateResult =>
      html`<label
        >${label}
        <select
          @change=${({ target }: Event) => {
            if (target instanceof HTMLSelectElement)
              this.#again(choose(target.value || undefined), true);
          }}
        >
          ${any === null ? nothing : html`<option value="">${any}</option>`}
          ${choices.map(
            ({ id, label: name }) =>
              html`<option value=${id} ?selected=${id === value}>${name}</option>`,
          )}
        </select>
      </label>`;
    const filtered =
      (key: 'task' | 'topic' | 'difficulty' | 'component') => (id: string | undefined) => ({
        // SAFETY: ids come from the deck's own choices, which are the schema's.
        filter: withKey(query.filter, key, id) as BrowseQuery['filter'],
      });
    const { filter } = query;
    return html`<label class="search"
        >Search
        <input
          type="search"
          autofocus
          maxlength="200"
          placeholder="Title, description or model"
          .value=${query.text}
          @input=${({ target }: Event) => {
            if (target instanceof HTMLInputElement) this.#again({ text: target.value }, false);
          }}
        />
      </label>
      ${select('Show', null, ORDERS, query.order ?? order, (id) => ({
        order: ORDERS.find((one) => one.id === id)?.id ?? '7d',
      }))}
      ${select('Task', 'Any task', options.tasks, filter.task, filtered('task'))}
      ${select('Topic', 'Any topic', options.topics, filter.topic, filtered('topic'))}
      ${select('Difficulty', 'Any', options.difficulties, filter.difficulty, filtered('difficulty'))}
      ${select('Component', 'Any', options.components, filter.component, filtered('component'))}`;
  }

  #entry(notebook: NotebookSummary, { server, options }: BrowseDesk): TemplateResult {
    const { recipe, metrics, share_id: shareId, title, author } = notebook;
    const name = (choices: readonly Option[], id: string): string =>
      choices.find((one) => one.id === id)?.label ?? id;
    const cards = [
      recipe.model_card.id,
      'own' in recipe.topic ? recipe.topic.own : name(options.topics, recipe.topic.id),
      name(options.difficulties, recipe.difficulty),
      name(options.components, recipe.ui_component),
    ];
    const counts = [
      [metrics.remix_count, 'remix', 'remixes'],
      [metrics.download_count, 'download', 'downloads'],
      [metrics.view_count, 'view', 'views'],
    ] as const;
    return html`<li>
      <h3>${title}${notebook.official ? html`<span class="official">Official</span>` : nothing}</h3>
      <p class="muted">
        ${[
          `By ${author.name ?? 'Anonymous'}`,
          ...counts.map(
            ([count, one, many]) => `${formatCount(count)} ${count === 1 ? one : many}`,
          ),
          notebook.licence,
        ].join(' · ')}
      </p>
      <p>${cards.join(' · ')}</p>
      ${notebook.description === '' ? nothing : html`<p class="muted description">${notebook.description}</p>`}
      <div class="actions">
        <button
          type="button"
          class="primary"
          aria-label="Remix ${title}"
          @click=${() => this.close({ server, shareId })}
        >
          Remix
        </button>
        <a
          class="button"
          href="${server}/n/${shareId}"
          target="_blank"
          rel="noopener noreferrer"
          aria-label="Page of ${title} (opens in the browser)"
          >Page ${ICONS.out}</a
        >
      </div>
    </li>`;
  }
}

const withKey = (filter: object, key: string, value: string | undefined): object =>
  Object.fromEntries<unknown>([
    ...Object.entries(filter).filter(([one]) => one !== key),
    ...(value === undefined ? [] : [[key, value] as const]),
  ]);
