import type { ISharedCell } from '@jupyter/ydoc';
import type {
  CompletionHandler,
  ICompletionContext,
  ICompletionProvider,
} from '@jupyterlab/completer';
import { sharedCell } from './shared-cell.ts';
import type { CheckFollower } from './follower.ts';

/** JupyterLab counts characters of a text, CodeMirror the halves of those beyond the first plane, too. */
const characters = (text: string, offset: number): number =>
  Array.from(text.slice(0, offset)).length;

interface Cursor {
  readonly cell: ISharedCell;
  readonly offset: number;
}

function cursorOf({ editor }: ICompletionContext): Cursor | null {
  const cell = editor && sharedCell(editor.model.sharedModel);
  return cell ? { cell, offset: editor.getOffsetAt(editor.getCursorPosition()) } : null;
}

/** Ids of models in JupyterLab's own menu of completions. */
export const modelCompletions = (follower: CheckFollower): ICompletionProvider => ({
  identifier: 'alacard:models',
  // Before the kernel, which knows of files here.
  rank: 600,
  renderer: null,
  isApplicable: async (context) => {
    const cursor = cursorOf(context);
    return cursor !== null && (await follower.isModel(cursor.cell, cursor.offset));
  },
  fetch: async (request, context) => {
    const cursor = cursorOf(context);
    const found = cursor && (await follower.complete(cursor.cell, cursor.offset));
    if (!found) return { start: request.offset, end: request.offset, items: [] };
    const { place, models } = found;
    const items = models.map(({ id, detail }): CompletionHandler.ICompletionItem => ({
      label: id,
      insertText: id,
      type: 'model',
      documentation: detail,
    }));
    const text = cursor.cell.getSource();
    return { start: characters(text, place.from), end: characters(text, cursor.offset), items };
  },
});
