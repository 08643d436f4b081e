import { describe, expect, it } from '@jest/globals';
import type { Notebook } from '@alacard/core';
import fc from 'fast-check';
import { planInsert, planNew, type EditorNotebook } from './plan.ts';

const alacard = { schema: 1, version: '0', recipe: { topic: { id: 'new' } }, model: { id: 'o/m' } };
// SAFETY: only what the plan looks at.
const made = {
  cells: [
    { cell_type: 'markdown', id: 'title', source: '# T', metadata: { alacard: { role: 'title' } } },
    { cell_type: 'code', id: 'load', source: 'x = 1', metadata: { alacard: { role: 'load' } } },
  ],
  metadata: { alacard, kernelspec: { name: 'python3' }, language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
} as unknown as Notebook;

const cell = (source: string, more: Partial<EditorNotebook['cells'][number]> = {}) => ({
  source,
  hasOutputs: false,
  metadata: {},
  ...more,
});
const open = (
  cells: EditorNotebook['cells'],
  metadata: EditorNotebook['metadata'] = { metadata: {}, nbformat: 4, nbformat_minor: 5 },
): EditorNotebook => ({ cells, metadata });

describe('a new notebook', () => {
  it('has its metadata one level down, as the editor’s serializer writes it', () => {
    expect(planNew(made)).toEqual({
      cells: [
        {
          kind: 'markup',
          language: 'markdown',
          source: '# T',
          metadata: { id: 'title', metadata: { alacard: { role: 'title' } } },
        },
        {
          kind: 'code',
          language: 'python',
          source: 'x = 1',
          metadata: { id: 'load', metadata: { alacard: { role: 'load' } } },
        },
      ],
      metadata: { metadata: made.metadata, nbformat: 4, nbformat_minor: 5 },
    });
  });
});

describe('an insertion', () => {
  it('goes below the selected cell, wherever that is', () => {
    const three = open([cell('a'), cell('b'), cell('c')]);
    expect(planInsert(three, made, 0)).toMatchObject({ at: 1, replaced: 0 });
    expect(planInsert(three, made, 2)).toMatchObject({ at: 3, replaced: 0 });
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.string(), { maxLength: 5 }), (selected, sources) => {
        const { at, replaced } = planInsert(open(sources.map((one) => cell(one))), made, selected);
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at + replaced).toBeLessThanOrEqual(sources.length);
      }),
    );
  });

  it('takes the place of a lone empty cell, and of no other', () => {
    expect(planInsert(open([cell(' \n')]), made, 0)).toMatchObject({ at: 0, replaced: 1 });
    const kept: EditorNotebook[] = [
      open([cell('x')]),
      open([cell(''), cell('')]),
      open([cell('', { hasOutputs: true })]),
      open([cell('', { metadata: { metadata: { deletable: false } } })]),
    ];
    for (const one of kept) expect(planInsert(one, made, 0).replaced).toBe(0);
    expect(planInsert(open([]), made, 0)).toMatchObject({ at: 0, replaced: 0 });
  });

  it('keeps the notebook’s kernel and all it carries, and brings the recipe', () => {
    const before = {
      metadata: { kernelspec: { name: 'mine' }, widgets: 1, alacard: { recipe: 'old' } },
      nbformat: 4,
      nbformat_minor: 4,
      indentAmount: '  ',
    };
    expect(planInsert(open([cell('a')], before), made, 0).metadata).toEqual({
      metadata: {
        kernelspec: { name: 'mine' },
        language_info: { name: 'python' },
        widgets: 1,
        alacard,
      },
      nbformat: 4,
      nbformat_minor: 4,
      indentAmount: '  ',
    });
  });

  it('gives ids that are free, and none to a format that has none', () => {
    const ids = (notebook: EditorNotebook) =>
      planInsert(notebook, made, 0).cells.map(({ metadata }) => metadata['id']);
    expect(ids(open([cell('a', { metadata: { id: 'load' } })]))).toEqual(['title', undefined]);
    const old = { metadata: {}, nbformat: 4, nbformat_minor: 4 };
    expect(ids(open([cell('a')], old))).toEqual([undefined, undefined]);
  });
});
