import type * as vscode from 'vscode';
import { NOTEBOOK_TYPE, SETTINGS } from './ids.ts';
import { warn } from './say.ts';
import { Disposable, l10n, workspace } from './vscode.ts';

/**
 * Keeps the language server running from the first Jupyter notebook with Python
 * in it on, as long as the settings want it.
 */
export function watchForNotebooks(start: () => Promise<vscode.Disposable>): vscode.Disposable {
  let running: Promise<vscode.Disposable> | null = null;
  const stop = (): void => {
    const stopping = running;
    running = null;
    stopping
      ?.then((session) => {
        session.dispose();
      })
      .catch(() => undefined);
  };
  const look = (): void => {
    const wanted = workspace.getConfiguration(SETTINGS).get('languageServer.enabled') !== false;
    if (!wanted) stop();
    else if (!running && workspace.notebookDocuments.some(hasPython)) {
      running = start();
      running.catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        void warn(l10n.t('Alacard’s checks for notebooks could not be started: {0}', reason));
      });
    }
  };
  look();
  return Disposable.from(
    workspace.onDidOpenNotebookDocument(look),
    workspace.onDidChangeNotebookDocument(({ contentChanges, notebook }) => {
      if (notebook.notebookType === NOTEBOOK_TYPE && contentChanges.length > 0) look();
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SETTINGS}.languageServer.enabled`)) look();
    }),
    { dispose: stop },
  );
}

const hasPython = (notebook: vscode.NotebookDocument): boolean =>
  notebook.notebookType === NOTEBOOK_TYPE &&
  notebook.getCells().some(({ document }) => document.languageId === 'python');
