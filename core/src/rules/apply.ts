import { applyEdits } from './edits.ts';
import { findRewrites, type RewriteOptions } from './find.ts';
import type { Edit, FoundRewrite, Rule } from './types.ts';

export interface Rewritten {
  readonly source: string;
  /** Rules that changed something, in the order they did, without duplicates. */
  readonly applied: readonly Rule[];
  /** What stands in the result and cannot be made right. */
  readonly refused: readonly FoundRewrite[];
}

/** Edits can uncover further ones (two arguments side by side); after so many rounds it is enough. */
const MAX_ROUNDS = 8;

/** Apply every rewrite until none is left that has an edit. */
export function applyRewrites(source: string, options: RewriteOptions = {}): Rewritten {
  const applied = new Set<Rule>();
  let text = source;
  let found: FoundRewrite[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    found = findRewrites(text, options);
    const chosen: Edit[] = [];
    for (const { rule, edits } of found) if (edits && addEdits(chosen, edits)) applied.add(rule);
    const next = applyEdits(text, chosen);
    if (next === text) break;
    text = next;
  }
  return { source: text, applied: [...applied], refused: found.filter((place) => !place.edits) };
}

/** Add edits that go together to those chosen, unless one of them touches another's place. */
export function addEdits(chosen: Edit[], edits: readonly Edit[]): boolean {
  const isFree = (edit: Edit): boolean =>
    chosen.every((other) => edit.to < other.from || edit.from > other.to || sameEdit(edit, other));
  if (!edits.every(isFree)) return false;
  chosen.push(...edits.filter((edit) => !chosen.some((other) => sameEdit(edit, other))));
  return true;
}

const sameEdit = (a: Edit, b: Edit): boolean =>
  a.from === b.from && a.to === b.to && a.text === b.text;
