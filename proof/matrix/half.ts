import { DIFFICULTIES } from '../../core/src/deck/shapes.ts';
import { rotation } from './full.ts';
import type { Case, ProofModel } from './case.ts';

/**
 * In bfloat16, the number format that notebooks take on a graphics card, which
 * NumPy does not know and which does not mix with float32: every adapter that
 * has it at every difficulty, and every model. `once`: each adapter at one
 * difficulty. Models, difficulties and components rotate.
 */
export function inHalf(models: readonly ProofModel[], once = false): Case[] {
  const families = Map.groupBy(
    models.filter(({ shape }) => shape?.half),
    ({ adapter }) => adapter,
  );
  return [...families.values()].flatMap((family, place) => {
    const turns = once ? 1 : Math.max(family.length, DIFFICULTIES.length);
    return Array.from({ length: turns }, (_, turn): Case => {
      const model = at(family, turn);
      const difficulty = at(DIFFICULTIES, place + turn);
      const ui = at(model.shape?.components ?? [], place + turn);
      return { model, ui, difficulty, ...rotation(place + turn), half: true };
    });
  });
}

function at<T>(items: readonly T[], turn: number): T {
  const item = items[turn % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
