import type { Notebook, NotebookCell } from '@alacard/core';

/**
 * What is to be done to a notebook, as data. Metadata is in the shape that the
 * editor's own ipynb serializer reads and writes: one more `metadata` level, in
 * the notebook and in each cell; whatever stands outside of it never reaches
 * the file.
 */
export interface CellPlan {
  readonly kind: 'code' | 'markup';
  readonly language: 'python' | 'markdown';
  readonly source: string;
  readonly metadata: Json;
}

export interface NewPlan {
  readonly cells: readonly CellPlan[];
  readonly metadata: Json;
}

export interface InsertPlan extends NewPlan {
  /** Index of the first new cell. */
  readonly at: number;
  /** Cells from `at` on that the new ones take the place of: 1 for a lone empty cell, else 0. */
  readonly replaced: 0 | 1;
}

/** An open notebook, as far as the plan looks at it. */
export interface EditorNotebook {
  readonly metadata: Json;
  readonly cells: readonly {
    readonly source: string;
    readonly hasOutputs: boolean;
    readonly metadata: Json;
  }[];
}

type Json = Readonly<Record<string, unknown>>;

export const planNew = (notebook: Notebook): NewPlan => ({
  cells: notebook.cells.map((cell) => cellPlan(cell, cell.id)),
  metadata: {
    metadata: notebook.metadata,
    nbformat: notebook.nbformat,
    nbformat_minor: notebook.nbformat_minor,
  },
});

/**
 * The cells go below the cell `selected`. The notebook's own kernel and language
 * stay; its recipe becomes that of the new cells. No cell is touched but a lone
 * empty one.
 */
export function planInsert(open: EditorNotebook, notebook: Notebook, selected: number): InsertPlan {
  const replaced = isBlank(open) ? 1 : 0;
  const at = replaced ? 0 : Math.min(Math.max(selected + 1, 0), open.cells.length);
  const taken = new Set(replaced ? [] : open.cells.map(({ metadata }) => metadata['id']));
  const keepsIds = hasIds(open.metadata);
  const own = record(open.metadata['metadata']);
  return {
    at,
    replaced,
    // Ids are unique in a notebook, and only from nbformat 4.5 on: the editor gives what is missing.
    cells: notebook.cells.map((cell) =>
      cellPlan(cell, keepsIds && !taken.has(cell.id) ? cell.id : undefined),
    ),
    metadata: {
      ...open.metadata,
      metadata: { ...notebook.metadata, ...own, alacard: notebook.metadata.alacard },
    },
  };
}

const cellPlan = (cell: NotebookCell, id: string | undefined): CellPlan => ({
  kind: cell.cell_type === 'code' ? 'code' : 'markup',
  language: cell.cell_type === 'code' ? 'python' : 'markdown',
  source: cell.source,
  metadata: { ...(id === undefined ? {} : { id }), metadata: cell.metadata },
});

/** A new notebook has no cell, or one empty one; replacing it loses nothing. */
function isBlank({ cells }: EditorNotebook): boolean {
  const [cell] = cells;
  if (!cell || cells.length > 1 || cell.source.trim() !== '' || cell.hasOutputs) return false;
  return record(cell.metadata['metadata'])['deletable'] !== false;
}

function hasIds(metadata: Json): boolean {
  const { nbformat, nbformat_minor: minor } = metadata;
  if (typeof nbformat !== 'number' || typeof minor !== 'number') return true;
  return nbformat > 4 || (nbformat === 4 && minor >= 5);
}

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
