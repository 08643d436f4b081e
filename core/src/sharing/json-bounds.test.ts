import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beyondBounds } from './json-bounds.ts';

const BOUNDS = { depth: 5, values: 10, parts: 20 };

it.each([
  ['depth', '[[[[[[', 'nested more than 5 deep'],
  ['values', `[${'0,'.repeat(11)}0]`, 'more than 10 values'],
  ['names', `[${'{"a":[]},'.repeat(9)}0]`, 'lists and names'],
])('says which bound is not kept: %s', (_, text, words) => {
  expect(beyondBounds(text, BOUNDS)).toContain(words);
});

it.each(['"[[[[[[[["', String.raw`"\"[[[[[[\\"`, String.raw`{"a\\\"[[[[[[[":1}`, '"', '[]'])(
  'does not count what stands in strings: %s',
  (text) => {
    expect(beyondBounds(text, BOUNDS)).toBeNull();
  },
);

/** Depth and number of lists and objects, counted after parsing. */
const measured = (value: unknown): { depth: number; lists: number } => {
  if (typeof value !== 'object' || value === null) return { depth: 0, lists: 0 };
  const inner = Object.values(value).map(measured);
  return {
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
    lists: 1 + inner.reduce((sum, { lists }) => sum + lists, 0),
  };
};

it('agrees with what the parsed value holds', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const { depth, lists } = measured(JSON.parse(text));
      const found = beyondBounds(text, { depth: depth, values: Infinity, parts: Infinity });
      expect(found).toBeNull();
      if (depth > 0) expect(beyondBounds(text, { ...BOUNDS, depth: depth - 1 })).not.toBeNull();
      if (lists > 0)
        expect(
          beyondBounds(text, { depth: Infinity, values: Infinity, parts: lists - 1 }),
        ).not.toBeNull();
    }),
  );
});
