import { DECK } from '../../core/src/deck/data.ts';
import { DIFFICULTIES } from '../../core/src/deck/shapes.ts';
import type { Case, ProofModel } from './case.ts';

type Place = Pick<Case, 'model' | 'ui' | 'difficulty'>;

/**
 * Every adapter with every compatible component at every difficulty, its models
 * in turn; and every model at every difficulty. Topics and prompt packs rotate,
 * each pair of them equally often. `special` models come once. With `everyModel`
 * every model meets every component at every difficulty, too; those cases come last.
 */
export function fullMatrix(
  models: readonly ProofModel[],
  special: ReadonlySet<string>,
  everyModel = false,
): Case[] {
  const places = new Map<string, Place>();
  const levels = new Set<string>();
  const add = (model: ProofModel, ui: Case['ui'], difficulty: Case['difficulty']): void => {
    places.set(`${model.id} ${ui} ${difficulty}`, { model, ui, difficulty });
    levels.add(`${model.id} ${difficulty}`);
  };
  const common = models.filter(({ id }) => !special.has(id));
  for (const family of Map.groupBy(common, ({ adapter }) => adapter).values()) {
    everyPlace(componentsOf(family[0])).forEach(([ui, difficulty], turn) => {
      const model = family[turn % family.length];
      if (model) add(model, ui, difficulty);
    });
  }
  common.forEach((model, turn) => {
    const components = componentsOf(model);
    const ui = components[turn % components.length];
    for (const difficulty of DIFFICULTIES) {
      if (ui && !levels.has(`${model.id} ${difficulty}`)) add(model, ui, difficulty);
    }
  });
  for (const model of models.filter(({ id }) => special.has(id))) {
    const [ui] = componentsOf(model);
    if (ui) add(model, ui, 'beginner');
  }
  if (everyModel) {
    for (const model of common) {
      for (const [ui, difficulty] of everyPlace(componentsOf(model))) add(model, ui, difficulty);
    }
  }
  return [...places.values()].map((place, turn) => ({ ...place, ...rotation(turn) }));
}

const componentsOf = (model: ProofModel | undefined): readonly Case['ui'][] =>
  model?.shape?.components ?? ['gradio'];

const everyPlace = (components: readonly Case['ui'][]) =>
  components.flatMap((ui) => DIFFICULTIES.map((difficulty) => [ui, difficulty] as const));

/** The topic and the prompt pack of turn n: all pairs in topics * packs turns. */
export const rotation = (turn: number): { topic: string; prompts: string } => {
  const { topics, prompts } = DECK;
  const topic = topics[turn % topics.length];
  const pack = prompts[(turn + Math.floor(turn / topics.length)) % prompts.length];
  if (!topic || !pack) throw new Error('the deck has no topics or no prompt packs');
  return { topic: topic.id, prompts: pack.id };
};
