import {
  commands,
  NotebookRange,
  window,
  workspace,
  type NotebookCell,
  type NotebookDocument,
  type NotebookEditor,
} from 'vscode';
import { ok, until } from './check.ts';
import { at, readJson, write } from './world.ts';

/** A notebook file as nbformat 4.5 has it; `source` as one text or lines. */
export interface NotebookFile {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly cells: readonly {
    readonly id?: string;
    readonly cell_type: string;
    readonly source: string | readonly string[];
    readonly metadata: Readonly<Record<string, unknown>>;
  }[];
}

export const code = (id: string, source: string, outputs: readonly unknown[] = []) => ({
  cell_type: 'code',
  id,
  source,
  metadata: {},
  outputs,
  execution_count: null,
});

/** Writes a notebook, opens it and selects a cell. */
export async function open(
  name: string,
  cells: readonly unknown[],
  selected = 0,
  metadata: Readonly<Record<string, unknown>> = {},
): Promise<NotebookEditor> {
  await write(name, {
    cells,
    metadata: {
      kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
      ...metadata,
    },
    nbformat: 4,
    nbformat_minor: 5,
  });
  const document = await workspace.openNotebookDocument(at(name));
  return window.showNotebookDocument(document, {
    selections: [new NotebookRange(selected, selected + 1)],
    preview: false,
  });
}

export const active = (): NotebookDocument => {
  const editor = window.activeNotebookEditor;
  ok(editor, 'A notebook is active.');
  return editor.notebook;
};

export const sources = (notebook: NotebookDocument): string[] =>
  notebook.getCells().map((cell) => cell.document.getText());

/** What a person sees, and what would reach the file. */
export const snapshot = (notebook: NotebookDocument) => ({
  dirty: notebook.isDirty,
  cells: notebook.getCells().map((cell) => [cell.kind, cell.document.getText()]),
  alacard: metadataOf(notebook)['alacard'] ?? null,
});

/** `metadata` of the file, which is one level down in the editor. */
export const metadataOf = (one: NotebookDocument | NotebookCell): Record<string, unknown> =>
  // SAFETY: the shape of the built-in ipynb serializer.
  (one.metadata['metadata'] ?? {}) as Record<string, unknown>;

export async function saved(notebook: NotebookDocument, name: string): Promise<NotebookFile> {
  // The editor gives cells their ids by itself, and refuses to save while it does.
  await until(`${name} to be saved`, async () => (await notebook.save()) && !notebook.isDirty);
  return readJson<NotebookFile>(name);
}

export const undo = (): Thenable<unknown> => commands.executeCommand('undo');
export const redo = (): Thenable<unknown> => commands.executeCommand('redo');
