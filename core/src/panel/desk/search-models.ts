import { findCards } from '../../deck/find.ts';
import type { Deck } from '../../deck/schema.ts';
import type { Hub } from '../../hub/client.ts';
import type { CardFace, ModelFaces, ModelFilter } from '../protocol/faces.ts';
import { abortError } from '../protocol/messages.ts';
import { curatedFace, hubFace } from './faces.ts';
import type { ModelShelf } from './shelf.ts';
import { isOfSize, SIZE_RANGES } from './sizes.ts';

const MOST = 40;

/**
 * Models for the picker. Without words the deck's own picks come first and no
 * request is made; with words or another order the Hub is asked, and the deck
 * stands in when the Hub cannot be reached.
 */
export async function searchModels(
  query: ModelFilter,
  { deck, hub, shelf }: { deck: Deck; hub: Hub; shelf: ModelShelf },
  signal?: AbortSignal,
): Promise<ModelFaces> {
  const picks = curated(query, deck);
  const browsing = query.text.trim() === '' && query.sort === 'featured';
  if (browsing) {
    return {
      models: picks,
      source: 'deck',
      notice: 'Alacard’s own picks, all small enough to try.',
    };
  }
  const answer = await hub.listModels(
    {
      search: query.text,
      ...(query.task === null ? {} : { task: query.task }),
      ...(query.licence === null ? {} : { licence: query.licence }),
      ...(query.size === null ? {} : { parameters: SIZE_RANGES[query.size] }),
      sort: query.sort === 'featured' ? 'downloads' : query.sort,
      limit: MOST,
    },
    signal ? { signal } : {},
  );
  if (!answer.ok) {
    if (answer.error.kind === 'aborted' || signal?.aborted) throw abortError();
    const notice = `${answer.error.message} Showing Alacard’s own list instead.`;
    return { models: picks, source: 'deck', notice };
  }
  const found = answer.value.models.map((model) => {
    const own = shelf.curated(model.id);
    const face = own ? curatedFace(own) : hubFace(model, shelf.emoji(model.task));
    shelf.remember(face, model);
    return face;
  });
  const first = query.sort === 'featured' ? picks : [];
  const rest = found.filter(({ id }) => !first.some((face) => face.id === id));
  // Who types or pastes a whole id wants that model.
  const wanted = query.text.trim().toLowerCase();
  const isWanted = (face: CardFace): boolean => face.id.toLowerCase() === wanted;
  const models = [...first, ...rest];
  return {
    models: [...models.filter(isWanted), ...models.filter((face) => !isWanted(face))].slice(
      0,
      MOST,
    ),
    source: 'hub',
    notice: null,
  };
}

/** The deck's models that answer the query. */
function curated(query: ModelFilter, deck: Deck): CardFace[] {
  const fitting = deck.models.filter(
    (model) =>
      (query.task === null || model.task === query.task) &&
      (query.licence === null || model.licence === query.licence) &&
      isOfSize(model.parameters, query.size),
  );
  const by = query.sort === 'likes' ? 'likes' : 'downloads';
  const sorted = query.sort === 'featured' ? fitting : [...fitting].sort((a, b) => b[by] - a[by]);
  return findCards(sorted.map(curatedFace), query.text, (face) => face);
}
