import { z } from 'zod';
import type { App } from '../app/app.ts';
import {
  NotebookCellData,
  NotebookEdit,
  NotebookRange,
  workspace,
  WorkspaceEdit,
} from '../vscode.ts';

/**
 * Takes the outputs off the cell whose URI is given: the language server offers
 * it for an output that shows a secret. One step to undo.
 */
export const clearOutputs = async (_app: App, argument: unknown): Promise<void> => {
  const uri = z.string().parse(argument);
  for (const notebook of workspace.notebookDocuments) {
    const cell = notebook.getCells().find(({ document }) => document.uri.toString() === uri);
    if (!cell) continue;
    const { document, kind, metadata, index } = cell;
    const bare = new NotebookCellData(kind, document.getText(), document.languageId);
    bare.metadata = metadata;
    const edit = new WorkspaceEdit();
    edit.set(notebook.uri, [
      NotebookEdit.replaceCells(new NotebookRange(index, index + 1), [bare]),
    ]);
    await workspace.applyEdit(edit);
  }
};
