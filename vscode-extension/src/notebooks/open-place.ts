import { aboutPlace, type Finding } from '@alacard/core';
import type * as vscode from 'vscode';
import { TabInputNotebook, window } from '../vscode.ts';
import { applyInsert, openNotebook, showCells } from './apply.ts';
import { nameOf } from './name.ts';
import type { Place } from './place.ts';
import { planInsert } from './plan.ts';
import { isReadOnly } from './read-only.ts';

/** Below the selected cell of an open notebook. */
export function openPlace(notebook: vscode.NotebookDocument): Place {
  const name = nameOf(notebook);
  return {
    blocked: () => whyNot(notebook),
    put: async (made) => {
      const editor = window.visibleNotebookEditors.find((one) => one.notebook === notebook);
      const selected = editor ? editor.selection.end - 1 : notebook.cellCount - 1;
      const plan = planInsert(openNotebook(notebook), made, selected);
      if (!(await applyInsert(notebook, plan))) {
        return aboutPlace('edit-refused', { name });
      }
      if (editor) showCells(editor, plan.at, plan.cells.length);
      return { where: name, cells: plan.cells.length, notebook };
    },
  };
}

/** Why nothing can be inserted into the notebook at this moment. */
async function whyNot(notebook: vscode.NotebookDocument): Promise<Finding | null> {
  const name = nameOf(notebook);
  if (!isOpen(notebook)) {
    return aboutPlace('notebook-closed', { name });
  }
  return (await isReadOnly(notebook)) ? aboutPlace('notebook-read-only', { name }) : null;
}

/** A document outlives its tab, for minutes when an extension opened it: nobody would see the cells. */
function isOpen(notebook: vscode.NotebookDocument): boolean {
  const uri = notebook.uri.toString();
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  return (
    !notebook.isClosed &&
    tabs.some(({ input }) => input instanceof TabInputNotebook && input.uri.toString() === uri)
  );
}
