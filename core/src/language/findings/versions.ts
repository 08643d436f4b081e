import { distributionOf } from '../../cells/installs.ts';
import type { NotebookReading } from '../reading.ts';

const numbers = (version: string): number[] => version.split('.').map(Number);

const compare = (a: readonly number[], b: readonly number[]): number => {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** `…transformers.git@v4.40-release`: the version of a tag; null: a branch, a commit, or nothing. */
const tagOf = (requirement: string): string | null =>
  /^(?:[\w.-]+\s*@\s*)?git\+[^#]*@v?(\d+(?:\.\d+)+)/.exec(requirement)?.[1] ?? null;
/** `…transformers.git@4f09d0fd88`: nobody knows how old that is. */
const COMMIT = /git\+[^#]*@[0-9a-f]{7,40}(?:#|$)/;

/** True when a requirement keeps its distribution below a version: `transformers<5`, `==4.40.1`. */
export function isBelow(requirement: string, version: string): boolean {
  const wanted = numbers(version);
  if (requirement.includes('git+')) {
    const tag = tagOf(requirement);
    return tag === null ? COMMIT.test(requirement) : compare(numbers(tag), wanted) < 0;
  }
  return [...requirement.matchAll(/(===?|<=?|~=|(?<![<>=!~])=(?!=))\s*v?(\d+(?:\.\d+)*)/g)].some(
    ([, operator, text = '']) => {
      const limit = numbers(text);
      if (operator === '<') return compare(limit, wanted) <= 0;
      if (operator !== '~=') return compare(limit, wanted) < 0;
      // `~=4.40` allows 4.x from 4.40 on; `~=4.40.1` allows 4.40.x.
      const next = limit.slice(0, Math.max(1, limit.length - 1));
      next[next.length - 1] = (next.at(-1) ?? 0) + 1;
      return compare(next, wanted) <= 0;
    },
  );
}

/** Requirements of all install lines, by distribution. */
export function requirementsByName(reading: NotebookReading): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { summary } of reading.cells)
    for (const requirement of summary.installs.flatMap((line) => line.requirements)) {
      const name = distributionOf(requirement);
      const list = found.get(name);
      if (list) list.push(requirement);
      else found.set(name, [requirement]);
    }
  return found;
}
