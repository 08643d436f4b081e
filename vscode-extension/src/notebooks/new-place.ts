import { aboutPlace } from '@alacard/core';
import { NOTEBOOK_TYPE } from '../ids.ts';
import { window, workspace } from '../vscode.ts';
import { notebookData } from './apply.ts';
import { nameOf } from './name.ts';
import type { Place } from './place.ts';
import { planNew } from './plan.ts';

/** A new, untitled notebook beside what is open. The person says where to save it. */
export const newPlace: Place = {
  blocked: async () => null,
  put: async (notebook) => {
    try {
      const document = await workspace.openNotebookDocument(
        NOTEBOOK_TYPE,
        notebookData(planNew(notebook)),
      );
      await window.showNotebookDocument(document);
      return { where: nameOf(document), cells: notebook.cells.length, notebook: document };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return aboutPlace('notebook-not-opened', { reason });
    }
  },
};
