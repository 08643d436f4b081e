import type * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { NOTEBOOK_TYPE } from '../ids.ts';
import { OUTPUTS, type Outputs } from '../language/messages.ts';
import { Disposable, workspace } from '../vscode.ts';
import { outputText } from './output-text.ts';

/** Milliseconds without output after which a cell's text is sent: training loops print a lot. */
const QUIET = 500;

/** Sends the text outputs of notebooks, which their synchronisation leaves out. */
export function followOutputs(client: BaseLanguageClient): vscode.Disposable {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const send = (notebook: vscode.NotebookDocument, cells: readonly vscode.NotebookCell[]): void => {
    if (cells.length === 0 || notebook.isClosed) return;
    const outputs: Outputs = {
      notebook: notebook.uri.toString(),
      cells: cells.map((cell) => ({
        uri: cell.document.uri.toString(),
        text: outputText(cell.outputs),
      })),
    };
    void client.sendNotification(OUTPUTS, outputs);
  };
  const sendAll = (notebook: vscode.NotebookDocument): void => {
    if (notebook.notebookType !== NOTEBOOK_TYPE) return;
    send(
      notebook,
      notebook.getCells().filter(({ outputs }) => outputs.length > 0),
    );
  };
  const later = (cell: vscode.NotebookCell): void => {
    const key = cell.document.uri.toString();
    clearTimeout(timers.get(key));
    const run = (): void => {
      timers.delete(key);
      send(cell.notebook, [cell]);
    };
    timers.set(key, setTimeout(run, QUIET));
  };
  workspace.notebookDocuments.forEach(sendAll);
  return Disposable.from(
    workspace.onDidOpenNotebookDocument(sendAll),
    workspace.onDidChangeNotebookDocument(({ notebook, cellChanges, contentChanges }) => {
      if (notebook.notebookType !== NOTEBOOK_TYPE) return;
      for (const { cell, outputs } of cellChanges) if (outputs !== undefined) later(cell);
      for (const { addedCells } of contentChanges) {
        for (const cell of addedCells) if (cell.outputs.length > 0) later(cell);
      }
    }),
    { dispose: () => timers.forEach((timer) => clearTimeout(timer)) },
  );
}
