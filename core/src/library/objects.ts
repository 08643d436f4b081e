import { SHELF } from './shelf.ts';

const MAKES = SHELF.libraries.flatMap(({ makes }) =>
  makes.map(({ calls, kind }) => ({ calls: new RegExp(calls), kind })),
);

/**
 * What kind of object a call makes from a repository, such that two of a kind can
 * stand for each other; null for other calls.
 * @param callee with imports resolved: `transformers.AutoTokenizer.from_pretrained`.
 */
export function kindOfObject(callee: string): string | null {
  for (const { calls, kind } of MAKES) {
    const found = calls.exec(callee);
    if (found) return kind?.replace('$1', () => found[1] ?? '') ?? null;
  }
  return null;
}

const HOLDS: ReadonlyMap<string, string> = new Map(
  SHELF.libraries.flatMap(({ tasks }) => Object.entries(tasks.holds)),
);

/** The kind of the model in a pipeline of this name. */
export const modelInPipeline = (pipeline: string): string | undefined => HOLDS.get(pipeline);
