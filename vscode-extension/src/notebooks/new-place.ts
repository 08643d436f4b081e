import { NOTEBOOK_TYPE } from '../ids.ts';
import { l10n, window, workspace } from '../vscode.ts';
import { notebookData } from './apply.ts';
import { nameOf } from './name.ts';
import type { Place } from './place.ts';
import { planNew } from './plan.ts';
import { refusal } from './refusal.ts';

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
      return refusal(
        'notebook-not-opened',
        l10n.t(
          'The editor could not open a new notebook ({0}). Check that the built-in extension "ipynb" is enabled, then try again.',
          reason,
        ),
      );
    }
  },
};
