import type { ISharedNotebook } from '@jupyter/ydoc';
import type { Notebook } from '@alacard/core';
import type { PartialJSONValue } from '@lumino/coreutils';

/**
 * Puts a generated notebook's cells into the open one as one undo step, at
 * `index`. Takes the place of the only cell when that one is empty; no other
 * cell is touched.
 *
 * @returns index of the first new cell.
 */
export function applyCells(shared: ISharedNotebook, notebook: Notebook, index: number): number {
  const only = emptyOnlyCell(shared);
  const at = only ? 0 : Math.min(index, shared.cells.length);
  const taken = new Set(only ? [] : shared.cells.map((cell) => cell.id));
  const cells = notebook.cells.map(({ id, ...cell }) => {
    const copy = { ...cell, source: cell.source, metadata: { ...cell.metadata } };
    // Ids are unique in a notebook: a second hand gets fresh ones.
    return taken.has(id) ? copy : { ...copy, id };
  });
  asOneStep(shared, () => {
    if (only) shared.deleteCell(0);
    // SAFETY: nbformat cells, which is what the shared model builds its cells from.
    shared.insertCells(at, cells as unknown as Parameters<ISharedNotebook['insertCells']>[1]);
  });
  followUndo(shared, notebook, at);
  return at;
}

/** Changes of cells that one undo takes back, and only they. */
export function asOneStep(shared: ISharedNotebook, change: () => void): void {
  separateUndo(shared);
  shared.transact(change);
  separateUndo(shared);
}

/** Sets `metadata.alacard` of the notebook; `undefined` takes it out. */
export function setAlacard(shared: ISharedNotebook, value: unknown): void {
  if (value === undefined) shared.deleteMetadata('alacard');
  // SAFETY: notebook metadata is JSON.
  else shared.setMetadata('alacard', value as PartialJSONValue);
}

/** A new notebook has one empty cell; replacing it loses nothing. */
function emptyOnlyCell(shared: ISharedNotebook): boolean {
  const [cell] = shared.cells;
  if (!cell || shared.cells.length > 1 || cell.getSource().trim() !== '') return false;
  const outputs = cell.cell_type === 'code' && 'getOutputs' in cell ? cell.getOutputs() : [];
  return cell.getMetadata('deletable') !== false && outputs.length === 0;
}

/** Yjs joins changes within half a second into one undo step; ours stands alone. */
function separateUndo(shared: ISharedNotebook): void {
  const manager: unknown = 'undoManager' in shared ? shared.undoManager : null;
  if (typeof manager !== 'object' || manager === null || !('stopCapturing' in manager)) return;
  if (typeof manager.stopCapturing === 'function')
    Reflect.apply(manager.stopCapturing, manager, []);
}

/**
 * The recipe is kept in the notebook's metadata, which undo does not cover: it
 * follows the cells, so that undo takes back both and redo brings both.
 */
function followUndo(shared: ISharedNotebook, notebook: Notebook, at: number): void {
  const before: unknown = shared.getMetadata('alacard');
  const first = shared.cells[at]?.id;
  let present: boolean | null = null;
  const follow = (): void => {
    const now = shared.cells.some((cell) => cell.id === first);
    if (now === present) return;
    present = now;
    setAlacard(shared, now ? notebook.metadata.alacard : before);
  };
  follow();
  shared.changed.connect((_, change) => {
    if ('cellsChange' in change) follow();
  });
}
