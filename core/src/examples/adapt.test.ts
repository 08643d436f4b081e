import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { factsFromCard } from '../../scripts/corpus.ts';
import { pythonJudge } from '../../test-support/python.ts';
import { readModelCard } from '../model-card/read.ts';
import { selectExamples } from './select.ts';
import type { Example } from '../model-card/types.ts';
import { nodeRuff } from '../node/ruff.ts';
import { adaptExample } from './adapt.ts';
import { NOTEBOOK_NAMES, type AdaptContext } from './types.ts';
import type { PythonLinter } from '../python/ruff.ts';

const Cases = z.array(
  z.strictObject({
    name: z.string(),
    source: z.string(),
    accepted: z.string().optional(),
    refused: z.array(z.string()).optional(),
    /** Any of the codes in `refused` will do. */
    any: z.boolean().default(false),
    task: z.string().default('text-classification'),
    library: z.string().default('transformers'),
    base: z.string().optional(),
    files: z.array(z.string()).default([]),
    mask: z.string().nullable().default(null),
    type: z.string().nullable().default(null),
    shell: z.array(z.string()).default([]),
  }),
);
const cases = Cases.parse(
  parse(readFileSync(new URL('./cases/adapt.yaml', import.meta.url), 'utf8')),
);

const DEFINED = new Set([...NOTEBOOK_NAMES, 'sample_image']);
let linter: PythonLinter;
beforeAll(async () => {
  linter = await nodeRuff();
});

const example = (source: string, shell: readonly string[] = []): Example => ({
  index: 0,
  source,
  headings: [],
  lead: '',
  form: 'fenced',
  line: 1,
  requirements: [],
  shell,
  engine: null,
  needs: [],
  output: null,
});

const context = (more: Partial<(typeof cases)[number]> = {}): AdaptContext => {
  const facts = factsFromCard('acme/pebble', '');
  return {
    facts: {
      ...facts,
      task: more.task ?? null,
      library: more.library ?? 'transformers',
      files: more.files ?? [],
      maskToken: more.mask ?? null,
      modelType: more.type ?? null,
      baseModels: more.base ? [{ id: more.base, relation: null, gated: null }] : [],
    },
    hints: readModelCard('').hints,
    linter,
    defined: DEFINED,
  };
};

describe('adapting examples', () => {
  for (const one of cases) {
    it(one.name, () => {
      const adapted = adaptExample(example(one.source, one.shell), context(one));
      const codes = adapted.reasons.map((reason) => reason.code);
      if (one.accepted !== undefined) {
        expect({ codes, source: adapted.source }).toEqual({
          codes: [],
          source: one.accepted.trimEnd(),
        });
        expect(adapted.changes.length).toBeGreaterThan(0);
      } else if (one.any) {
        expect(one.refused?.some((code) => codes.includes(code))).toBe(true);
      } else {
        expect(codes).toEqual(
          expect.arrayContaining(one.refused ?? ['(a case says accepted or refused)']),
        );
      }
      expect(adapted.status).toBe(one.accepted === undefined ? 'refused' : 'accepted');
    });
  }
});

const HEAD = [
  'from transformers import AutoModel, pipeline',
  'p = pipeline("ner", model="acme/pebble")',
];

describe('any code and any value', () => {
  const line = fc.constantFrom(
    'from transformers import AutoModel, pipeline',
    'import torch',
    'p = pipeline("ner", model="acme/pebble", device=0,',
    ')',
    'p = pipeline("text-generation", model="acme/pebble")',
    'm = AutoModel.from_pretrained("acme/pebble", torch_dtype=torch.float16, device_map="auto")',
    'text = "Hello"',
    'print(p(text))',
    'p("a", max_length=900)',
    'if True:',
    '    m.to("cuda")',
    'x = m(**p)',
    '# a comment',
    '"""',
    'def f(a, b=1):',
    '    return p(a)',
    'device = "cuda"',
    'return p',
    'for t in [text]: p(t)',
    '>>> p(1)',
    'lambda: (',
    'image.save("x.png")',
    '\\',
  );

  const junk = fc.string({ unit: 'binary', maxLength: 10 });
  const wild = fc.array(fc.oneof(line, junk), { maxLength: 14 });
  // Whole statements around a pipeline that works, so that some are accepted.
  const tame = fc
    .array(fc.oneof({ weight: 6, arbitrary: line }, { weight: 1, arbitrary: junk }), {
      maxLength: 3,
    })
    .map((lines) => [...HEAD, ...lines, 'print(p("a"))']);
  const code = fc.oneof(wild, tame);

  it('never throws, and what it accepts is Python', () => {
    const accepted: string[] = [];
    fc.assert(
      fc.property(code, (lines) => {
        const adapted = adaptExample(example(lines.join('\n')), context());
        expect(adapted.reasons.length > 0).toBe(adapted.status === 'refused');
        if (adapted.status === 'accepted') accepted.push(adapted.source);
        const card = readModelCard('```python\n' + lines.join('\n') + '\n```\n');
        for (const { source } of selectExamples(card, { facts: context().facts, linter }).shown)
          accepted.push(source);
      }),
      { numRuns: 150 },
    );
    expect(accepted.length).toBeGreaterThan(0);
    expect(pythonJudge(PARSES, accepted)).toEqual([]);
  });
});

const PARSES = `
import ast
for source in cases:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError) as error:
        wrong.append([source, str(error)])
`;
