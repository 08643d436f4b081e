import type * as vscode from 'vscode';
import {
  NotebookCellData,
  NotebookCellKind,
  NotebookData,
  NotebookEdit,
  NotebookEditorRevealType,
  NotebookRange,
  workspace,
  WorkspaceEdit,
} from '../vscode.ts';
import type { CellPlan, InsertPlan, NewPlan, EditorNotebook } from './plan.ts';

/** Plans into the editor's own objects; nothing is decided here. */
function cellData(plan: CellPlan): vscode.NotebookCellData {
  const kind = plan.kind === 'code' ? NotebookCellKind.Code : NotebookCellKind.Markup;
  const cell = new NotebookCellData(kind, plan.source, plan.language);
  cell.metadata = { ...plan.metadata };
  return cell;
}

export function notebookData(plan: NewPlan): vscode.NotebookData {
  const data = new NotebookData(plan.cells.map(cellData));
  data.metadata = { ...plan.metadata };
  return data;
}

export const openNotebook = (notebook: vscode.NotebookDocument): EditorNotebook => ({
  metadata: notebook.metadata,
  cells: notebook.getCells().map((cell) => ({
    source: cell.document.getText(),
    hasOutputs: cell.outputs.length > 0,
    metadata: cell.metadata,
  })),
});

/** One edit of one notebook, so that one undo takes it back. False when the editor refused it. */
export function applyInsert(
  notebook: vscode.NotebookDocument,
  plan: InsertPlan,
): Thenable<boolean> {
  const edit = new WorkspaceEdit();
  edit.set(notebook.uri, [
    NotebookEdit.replaceCells(
      new NotebookRange(plan.at, plan.at + plan.replaced),
      plan.cells.map(cellData),
    ),
    NotebookEdit.updateNotebookMetadata({ ...plan.metadata }),
  ]);
  return workspace.applyEdit(edit);
}

/** Selects the last of the new cells, so that the next hand goes below; shows the first. */
export function showCells(editor: vscode.NotebookEditor, at: number, count: number): void {
  editor.selection = new NotebookRange(at + count - 1, at + count);
  editor.revealRange(new NotebookRange(at, at + 1), NotebookEditorRevealType.AtTop);
}
