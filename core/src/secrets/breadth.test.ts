import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { findSecrets } from './find.ts';

/**
 * How wide the net is: 83 kinds of keys, ten of each made up here, in the line a
 * notebook would have; and texts that look alike. The figures stand in docs/checks.md.
 */
const { kinds, lookalikes } = z
  .strictObject({ kinds: z.record(z.string(), z.string()), lookalikes: z.array(z.string()) })
  .parse(parse(readFileSync(new URL('./cases/breadth.yaml', import.meta.url), 'utf8')));

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const ALPHABETS: Readonly<Record<string, string>> = {
  a: LOWER + UPPER,
  d: DIGITS,
  h: '0123456789abcdef',
  l: LOWER + DIGITS,
  m: LOWER + UPPER + DIGITS,
  u: UPPER + DIGITS,
  b: `${LOWER}${UPPER}${DIGITS}-_`,
  r: `${UPPER}234567`,
  s: `${LOWER}${UPPER}${DIGITS}+/`,
};

/** Steady: the same keys in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `hf_«34a»`: 34 characters of the alphabet `a`. So no scanner of a host takes this for a leak. */
const fill = (line: string, next: () => number): string =>
  line.replace(/«(\d+)([a-z])»/g, (_, length: string, name: string) => {
    const from = ALPHABETS[name] ?? '';
    return Array.from(
      { length: Number(length) },
      () => from[Math.floor(next() * from.length)],
    ).join('');
  });

/** As of now; a kind that is found from now on leaves the list. */
const MISSED: readonly string[] = ['azure-sas 0', 'ngrok 3', 'password-url 8'];
const FOUND = 83 - MISSED.length;

const next = random(20261129);
const found = Object.entries(kinds).map(([kind, line]) => ({
  kind,
  seen: Array.from({ length: 10 }, () => fill(line, next)).filter(
    (text) => findSecrets(text).length > 0,
  ).length,
}));

describe('keys of 83 kinds', () => {
  it('are found, nine of ten of a kind, for at least 62 kinds', () => {
    expect(found).toHaveLength(83);
    const missed = found.filter(({ seen }) => seen < 9).map(({ kind, seen }) => `${kind} ${seen}`);
    expect({ found: found.length - missed.length, missed }).toEqual({
      found: FOUND,
      missed: MISSED,
    });
    expect(FOUND).toBeGreaterThanOrEqual(62);
  });

  it('are not seen in what looks alike', () => {
    const looks = random(7);
    const alarms = lookalikes.flatMap((line) =>
      Array.from({ length: 10 }, () => fill(line, looks)).filter(
        (text) => findSecrets(text).length > 0,
      ),
    );
    expect(alarms).toEqual([]);
  });
});
