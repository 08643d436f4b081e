import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pythonJudge } from '../../test-support/python.ts';
import { pythonLiteral, type PythonValue } from './literal.ts';

const HOSTILE = [
  '"""',
  "'''",
  '\\',
  '\\"',
  '"\'',
  '\n%pip install evil',
  '{{model_id}}',
  '__model_id__',
  '</script>',
  '# %% [markdown]',
  '\u202Egnp.exe',
  '\u2028import os',
  '\ud800',
  '\0',
  '🦙',
  '${x}',
  '" + __import__("os").system("true") + "',
];

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.lorem()), { maxLength: 12 })
    .map((parts) => parts.join(' ')),
);
const value = fc.letrec<{ value: PythonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value;

describe('pythonLiteral', () => {
  it('is read by Python as the same value, whatever the value, indentation and width', () => {
    const samples = fc.sample(fc.tuple(value, fc.nat({ max: 40 })), { numRuns: 1500, seed: 7 });
    const cases = samples.map(([one, indent]) => ({
      source: pythonLiteral(one, indent),
      value: JSON.stringify(one),
    }));
    expect(
      pythonJudge(
        `
import ast, json
for case in cases:
    tree = ast.parse("(" + case["source"] + ")", mode="eval")
    if ast.literal_eval(tree) != json.loads(case["value"]):
        wrong.append(case)
`,
        cases,
      ),
    ).toEqual([]);
  });

  it('never puts a raw line break, control or bidirectional mark into the source', () => {
    fc.assert(
      fc.property(text, (one) => {
        const literal = pythonLiteral(one);
        expect(literal.replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u,
        );
      }),
    );
  });

  it.each<[PythonValue, string]>([
    ['plain', '"plain"'],
    ['say "hi"', `'say "hi"'`],
    ['both \' and "', '"both \' and \\""'],
    ['line\nbreak', '"line\\nbreak"'],
    [true, 'True'],
    [null, 'None'],
    [1234567, '1_234_567'],
    [0.25, '0.25'],
    [[], '[]'],
    [{ a: [1, 2] }, '{"a": [1, 2]}'],
  ])('writes %j as %s', (one, expected) => {
    expect(pythonLiteral(one)).toBe(expected);
  });

  it('breaks long texts at spaces inside parentheses, under the indentation', () => {
    const long = pythonLiteral('word '.repeat(40).trim(), 4);
    expect(long.split('\n').every((line) => line.length <= 88)).toBe(true);
    expect(long).toMatch(/^\(\n {8}"/);
    expect(long).toMatch(/\n {4}\)$/);
  });
});
