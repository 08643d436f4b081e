import type { UiComponentId } from '../../core/src/deck/shapes.ts';
import type { Plant } from '../steps/edit.ts';

export interface Fault {
  readonly name: string;
  readonly model: string;
  readonly ui: UiComponentId;
  /** It is planted in a notebook that takes the stand-in for a graphics card. */
  readonly gpu?: true;
  readonly plant: Plant;
  /** What the harness must say. */
  readonly expected: RegExp;
}

export const LABELS = 'tiny/text-cls';
export const CHAT = 'tiny/chat';

type Where = Pick<Fault, 'model' | 'ui'>;

/** A fault that is planted by other text in the cells, all pairs of it. */
export const replaced = (
  name: string,
  where: Where,
  pairs: readonly (readonly [from: string | RegExp, to: string])[],
  expected: RegExp,
): Fault => ({
  name,
  ...where,
  plant: (notebook) => {
    for (const [from, to] of pairs) notebook.replace(from, to);
  },
  expected,
});

/** A fault that is planted by lines behind the cell of a role. */
export const appended = (
  name: string,
  where: Where,
  role: string,
  code: string,
  expected: RegExp,
): Fault => ({
  name,
  ...where,
  plant: (notebook) => {
    notebook.append(role, code);
  },
  expected,
});
