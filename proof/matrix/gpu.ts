import { DIFFICULTIES } from '../../core/src/deck/shapes.ts';
import { rotation } from './full.ts';
import type { Case, ProofModel } from './case.ts';

/**
 * On the stand-in for a graphics card (proof/device): every adapter that
 * computes with torch at every difficulty, and every such model. `once`: each
 * adapter at one difficulty. Models, difficulties and components rotate.
 */
export function onGpu(models: readonly ProofModel[], once = false): Case[] {
  const families = Map.groupBy(
    models.filter(({ shape }) => shape?.gpu),
    ({ adapter }) => adapter,
  );
  return [...families.values()].flatMap((family, place) => {
    const turns = once ? 1 : Math.max(family.length, DIFFICULTIES.length);
    return Array.from({ length: turns }, (_, turn): Case => {
      const model = at(family, turn);
      const difficulty = at(DIFFICULTIES, place + turn);
      const ui = at(model.shape?.components ?? [], place + turn);
      return { model, ui, difficulty, ...rotation(place + turn), gpu: true };
    });
  });
}

function at<T>(items: readonly T[], turn: number): T {
  const item = items[turn % items.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
}
