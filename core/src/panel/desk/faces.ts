import { familyName } from '../../deck/findable.ts';
import { taskName } from '../../deck/task-name.ts';
import type {
  CuratedModel,
  Deck,
  Difficulty,
  PromptPack,
  Topic,
  UiComponent,
} from '../../deck/schema.ts';
import type { TaskAdapter } from '../../deck/adapter.ts';
import type { ModelFacts } from '../../hub/facts.ts';
import type { ModelSummary } from '../../hub/list.ts';
import { packMatters } from '../../recipe/prompt-use.ts';
import type { CardFace, Hand } from '../protocol/faces.ts';

/** Cards of the deck and models of the Hub as faces. */

const plain = {
  category: '',
  downloads: null,
  parameters: null,
  size: null,
  licence: null,
  gated: false,
  note: null,
} as const;

export const topicFace = (topic: Topic): CardFace => ({
  ...plain,
  key: 'topic',
  id: topic.id,
  emoji: topic.emoji,
  name: topic.name,
  summary: topic.summary,
  choice: { topic: { id: topic.id } },
});

export const ownTopicFace = (deck: Deck, subject: string): CardFace => ({
  ...plain,
  key: 'topic',
  id: 'own',
  emoji: deck.ownTopic.emoji,
  name: subject,
  summary: 'Your own topic.',
  choice: { topic: { own: subject } },
});

const UNUSED = 'Not used by this model: it takes no prompts of this kind.';

/** With the task of the hand's model, the face says when the pack changes nothing. */
export const packFace = (pack: PromptPack, task: TaskAdapter | null): CardFace => ({
  ...plain,
  note: task && !packMatters(task.samples, pack) ? UNUSED : null,
  key: 'prompt_cards',
  id: pack.id,
  emoji: pack.emoji,
  name: pack.name,
  category: familyName(pack.family),
  summary: pack.summary,
  choice: { prompt_cards: { pack: pack.id } },
});

export const ownPromptsFace = (
  pack: PromptPack | undefined,
  choice: NonNullable<Hand['prompt_cards']>,
  prompts: readonly string[],
): CardFace => ({
  ...plain,
  key: 'prompt_cards',
  id: 'own',
  emoji: pack?.emoji ?? '✍️',
  name: 'Your prompts',
  category: pack ? `From ${pack.name}` : '',
  summary: prompts[0] ?? '',
  choice: { prompt_cards: choice },
});

export const difficultyFace = (difficulty: Difficulty): CardFace => ({
  ...plain,
  key: 'difficulty',
  id: difficulty.id,
  emoji: difficulty.emoji,
  name: difficulty.name,
  summary: difficulty.summary,
  choice: { difficulty: difficulty.id },
});

export const componentFace = (component: UiComponent): CardFace => ({
  ...plain,
  key: 'ui_component',
  id: component.id,
  emoji: component.emoji,
  name: component.name,
  summary: component.summary,
  choice: { ui_component: component.id },
});

const owner = (id: string): string => (id.includes('/') ? id.slice(0, id.indexOf('/')) : '');
const shortName = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

const modelFace = (
  id: string,
  about: Omit<CardFace, 'key' | 'id' | 'name' | 'choice' | 'note'>,
): CardFace => ({
  ...about,
  key: 'model_card',
  id,
  name: shortName(id),
  note: null,
  choice: { model_card: { id } },
});

export const curatedFace = (model: CuratedModel): CardFace =>
  modelFace(model.id, {
    emoji: model.emoji,
    category: taskName(model.task),
    summary: model.summary,
    downloads: model.downloads,
    parameters: model.parameters,
    size: model.size,
    licence: model.licence,
    gated: false,
  });

/** A model found on the Hub; `emoji` comes from the deck's models of the same task. */
export const hubFace = (model: ModelSummary, emoji: string): CardFace =>
  modelFace(model.id, {
    emoji,
    category: model.task ? taskName(model.task) : 'No task given',
    summary: owner(model.id) ? `by ${owner(model.id)}` : '',
    downloads: model.downloads,
    parameters: model.parameters,
    size: null,
    licence: model.licence,
    gated: model.gated !== false,
  });

export const factsFace = (facts: ModelFacts, emoji: string): CardFace =>
  modelFace(facts.id, {
    emoji,
    category: facts.task ? taskName(facts.task) : 'No task given',
    summary: owner(facts.id) ? `by ${owner(facts.id)}` : '',
    downloads: facts.downloads,
    parameters: facts.parameters,
    size: facts.weightBytes,
    licence: facts.licence,
    gated: facts.gated !== false,
  });

/** A model of which nothing but its id is known, for lack of a connection. */
export const unknownModelFace = (id: string): CardFace =>
  modelFace(id, {
    emoji: '📦',
    category: '',
    summary: owner(id) ? `by ${owner(id)}` : '',
    downloads: null,
    parameters: null,
    size: null,
    licence: null,
    gated: false,
  });
