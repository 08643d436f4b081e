import { shareMarkEdits, type SharedMark } from '@alacard/core/sharing';
import type * as vscode from 'vscode';
import { heldNotebook } from '../notebooks/held.ts';
import { toIpynb } from '../notebooks/to-ipynb.ts';
import {
  NotebookCellData,
  NotebookCellKind,
  NotebookEdit,
  NotebookRange,
  workspace,
  WorkspaceEdit,
} from '../vscode.ts';

/**
 * Notes in the notebook where it was shared, as one step to undo. Planned on the
 * notebook as it is now: it may have been changed while it was sent.
 */
export async function noteShare(
  notebook: vscode.NotebookDocument,
  mark: SharedMark,
): Promise<boolean> {
  if (notebook.isClosed) return false;
  const { metadata, cell } = shareMarkEdits(toIpynb(heldNotebook(notebook)), mark);
  const edits = [NotebookEdit.updateNotebookMetadata({ ...notebook.metadata, metadata })];
  if (cell) {
    const data = new NotebookCellData(NotebookCellKind.Markup, cell.source, 'markdown');
    data.metadata = { ...notebook.cellAt(cell.index).metadata, metadata: cell.metadata };
    edits.push(NotebookEdit.replaceCells(new NotebookRange(cell.index, cell.index + 1), [data]));
  }
  const edit = new WorkspaceEdit();
  edit.set(notebook.uri, edits);
  return workspace.applyEdit(edit);
}
