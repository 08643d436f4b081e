import type { ISharedCell } from '@jupyter/ydoc';

/** The cell of a notebook behind an editor; null for files, consoles and dialogs. */
export function sharedCell(model: object): ISharedCell | null {
  if (!('notebook' in model) || !('cell_type' in model) || !model.notebook) return null;
  // SAFETY: only cells have both.
  return model as ISharedCell;
}
