import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { readModelCard } from './read.ts';

const CASES = new URL('./cases/', import.meta.url);
const CaseFile = z.array(
  z.strictObject({
    name: z.string(),
    card: z.string(),
    expect: z.strictObject({
      examples: z.array(z.record(z.string(), z.unknown())).optional(),
      hints: z.record(z.string(), z.unknown()).optional(),
      description: z.string().nullable().optional(),
      frontMatter: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
);

for (const file of readdirSync(CASES).sort()) {
  describe(`reading model cards: ${file}`, () => {
    for (const item of CaseFile.parse(parse(readFileSync(new URL(file, CASES), 'utf8')))) {
      it(item.name, () => {
        const card = readModelCard(item.card);
        const { frontMatter, ...expected } = item.expect;
        if (frontMatter) expect(card.frontMatter).toEqual(frontMatter);
        expect(card).toMatchObject(expected);
      });
    }
  });
}

describe('reading any text', () => {
  const pieces = fc.constantFrom(
    '```',
    '```python',
    '~~~',
    '````',
    '---',
    '>>> ',
    '... ',
    '    ',
    '# ',
    '<pre>',
    '</pre>',
    '<!--',
    '-->',
    'import x',
    'x = f(',
    ')',
    '"""',
    '!pip install a',
    '%time',
    '+ a',
    '- b',
    '\r\n',
    '\u200b',
    '\ufeff',
    '| a |',
    '> ',
  );
  const text = fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 40 })
    .chain((parts) => fc.constantFrom('\n', '', ' ').map((glue) => parts.join(glue)));

  it('never throws, and needs always point back', () => {
    fc.assert(
      fc.property(text, (card) => {
        const { examples } = readModelCard(card);
        examples.forEach((example, index) => {
          expect(example.index).toBe(index);
          for (const need of example.needs) expect(need).toBeLessThan(index);
        });
      }),
      { numRuns: 400 },
    );
  });

  it('takes any code that stands in a tagged fence as it is', () => {
    const line = fc.stringMatching(/^[a-z]{1,5} = [a-z]{1,5}\([0-9]{1,3}\)$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
        const source = lines.join('\n');
        const card = readModelCard(`text\n\n\`\`\`python\n${source}\n\`\`\`\n`);
        expect(card.examples.map((example) => example.source)).toEqual([source]);
      }),
    );
  });
});
