import { licenceNotice, type LicenceNotice } from '@alacard/core';
import type { NotebookSummary, Recipe } from '@alacard/core/sharing';
import type { Maker } from '../maker.ts';
import { html, type Html } from '../html.ts';

/** Names and pictures of cards, for pages. */
export interface Names {
  topic(id: string): string;
  pack(id: string): string;
  difficulty(id: string): string;
  component(id: string): string;
  readonly topics: readonly { id: string; name: string; emoji: string }[];
  readonly difficulties: readonly { id: string; name: string; emoji: string }[];
  readonly components: readonly { id: string; name: string; emoji: string }[];
}

export function createNames(maker: Maker): Names {
  const list = (type: 'topic' | 'prompt' | 'difficulty' | 'ui_component') =>
    maker.cards(type, { limit: 200, offset: 0 }).cards;
  const [topics, packs, difficulties, components] = [
    list('topic'),
    list('prompt'),
    list('difficulty'),
    list('ui_component'),
  ];
  const of = (cards: typeof topics) => {
    const known = new Map(cards.map((card) => [card.id, `${card.emoji} ${card.name}`]));
    return (id: string): string => known.get(id) ?? id;
  };
  return {
    topic: of(topics),
    pack: of(packs),
    difficulty: of(difficulties),
    component: of(components),
    topics,
    difficulties,
    components,
  };
}

export const topicName = (recipe: Recipe, names: Names): string =>
  'own' in recipe.topic ? `✏️ ${recipe.topic.own}` : names.topic(recipe.topic.id);

/** The five cards of a recipe, as playing cards. */
export function recipeCards(recipe: Recipe, names: Names): Html {
  const { model_card: model, prompt_cards: prompts } = recipe;
  const card = (suit: string, label: string, face: Html | string): Html =>
    html`<li class="card ${suit}">
      <span class="suit">${label}</span><span class="face">${face}</span>
    </li>`;
  const [org = '', name] = model.id.split('/');
  const modelFace = html`<a href="/models/${model.id}"
      >${name === undefined ? html`<b>${org}</b>` : html`<small>${org}</small><b>${name}</b>`}</a
    >${model.revision === undefined ? null : html`<small class="mono">${model.revision.slice(0, 8)}</small>`}`;
  return html`<ul class="hand" aria-label="Recipe">
    ${card('model', 'Model', modelFace)}
    ${card(
      'prompts',
      'Prompts',
      'prompts' in prompts
        ? html`<b>✏️ ${prompts.prompts.length} own prompts</b>`
        : html`<b>${names.pack(prompts.pack)}</b>`,
    )}
    ${card('topic', 'Topic', html`<b>${topicName(recipe, names)}</b>`)}
    ${card('difficulty', 'Difficulty', html`<b>${names.difficulty(recipe.difficulty)}</b>`)}
    ${card('component', 'Component', html`<b>${names.component(recipe.ui_component)}</b>`)}
  </ul>`;
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
export const count = (value: number, one: string, many = `${one}s`): string =>
  `${compact.format(value)} ${value === 1 ? one : many}`;

export function ago(iso: string, now = Date.now()): string {
  const seconds = Math.max(1, (now - Date.parse(iso)) / 1000);
  const steps: readonly [number, string][] = [
    [60, 'second'],
    [60, 'minute'],
    [24, 'hour'],
    [30, 'day'],
    [12, 'month'],
    [Infinity, 'year'],
  ];
  let value = seconds;
  for (const [size, unit] of steps) {
    if (value < size) {
      const whole = Math.floor(value);
      return unit === 'second' ? 'just now' : `${whole} ${unit}${whole === 1 ? '' : 's'} ago`;
    }
    value /= size;
  }
  return iso.slice(0, 10);
}

/** Counts of a notebook, as a short line. */
const counts = ({ metrics }: NotebookSummary): Html =>
  html`<span class="counts"
    ><span>${count(metrics.remix_count, 'remix', 'remixes')}</span
    ><span>${count(metrics.download_count, 'download')}</span
    ><span>${count(metrics.view_count, 'view')}</span></span
  >`;

export const officialBadge = (notebook: NotebookSummary): Html | null =>
  notebook.official
    ? html`<span
        class="badge official"
        title="Published by the makers of the model, or by those who run this server"
        >✓ Official</span
      >`
    : null;

/** What a remix was made from. */
const origin = ({ forked_from: parent }: NotebookSummary): Html | null =>
  parent === null
    ? null
    : html`<p class="origin">
        Remix of
        ${
          parent.title === null
            ? 'a private notebook'
            : html`<a href="/n/${parent.share_id}">${parent.title}</a>`
        }
      </p>`;

/** One notebook in a list. */
export function tile(notebook: NotebookSummary, names: Names, extra: Html | null = null): Html {
  const { recipe } = notebook;
  return html`<li class="tile">
    <h3>
      <a href="/n/${notebook.share_id}">${notebook.title}</a> ${officialBadge(notebook)}
      ${notebook.is_public ? null : html`<span class="badge">Private</span>`}
    </h3>
    <p class="model mono">${recipe.model_card.id}</p>
    ${origin(notebook)}
    ${notebook.description === '' ? null : html`<p class="about">${notebook.description.slice(0, 160)}</p>`}
    <p class="chips">
      <span class="chip topic">${topicName(recipe, names)}</span>
      <span class="chip difficulty">${names.difficulty(recipe.difficulty)}</span>
      <span class="chip component">${names.component(recipe.ui_component)}</span>
    </p>
    <p class="line">
      ${counts(notebook)}<span
        >${notebook.author.name ?? 'Anonymous'} ·
        <time datetime="${notebook.created_at}">${ago(notebook.created_at)}</time></span
      >
    </p>
    ${extra}
  </li>`;
}

export const tiles = (notebooks: readonly NotebookSummary[], names: Names): Html =>
  html`<ul class="tiles">
    ${notebooks.map((notebook) => tile(notebook, names))}
  </ul>`;

/** A model's licence in core's words. Null stands for what was not told when a notebook was shared. */
export const licenceLine = (
  id: string,
  licence: string | null,
): Pick<LicenceNotice, 'name' | 'restrictive' | 'sentence'> =>
  licence === null
    ? {
        name: 'not known',
        restrictive: true,
        sentence: `The licence of ${id} is not known here. Read its model card before you use it in earnest.`,
      }
    : licenceNotice({ id, licence, cardData: {} });
