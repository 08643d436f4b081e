import type * as vscode from 'vscode';
import { NotebookCellKind } from '../vscode.ts';
import type { HeldNotebook } from './to-ipynb.ts';

/** What the editor holds of a notebook, saved or not. */
export const heldNotebook = (notebook: vscode.NotebookDocument): HeldNotebook => ({
  metadata: notebook.metadata,
  cells: notebook.getCells().map((cell) => ({
    kind: cell.kind === NotebookCellKind.Code ? 'code' : 'markup',
    language: cell.document.languageId,
    source: cell.document.getText(),
    metadata: cell.metadata,
    executionOrder: cell.executionSummary?.executionOrder ?? null,
    outputs: cell.outputs.map(({ items, metadata = {} }) => ({ items, metadata })),
  })),
});
