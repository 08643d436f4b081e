import { modelIdsOf, type AskedHub } from '@alacard/core/language';
import type { Connection, NotebookDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Outputs, LanguageSettings } from './messages.ts';
import { OpenNotebook } from './open-notebook.ts';

/** Milliseconds without a change before the Hub is asked: ids are typed letter by letter. */
const FACTS_PAUSE = 700;

export interface NotebookWatch {
  /** The open notebook a cell stands in. */
  holding(cell: string): OpenNotebook | undefined;
  /** Look at a notebook now, rather than soon. */
  check(one: OpenNotebook): void;
  /** Look at all notebooks again: the settings changed. */
  again(): void;
  /** Take in what cells have put out. */
  outputs(outputs: Outputs): void;
}

/** Follows the open notebooks, and says after each change what there is to say about them. */
export function watchNotebooks(
  connection: Connection,
  notebooks: NotebookDocuments<TextDocument>,
  hub: AskedHub,
  settings: () => LanguageSettings,
): NotebookWatch {
  const open = new Map<string, OpenNotebook>();
  /** Outputs of notebooks the editor has not said yet that they are open. */
  const early = new Map<string, Outputs['cells']>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const isOpen = (one: OpenNotebook): boolean => open.get(one.document.uri) === one;
  const later = (key: string, milliseconds: number, work: () => void): void => {
    clearTimeout(timers.get(key));
    const run = (): void => {
      timers.delete(key);
      work();
    };
    timers.set(key, setTimeout(run, milliseconds));
  };
  const check = (one: OpenNotebook): void => {
    if (isOpen(one)) one.check(connection, { ...settings(), known: (id) => hub.facts.known(id) });
  };
  /** One model after the other, so that a long notebook does not flood the Hub. */
  const askForModels = async (one: OpenNotebook): Promise<void> => {
    if (!isOpen(one)) return;
    for (const id of modelIdsOf(one.read())) {
      if (!isOpen(one)) return;
      if (!hub.facts.known(id) && (await hub.facts.about(id))) check(one);
    }
  };
  const changed = (one: OpenNotebook): void => {
    const { uri } = one.document;
    one.changed();
    // Changes that arrive together are looked at together.
    later(`check ${uri}`, 0, () => {
      check(one);
    });
    later(`facts ${uri}`, FACTS_PAUSE, () => void askForModels(one));
  };

  notebooks.onDidOpen((document) => {
    const one = new OpenNotebook(notebooks, document);
    open.set(document.uri, one);
    for (const { uri, text } of early.get(document.uri) ?? []) one.outputs.set(uri, text);
    early.delete(document.uri);
    changed(one);
  });
  notebooks.onDidChange(({ notebookDocument: { uri } }) => {
    const one = open.get(uri);
    if (one) changed(one);
  });
  notebooks.onDidClose(({ uri }) => {
    open.get(uri)?.close(connection);
    open.delete(uri);
    early.delete(uri);
  });

  return {
    holding: (cell) => {
      const document = notebooks.findNotebookDocumentForCell(cell);
      return document && open.get(document.uri);
    },
    check,
    again: () => {
      for (const one of open.values()) changed(one);
    },
    outputs: ({ notebook, cells }) => {
      const one = open.get(notebook);
      if (!one) {
        early.set(notebook, [...(early.get(notebook) ?? []), ...cells]);
        return;
      }
      for (const { uri, text } of cells) one.outputs.set(uri, text);
      changed(one);
    },
  };
}
