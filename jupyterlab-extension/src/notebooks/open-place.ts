import { aboutPlace } from '@alacard/core';
import { PathExt } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { applyCells } from './apply.ts';
import { opened } from './opening.ts';
import type { Place } from './place.ts';

export const nameOf = (panel: NotebookPanel): string => PathExt.basename(panel.context.path);

/** Below the active cell of an open notebook. */
export function openPlace(panel: NotebookPanel): Place {
  const name = nameOf(panel);
  return {
    blocked: () => {
      if (panel.isDisposed) {
        return aboutPlace('notebook-closed', { name });
      }
      if (panel.content.model?.readOnly || panel.context.contentsModel?.writable === false) {
        return aboutPlace('notebook-read-only', { name });
      }
      return panel.content.model ? null : aboutPlace('notebook-loading', { name });
    },
    put: async (notebook) => {
      await opened(panel);
      const { content } = panel;
      const shared = content.model?.sharedModel;
      if (!shared) throw new Error(`${name} has no content to insert into.`);
      const first = applyCells(shared, notebook, content.activeCellIndex + 1);
      const last = first + notebook.cells.length - 1;
      // The next hand goes below this one, and the reader starts at its title.
      content.activeCellIndex = last;
      // Ours only: a text that the reader is writing stays as it is.
      for (const cell of content.widgets.slice(first, last + 1)) {
        if (cell.model.type === 'markdown' && 'rendered' in cell) cell.rendered = true;
      }
      const title = content.widgets[first];
      if (title) void content.scrollToItem(first, 'start').catch(() => undefined);
      return { where: name, cells: notebook.cells.length, panel };
    },
  };
}
