import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { oldNotebook } from '../../../test-support/old-things.ts';
import { sourceHash } from '../../ipynb/nbformat.ts';
import { readCells } from '../../ipynb/read-notebook.ts';
import { joined, parseIpynb } from '../ipynb.ts';
import { prepareShare, sharedMarks, sharedModel } from './prepare.ts';

const server = 'https://alacard.example.org';
const parsed = (text: string): unknown => JSON.parse(text);
const CellsSchema = z.object({ cells: z.array(z.unknown()).min(5) });
const Marked = z.object({ alacard: z.object({ hash: z.string(), section: z.string() }) });

/** How many of the cells with a mark are as they were generated. */
function untouched(text: string): { marked: number; same: number } {
  const read = parseIpynb(text, new TextEncoder().encode(text).length);
  if (!read.ok) throw new Error('not read');
  const marks = read.notebook.cells.flatMap((cell) => {
    const mark = Marked.safeParse(cell.metadata).data;
    return mark ? [mark.alacard.hash === sourceHash(joined(cell.source))] : [];
  });
  return { marked: marks.length, same: marks.filter(Boolean).length };
}

describe.each(['shared', 'remix', 'edited'] as const)('the %s notebook of 8eb487c', (name) => {
  const text = oldNotebook(name);

  it('is read without a change', () => {
    const read = parseIpynb(text, new TextEncoder().encode(text).length);
    expect(read).toMatchObject({ ok: true });
    expect(read.ok && read.notebook).toEqual(parsed(text));
    expect(readCells(text)).toHaveLength(read.ok ? read.notebook.cells.length : -1);
  });

  it('can be shared as it is', () => {
    const { draft, findings } = prepareShare(parsed(text), { outputs: 'keep' });
    expect(findings).toEqual([]);
    expect(CellsSchema.parse(parsed(draft?.text ?? ''))).toEqual(CellsSchema.parse(parsed(text)));
    expect(sharedModel(parsed(text))).toEqual({ id: 'example/small-model', revision: undefined });
  });
});

it('knows where the old notebooks come from', () => {
  expect(sharedMarks(parsed(oldNotebook('shared'))).shared).toEqual({
    server,
    share_id: 'Jkmnpqrs6789',
    version: 2,
    url: `${server}/n/Jkmnpqrs6789`,
  });
  expect(sharedMarks(parsed(oldNotebook('remix'))).remixOf).toEqual({
    server,
    share_id: 'Abcdefgh2345',
    version: 3,
    title: 'Käse',
    author: 'Ada',
    licence: 'MIT',
  });
});

it('tells which of the old cells somebody changed', () => {
  for (const name of ['shared', 'remix'] as const) {
    const { marked, same } = untouched(oldNotebook(name));
    expect(marked).toBeGreaterThan(5);
    expect(same).toBe(marked);
  }
  const { marked, same } = untouched(oldNotebook('edited'));
  expect(marked - same).toBe(1);
});
