import { findCards } from '../../deck/find.ts';
import type { Deck, UiComponent } from '../../deck/schema.ts';
import type { TaskAdapter } from '../../deck/adapter.ts';
import { nearestComponent } from '../../recipe/compatibility.ts';
import type { CardKey } from '../../recipe/schema.ts';
import { TopicCardSchema } from '../../recipe/schema.ts';
import type { CardFace } from '../protocol/faces.ts';
import {
  componentFace,
  curatedFace,
  difficultyFace,
  ownTopicFace,
  packFace,
  topicFace,
} from './faces.ts';

/**
 * The deck's cards for one place, the best match of `search` first.
 * @param adapter of the hand's model, to tell which components do not fit it.
 */
export function cardsOf(
  key: CardKey,
  search: string,
  deck: Deck,
  adapter: TaskAdapter | null,
): CardFace[] {
  switch (key) {
    case 'model_card':
      return find(deck.models.map(curatedFace), search);
    case 'prompt_cards':
      return find(fittingFirst(deck.prompts.map((pack) => packFace(pack, adapter))), search);
    case 'difficulty':
      return find(deck.difficulties.map(difficultyFace), search);
    case 'ui_component':
      return find(componentFaces(deck.components, adapter), search);
    case 'topic':
      return [...find(deck.topics.map(topicFace), search), ...own(search, deck)];
  }
}

/** Faces say in words what a card is found by. */
const find = (faces: readonly CardFace[], text: string): CardFace[] =>
  findCards(faces, text, (face) => face);

/** Components that fit the model first; the others say why they do not. */
function componentFaces(
  components: readonly UiComponent[],
  adapter: TaskAdapter | null,
): CardFace[] {
  const faces = components.map((component) => {
    const [finding] = adapter ? nearestComponent(component.id, adapter).findings : [];
    // The finding's first sentence is the reason, the rest is about the notebook.
    const note = finding?.message.split(/(?<=\.) /)[0] ?? null;
    return { ...componentFace(component), note };
  });
  return fittingFirst(faces);
}

/** Cards with a note do not go well with the hand's model. */
const fittingFirst = (faces: readonly CardFace[]): CardFace[] => [
  ...faces.filter(({ note }) => !note),
  ...faces.filter(({ note }) => note),
];

/** What was typed, as a topic of one's own. */
function own(search: string, deck: Deck): CardFace[] {
  const parsed = TopicCardSchema.safeParse({ own: search });
  if (!parsed.success || !('own' in parsed.data)) return [];
  const face = ownTopicFace(deck, parsed.data.own);
  return [{ ...face, name: `“${parsed.data.own}”`, summary: 'Use this as your own topic.' }];
}
