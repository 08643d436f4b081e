import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KINDS } from './kinds.ts';
import { kindsIn } from './signs.ts';

const SIGNS = [...new Set(KINDS.flatMap(({ signs }) => signs))];
const piece = fc.oneof(
  fc.constantFrom(...SIGNS),
  fc.constantFrom(...SIGNS).map((sign) => sign.toUpperCase()),
  // Beginnings of signs, and what shares the last bits of its letters with them.
  fc.constantFrom(...SIGNS).map((sign) => sign.slice(0, -1)),
  fc
    .constantFrom(...SIGNS)
    .map((sign) =>
      sign.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x2100 - 0x60)),
    ),
  fc.string({ maxLength: 6 }),
);

it('names the kinds that looking for each sign by itself would name', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.join('');
      const lower = text.toLowerCase();
      const named = KINDS.filter(({ signs }) =>
        // Both cases: a sign of two letters may not be mixed.
        signs.some((sign) =>
          sign.length < 3
            ? text.includes(sign) || text.includes(sign.toUpperCase())
            : lower.includes(sign),
        ),
      );
      expect(kindsIn(text)).toEqual(named);
    }),
    { numRuns: 2000 },
  );
});

it('needs no kind to be found by a sign of two letters in mixed case', () => {
  for (const { signs, pattern } of KINDS)
    if (signs.some((sign) => sign.length < 3 && /[a-z]/.test(sign)))
      expect(pattern.flags).not.toContain('i');
});
