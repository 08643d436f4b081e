import { aboutPlace, type Finding } from '@alacard/core';
import type { Target } from '@alacard/core/panel/host';
import type * as vscode from 'vscode';
import { NOTEBOOK_TYPE } from '../ids.ts';
import { Disposable, l10n, window, workspace } from '../vscode.ts';
import { nameOf } from './name.ts';
import { newPlace } from './new-place.ts';
import { openPlace } from './open-place.ts';
import type { Place } from './place.ts';

/** The Jupyter notebook that is being worked on: the active one, or the only one to be seen. */
export function currentNotebook(): vscode.NotebookDocument | null {
  const active = window.activeNotebookEditor?.notebook;
  if (active) return active.notebookType === NOTEBOOK_TYPE ? active : null;
  const visible = window.visibleNotebookEditors
    .map(({ notebook }) => notebook)
    .filter(({ notebookType }) => notebookType === NOTEBOOK_TYPE);
  return (visible.length === 1 && visible[0]) || null;
}

export async function targets(): Promise<Target[]> {
  const fresh: Target = { id: 'new', label: l10n.t('A new notebook'), blocked: null };
  const notebook = currentNotebook();
  if (!notebook) return [fresh];
  const blocked = (await openPlace(notebook).blocked())?.message ?? null;
  return [fresh, { id: 'open', label: nameOf(notebook), blocked }];
}

/** The place a target stands for at this moment. */
export function placeOf(target: string): Place | Finding {
  if (target === 'new') return newPlace;
  const notebook = currentNotebook();
  return notebook ? openPlace(notebook) : aboutPlace('no-notebook');
}

/** Calls `listener` when notebooks come, go or change places. */
export function followPlaces(listener: () => void): vscode.Disposable {
  return Disposable.from(
    window.onDidChangeActiveNotebookEditor(listener),
    window.onDidChangeVisibleNotebookEditors(listener),
    workspace.onDidSaveNotebookDocument(listener),
    workspace.onDidCloseNotebookDocument(listener),
  );
}
