import type { Finding, Notebook } from '@alacard/core';
import type * as vscode from 'vscode';

export interface Placed {
  /** Name of the notebook the cells stand in. */
  readonly where: string;
  readonly cells: number;
  readonly notebook: vscode.NotebookDocument;
}

/** Somewhere a notebook can be put. */
export interface Place {
  /** Why nothing can be put there now; null when it can. */
  blocked(): Promise<Finding | null>;
  /** A finding when the editor refused; the document is then as it was. */
  put(notebook: Notebook): Promise<Placed | Finding>;
}
