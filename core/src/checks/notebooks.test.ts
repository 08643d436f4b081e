import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { readNotebookFile } from '../ipynb/read-notebook.ts';
import { nodeRuff } from '../node/ruff.ts';
import type { PythonLinter } from '../python/ruff.ts';
import { checkNotebook } from './index.ts';

let linter: PythonLinter;
beforeAll(async () => {
  linter = await nodeRuff();
});

const Cases = z.array(
  z.strictObject({
    name: z.string(),
    metadata: z.record(z.string(), z.unknown()).default({}),
    cells: z.array(z.string()),
    /** Text that the cell at the same place printed. */
    outputs: z.array(z.string()).default([]),
    finds: z.array(z.string()),
  }),
);
const cases = Cases.parse(
  parse(readFileSync(new URL('./cases/notebooks.yaml', import.meta.url), 'utf8')),
);

const TOKEN = ['hf', 'qWxYkRtZvBnMpLsDfGhJcKwQeRtYuIoPaZ'].join('_');
const fileOf = ({ metadata, cells, outputs }: z.infer<typeof Cases>[number]): string =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata,
    cells: cells.map((source, at) => ({
      cell_type: 'code',
      id: `c${at}`,
      metadata: {},
      source: source.replaceAll('TOKEN', TOKEN),
      outputs: outputs[at]
        ? [{ output_type: 'stream', name: 'stdout', text: outputs[at].replaceAll('TOKEN', TOKEN) }]
        : [],
    })),
  });

/** `0 undefined-name 2`: cell, code, line. */
const found = (file: string): string[] => {
  const read = readNotebookFile(file);
  if (!read.ok) throw new Error(read.why);
  return checkNotebook(read.notebook, linter).map(
    ({ code, cell, line }) => `${cell?.slice(1) ?? '-'} ${code} ${line ?? '-'}`,
  );
};

describe('notebooks of everybody', () => {
  it.each(cases)('$name', (one) => {
    expect(found(fileOf(one))).toEqual(one.finds);
  });

  it.each([
    ['brackets', '('.repeat(3000) + ')'.repeat(3000)],
    ['not', 'not '.repeat(50_000) + 'x'],
    ['subscripts', 'a' + '[0]'.repeat(20_000)],
    ['attributes', 'a' + '.b'.repeat(50_000)],
    ['sums', 'a' + ' + a'.repeat(20_000)],
    ['blocks', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}if 1:`).join('\n')],
  ])('%s nested too deeply are one finding, and the next notebook is read as ever', (_, source) => {
    const file = fileOf({
      name: '',
      metadata: {},
      cells: [source, 'x = 1'],
      outputs: [],
      finds: [],
    });
    expect(found(file)).toEqual(['0 too-deep 1']);
    expect(
      found(fileOf({ name: '', metadata: {}, cells: ['x = ('], outputs: [], finds: [] })),
    ).toEqual(['0 syntax 1']);
  });
});
