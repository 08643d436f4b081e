import type * as vscode from 'vscode';
import { z } from 'zod';
import { NOTEBOOK_TYPE } from '../ids.ts';
import { currentNotebook } from '../notebooks/places.ts';
import { workspace } from '../vscode.ts';

/** What a code lens gives with its command: the notebook's URI. */
const LensSchema = z.object({ notebook: z.string() });

/** The notebook a lens stands in, else the one that is being worked on. */
export function meantNotebook(argument: unknown): vscode.NotebookDocument | null {
  return lensNotebook(argument) ?? currentNotebook();
}

export function lensNotebook(argument: unknown): vscode.NotebookDocument | null {
  const uri = LensSchema.safeParse(argument).data?.notebook;
  return (
    workspace.notebookDocuments.find(
      (one) => one.notebookType === NOTEBOOK_TYPE && one.uri.toString() === uri,
    ) ?? null
  );
}
