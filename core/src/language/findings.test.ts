import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { readCells } from '../ipynb/read-notebook.ts';
import { applyEdits } from '../rules/edits.ts';
import {
  findInNotebook,
  fixAllEdits,
  readNotebook,
  type CellEdit,
  type CellFinding,
  type OpenCell,
} from './index.ts';

const TOKEN = ['hf', 'qWxYkRtZvBnMpLsDfGhJcKwQeRtYuIoPaZ'].join('_');

const Cases = z.array(
  z.strictObject({
    name: z.string(),
    cells: z.array(z.string()),
    names: z.boolean().default(false),
    finds: z.array(z.string()),
    /** How many fixes there are in all, where that is the point. */
    fixes: z.number().optional(),
    fix: z.number().default(0),
    with: z.number().default(0),
    becomes: z.array(z.string()).optional(),
  }),
);
const cases = Cases.parse(
  parse(readFileSync(new URL('./cases/findings.yaml', import.meta.url), 'utf8')),
);

const notebook = (texts: readonly string[]): OpenCell[] =>
  texts.map((text, at) => ({
    uri: String(at),
    kind: text.startsWith('#md\n') ? 'markdown' : 'code',
    text: text
      .replace(/^#md\n/, '')
      .replaceAll('TOKEN', (found, offset: number) =>
        /[A-Z_]$/.test(text.replace(/^#md\n/, '').slice(0, offset)) ? found : TOKEN,
      ),
  }));
const after = (cells: readonly OpenCell[], edits: readonly CellEdit[]): string[] =>
  cells.map((cell) =>
    applyEdits(
      cell.text,
      edits.filter((edit) => edit.cell === cell.uri),
    ),
  );
const textOf = (cells: readonly OpenCell[], { cell, from, to }: CellFinding): string =>
  cells.find((one) => one.uri === cell)?.text.slice(from, to) ?? '';

const goldenNotebooks = readdirSync(new URL('../../golden', import.meta.url)).map((name) => {
  const text = readFileSync(new URL(`../../golden/${name}`, import.meta.url), 'utf8');
  const cells = (readCells(text) ?? []).map(({ id, kind, source }): OpenCell => ({
    uri: id,
    kind,
    text: source,
  }));
  return [name, cells] as const;
});

describe('findings in a notebook', () => {
  it.each(cases)('$name', ({ cells: texts, names, finds, fixes, fix, with: choice, becomes }) => {
    const cells = notebook(texts);
    const found = findInNotebook(readNotebook(cells), { undefinedNames: names });
    expect(
      found.map((one) =>
        `${one.cell} ${one.code} ${one.severity} ${textOf(cells, one)}`.replace(TOKEN, 'TOKEN'),
      ),
    ).toEqual(finds);
    expect(JSON.stringify(found)).not.toContain(TOKEN);
    if (fixes !== undefined) expect(found.flatMap((one) => one.fixes)).toHaveLength(fixes);
    if (becomes) expect(after(cells, found[fix]?.fixes[choice]?.edits ?? [])).toEqual(becomes);
  });

  it('finds a secret in an output, at the first line of its cell', () => {
    const cells = notebook(['print(key)\nprint(2)', 'x = 1']);
    const found = findInNotebook(readNotebook(cells), {
      outputs: new Map([['0', `the key is ${TOKEN}`]]),
    });
    expect(found).toMatchObject([
      { code: 'secret-in-output', cell: '0', from: 0, to: 10, fixes: [{ clearOutputs: '0' }] },
    ]);
    expect(JSON.stringify(found)).not.toContain(TOKEN);
  });

  it('leaves out what is not wanted', () => {
    const cells = notebook(["key = 'TOKEN'", "import torch\nx.to('cuda')"]);
    const codes = (disabledChecks: string[]): string[] =>
      findInNotebook(readNotebook(cells), { disabledChecks }).map((one) => one.code);
    expect(codes([])).toEqual(['secret', 'bare-cuda']);
    expect(codes(['secret'])).toEqual(['bare-cuda']);
  });

  it('replaces all removed APIs at once', () => {
    const cells = notebook([
      'from transformers import AutoModelForVision2Seq, pipeline',
      "m = AutoModelForVision2Seq.from_pretrained('a/b', torch_dtype='auto', from_flax=False)\nm.to('cuda')",
      "p = pipeline('fill-mask', framework='pt')\np('x', topk=2)",
    ]);
    const fixed = after(cells, fixAllEdits(findInNotebook(readNotebook(cells))));
    expect(fixed).toEqual([
      'from transformers import AutoModelForImageTextToText, pipeline',
      "m = AutoModelForImageTextToText.from_pretrained('a/b', dtype='auto', from_flax=False)\nm.to('cuda')",
      "p = pipeline('fill-mask')\np('x', top_k=2)",
    ]);
    const left = findInNotebook(readNotebook(notebook(fixed)));
    expect(left.filter((one) => one.code === 'removed-api')).toEqual([]);
  });

  it.each(goldenNotebooks)('has nothing to say about %s', (_, cells) => {
    expect(cells.length).toBeGreaterThan(3);
    expect(findInNotebook(readNotebook(cells), { undefinedNames: true })).toEqual([]);
  });

  it.each(goldenNotebooks)('sees a fault planted into %s', (_, cells) => {
    const planted: OpenCell = {
      uri: 'planted',
      kind: 'code',
      text: `import torch\nfrom transformers import AutoModelWithLMHead\nx = "${TOKEN}"\ntorch.zeros(1).to("cuda")\nnever_defined`,
    };
    const found = findInNotebook(readNotebook([...cells, planted]), { undefinedNames: true });
    expect(found.map((one) => [one.cell, one.code])).toEqual(
      expect.arrayContaining([
        ['planted', 'removed-api'],
        ['planted', 'secret'],
        ['planted', 'bare-cuda'],
        ['planted', 'undefined-name'],
      ]),
    );
  });
});

/** Pieces of notebooks, put together in ways nobody would. */
const pieces = fc.constantFrom(
  'import torch\n',
  'from transformers import *\n',
  'from transformers import pipeline as p\n',
  'x = ',
  'p(',
  '"cuda"',
  ')',
  '.to(',
  "model='a/b'",
  '\n',
  '    ',
  'def f(a, b=c):\n',
  '%pip install transformers \\\n',
  '!ls\n',
  '%%time\n',
  '"""',
  "'",
  '# x\n',
  TOKEN,
  'class A[T](B):\n  pass\n',
  '[y for y in z]',
  'lambda q: q',
  'match x:\n case [a]: b\n',
  'AutoModel.from_pretrained(',
  'torch_dtype=',
  'é',
  '🤗',
  '\u2028',
  '\r\n',
  '\ud800',
  'global k\n',
  'f"{x!r:{w}}"',
  'x?\n',
  ':=',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
);
const anyCells = fc
  .array(fc.record({ kind: fc.constantFrom('code' as const, 'markdown' as const), text }), {
    maxLength: 6,
  })
  .map((cells) => cells.map((cell, at): OpenCell => ({ uri: String(at), ...cell })));

describe('whatever a notebook holds', () => {
  it('never throws, and every range and edit lies inside its cell', () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const found = findInNotebook(readNotebook(cells), {
          undefinedNames: true,
          outputs: new Map([['0', TOKEN]]),
        });
        const ranges = [
          ...found,
          ...found.flatMap((one) => one.fixes.flatMap((fix) => fix.edits)),
          ...fixAllEdits(found),
        ];
        for (const { cell, from, to } of ranges) {
          const length = cells[Number(cell)]?.text.length ?? -1;
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(length).toBeGreaterThanOrEqual(to);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says the same after a change as about the changed notebook from scratch', () => {
    fc.assert(
      fc.property(fc.array(anyCells, { minLength: 2, maxLength: 4 }), (versions) => {
        let reading = readNotebook([]);
        for (const cells of versions) reading = readNotebook(cells, reading);
        const cells = versions.at(-1) ?? [];
        expect(findInNotebook(reading, { undefinedNames: true })).toEqual(
          findInNotebook(readNotebook(cells), { undefinedNames: true }),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('reads only what a change concerns again', () => {
    const cells = notebook(['import torch', 'x = torch.zeros(1)', 'y = 2', 'x.to("cuda")']);
    const before = readNotebook(cells);
    const next = cells.map((cell) => (cell.uri === '2' ? { ...cell, text: 'y = 3' } : cell));
    const reading = readNotebook(next, before);
    const same = reading.cells.map((one, at) => one.details === before.cells[at]?.details);
    expect(same).toEqual([true, true, false, true]);
    const other = cells.map((cell) => (cell.uri === '1' ? { ...cell, text: 'x = str()' } : cell));
    const changed = readNotebook(other, before);
    expect(changed.cells.map((one, at) => one.details === before.cells[at]?.details)).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
