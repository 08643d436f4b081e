import type * as vscode from 'vscode';

/** Last part of a notebook's path, for sentences. */
export const nameOf = (notebook: vscode.NotebookDocument): string =>
  notebook.uri.path.slice(notebook.uri.path.lastIndexOf('/') + 1);
