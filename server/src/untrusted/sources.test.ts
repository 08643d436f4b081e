import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { Ipynb } from '@alacard/core/sharing';
import fc from 'fast-check';
import { hashOfSources } from './sources.ts';

/** The same in few words, with much garbage: what older rows were made by. */
function inFewWords(sources: readonly string[]): string | null {
  const text = sources
    .map((source) => {
      const kept = source.split('\n').filter((line) => !/^- \*\*Share(?:d)?:\*\* /.test(line));
      return `code:${kept.join('').replace(/\s+/g, '')}`;
    })
    .join('\n');
  return text.length < 80 ? null : createHash('sha256').update(text).digest('hex');
}

const notebookOf = (sources: readonly string[]): Ipynb => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: sources.map((source) => ({ cell_type: 'code', source, metadata: {}, outputs: [] })),
});

const piece = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
  fc.constantFrom(
    '- **Share:** a\n',
    '\n- **Shared:** b',
    '- **Shares',
    '\u00a0\u3000\ufeff\u2028',
  ),
  fc.nat(70_000).map((length) => `a\u{1F600}${'x '.repeat(length / 2)}`),
);
const source = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(''));

it('is the hash of all sources without blanks and without the link to the page', () => {
  fc.assert(
    fc.property(fc.array(source, { maxLength: 5 }), (sources) => {
      expect(hashOfSources(notebookOf(sources))).toBe(inFewWords(sources));
    }),
    { numRuns: 300 },
  );
});

it('knows every blank that a regular expression knows', () => {
  const blanks = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit))
    .filter((sign) => /\s/.test(sign))
    .join('');
  const text = 'x'.repeat(100);
  expect(hashOfSources(notebookOf([blanks + text + blanks]))).toBe(
    hashOfSources(notebookOf([text])),
  );
});

it('keeps halves of a character together wherever they stand', () => {
  for (let before = 32_000; before < 33_600; before += 1) {
    const sources = [`${'a'.repeat(before)}\u{1F600}`];
    expect(hashOfSources(notebookOf(sources))).toBe(inFewWords(sources));
  }
});
