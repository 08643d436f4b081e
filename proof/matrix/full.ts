import { DECK } from '../../core/src/deck/data.ts';
import { DIFFICULTIES } from '../../core/src/deck/shapes.ts';
import type { Case, ProofModel } from './case.ts';

/**
 * Every model with every compatible component at every difficulty; topics and
 * prompt packs rotate, each pair of them equally often. What no case before has
 * (an adapter with a component at a difficulty) comes first, so that a run that
 * is stopped has seen each kind once.
 */
export function fullMatrix(models: readonly ProofModel[], special: ReadonlySet<string>): Case[] {
  const cases: Case[] = [];
  let turn = 0;
  for (const model of models) {
    const components = model.shape?.components ?? ['gradio'];
    for (const ui of components) {
      for (const difficulty of DIFFICULTIES) {
        cases.push({ model, ui, difficulty, ...rotation(turn) });
        turn += 1;
        if (special.has(model.id)) break;
      }
      if (special.has(model.id)) break;
    }
  }
  return kindsFirst(cases);
}

function kindsFirst(cases: readonly Case[]): Case[] {
  const seen = new Set<string>();
  const isNew = ({ model, ui, difficulty }: Case): boolean => {
    const before = seen.size;
    return seen.add(`${model.adapter} ${ui} ${difficulty}`).size > before;
  };
  const { first = [], again = [] } = Object.groupBy(cases, (one) =>
    isNew(one) ? 'first' : 'again',
  );
  return [...first, ...again];
}

/** The topic and the prompt pack of turn n: all pairs in topics * packs turns. */
export const rotation = (turn: number): { topic: string; prompts: string } => {
  const { topics, prompts } = DECK;
  const topic = topics[turn % topics.length];
  const pack = prompts[(turn + Math.floor(turn / topics.length)) % prompts.length];
  if (!topic || !pack) throw new Error('the deck has no topics or no prompt packs');
  return { topic: topic.id, prompts: pack.id };
};
