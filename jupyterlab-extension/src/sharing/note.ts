import { shareMarkEdits, type SharedMark } from '@alacard/core/sharing';
import type { ISharedNotebook } from '@jupyter/ydoc';
import type { IBaseCellMetadata } from '@jupyterlab/nbformat';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { asOneStep, setAlacard } from '../notebooks/apply.ts';
import { openPlace } from '../notebooks/open-place.ts';

/**
 * Notes in the open notebook where it was shared, as one undo step.
 * @returns why it could not be noted, or null.
 */
export function noteShare(panel: NotebookPanel, mark: SharedMark): string | null {
  const blocked = openPlace(panel).blocked();
  const { model } = panel.content;
  if (blocked || !model) {
    return 'The link could not be noted in the notebook: keep it, or sharing again will make a new notebook.';
  }
  const shared = model.sharedModel;
  const edits = shareMarkEdits(model.toJSON(), mark);
  const note = (): void => setAlacard(shared, edits.metadata['alacard']);
  const cell = edits.cell && shared.cells[edits.cell.index];
  if (!edits.cell || !cell) {
    note();
    return null;
  }
  const { source, metadata } = edits.cell;
  const before = cell.getSource();
  if (source !== before) {
    const earlier = shared.getMetadata('alacard');
    asOneStep(shared, () => {
      cell.setSource(source);
      // SAFETY: cell metadata is JSON; the shared model takes the whole of it.
      cell.setMetadata(metadata as Partial<IBaseCellMetadata>);
    });
    followSource(cell, { [source]: note, [before]: () => setAlacard(shared, earlier) });
  }
  note();
  return null;
}

type SharedCell = ISharedNotebook['cells'][number];

/** Undo does not cover the notebook's metadata: the mark follows the link in the cell. */
function followSource(cell: SharedCell, act: Readonly<Record<string, () => void>>): void {
  let last = cell.getSource();
  cell.changed.connect(() => {
    const now = cell.getSource();
    if (now === last) return;
    last = now;
    act[now]?.();
  });
}
