import { describe, expect, it } from '@jest/globals';
import { readModelCard } from './read.ts';

const FENCE = '```';
const card = (...lines: string[]): string => lines.join('\n');
const outputOf = (...lines: string[]) =>
  readModelCard(card(...lines)).examples.map((one) => one.output);

const code = [
  `${FENCE}python`,
  'from transformers import pipeline',
  'p = pipeline("ner", model="a/b")',
  'print(p("Lyon"))',
];

describe('what the authors say that an example printed', () => {
  it.each([
    ['a block that is announced', ['The output is:', FENCE, '[LOC]', FENCE], '[LOC]'],
    ['a block of text right below', [`${FENCE}text`, '[LOC]', FENCE], '[LOC]'],
    [
      'under a heading of its own',
      ['### Output', `${FENCE}json`, '{"label": "LOC"}', FENCE],
      '{"label": "LOC"}',
    ],
    ['a citation is none', ['Please cite:', FENCE, '@misc{x}', FENCE], null],
    [
      'an installation is none',
      ['This gives you the latest version', FENCE, 'pip install -U x', FENCE],
      null,
    ],
    ['the next chapter is none', ['## Training', FENCE, 'epoch 1', FENCE], null],
  ])('%s', (_, below, output) => {
    expect(outputOf(...code, FENCE, '', ...below)[0]).toBe(output);
  });

  it('comments at the end of the code', () => {
    expect(outputOf(...code, '# output:', "# [{'label': 'LOC'}]", FENCE)).toEqual([
      "[{'label': 'LOC'}]",
    ]);
    expect(outputOf(...code, '# You can also use a GPU', FENCE)).toEqual([null]);
  });

  it('the last lines that a session printed', () => {
    const session = [
      `${FENCE}python`,
      '>>> from transformers import pipeline',
      '>>> p = pipeline("ner", model="a/b")',
      '>>> p("Rome")',
      '[ROME]',
      '>>> p("Lyon")',
      '[LYON]',
      FENCE,
    ];
    expect(outputOf(...session)).toEqual(['[LYON]']);
  });

  it('cuts what is long, and drops signs that are no text', () => {
    const long = Array.from({ length: 99 }, (_, at) => `line ${at}\u202e`);
    const [output] = outputOf(...code, FENCE, `${FENCE}text`, ...long, FENCE);
    expect(output?.split('\n')).toHaveLength(31);
    expect(output).not.toMatch(/\u202e/);
  });
});
