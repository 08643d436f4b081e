import { DIFFICULTIES } from '../../core/src/deck/shapes.ts';
import { rotation } from './full.ts';
import type { Case, ProofModel } from './case.ts';

/**
 * Every adapter that computes with torch, in bfloat16: the number format the
 * notebooks take on a graphics card, which NumPy does not know and which does
 * not mix with float32. At every difficulty, or (`once`) at one of them in turn;
 * models and components rotate.
 */
export function inHalf(models: readonly ProofModel[], once = false): Case[] {
  const families = Map.groupBy(
    models.filter(({ shape }) => shape?.torch && shape.route === 'local'),
    ({ adapter }) => adapter,
  );
  return [...families.values()].flatMap((family, turn) =>
    DIFFICULTIES.flatMap((difficulty, level): Case[] => {
      const model = family[(turn + level) % family.length];
      const components = model?.shape?.components ?? [];
      const ui = components[(turn + level) % components.length];
      if (!model || !ui || (once && level !== turn % DIFFICULTIES.length)) return [];
      return [{ model, ui, difficulty, ...rotation(turn + level), half: true }];
    }),
  );
}
