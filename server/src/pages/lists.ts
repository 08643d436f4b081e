import type { Filter, NotebookSummary } from '@alacard/core/sharing';
import { html, type Html } from '../html.ts';
import { licenceLine, tiles, type Names } from './view.ts';

export interface ListView {
  readonly path: '/gallery' | '/trending';
  readonly query: Filter & {
    readonly q?: string | undefined;
    readonly sort?: string | undefined;
    readonly timeframe?: string | undefined;
  };
  readonly notebooks: readonly NotebookSummary[];
  readonly next: string | null;
}

const select = (
  name: string,
  label: string,
  chosen: string | undefined,
  options: readonly (readonly [string, string])[],
): Html =>
  html`<label
    >${label}<select name="${name}">
      ${options.map(
        ([value, text]) =>
          html`<option value="${value}" ${value === (chosen ?? '') ? html` selected` : null}>
            ${text}
          </option>`,
      )}
    </select></label
  >`;

const cards = (
  any: string,
  list: readonly { id: string; name: string }[],
): (readonly [string, string])[] => [
  ['', any],
  ...list.map((card) => [card.id, card.name] as const),
];

/** Gallery and trending: the same filters, another order. Works without scripts. */
export function listPage({ path, query, notebooks, next }: ListView, names: Names): Html {
  const gallery = path === '/gallery';
  const link = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      typeof value === 'string' && value !== '' ? [[key, value]] : [],
    ),
  );
  if (next !== null) link.set('cursor', next);
  return html`<h1>${gallery ? 'Gallery' : 'Trending'}</h1>
    <form class="filters" method="get" action="${path}" role="search">
      ${
        gallery
          ? html`<label class="wide"
              >Search<input
                type="search"
                name="q"
                value="${query.q ?? ''}"
                placeholder="Title, model, words"
            /></label>`
          : select('timeframe', 'Time', query.timeframe, [
              ['24h', 'Last day'],
              ['7d', 'Last week'],
              ['30d', 'Last month'],
            ])
      }
      <label
        >Model<input
          name="model"
          value="${query.model ?? ''}"
          placeholder="org/name"
          autocomplete="off"
          spellcheck="false"
      /></label>
      ${select('topic', 'Topic', query.topic, [...cards('Any topic', names.topics), ['own', 'Own topics']])}
      ${select('difficulty', 'Difficulty', query.difficulty, cards('Any', names.difficulties))}
      ${select('component', 'Component', query.component, cards('Any', names.components))}
      <label
        >Task<input
          name="task"
          value="${query.task ?? ''}"
          placeholder="text-classification"
          size="16"
          autocomplete="off"
          spellcheck="false"
      /></label>
      ${
        gallery
          ? select('sort', 'Order', query.sort, [
              ['newest', 'Newest'],
              ['remixes', 'Most remixed'],
              ['downloads', 'Most downloaded'],
              ['views', 'Most viewed'],
            ])
          : null
      }
      <button class="primary">Show</button>
    </form>
    <h2 class="unseen">Notebooks</h2>
    ${
      notebooks.length === 0
        ? html`<p class="empty">
            No notebook fits. Loosen a filter, or <a href="/">deal a hand</a> and share the first
            one.
          </p>`
        : tiles(notebooks, names)
    }
    ${next === null ? null : html`<p class="more"><a class="button" rel="next" href="${path}?${link.toString()}">More</a></p>`}`;
}

/** Everything that was shared for one model. `hub`: address of the Hub. */
export function modelPage(
  id: string,
  notebooks: readonly NotebookSummary[],
  next: string | null,
  licence: string | null,
  hub: string,
  names: Names,
): Html {
  return html`<p class="muted mono">Model</p>
    <h1>${id}</h1>
    <p>
      ${licence === null ? null : `${licenceLine(id, licence).sentence} `}<a
        href="${hub}/${id}"
        rel="noopener"
        >Model card on the Hugging Face Hub</a
      >
    </p>
    <p class="actions">
      <a class="button primary" href="/?model=${encodeURIComponent(id)}">Make a notebook for it</a>
    </p>
    <h2>Notebooks</h2>
    ${
      notebooks.length === 0
        ? html`<p class="empty">Nobody has shared a notebook for this model yet.</p>`
        : tiles(notebooks, names)
    }
    ${next === null ? null : html`<p class="more"><a class="button" href="/gallery?model=${encodeURIComponent(id)}&amp;cursor=${next}">More</a></p>`}`;
}
