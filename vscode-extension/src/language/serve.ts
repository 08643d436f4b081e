import {
  carriesRecipe,
  fixAllEdits,
  lensCells,
  modelIdsOf,
  modelMarkdown,
  modelPlaceAt,
  searchFor,
  type ModelPlace,
} from '@alacard/core/language';
import {
  CodeActionKind,
  MarkupKind,
  NotebookDocuments,
  TextDocuments,
  TextDocumentSyncKind,
  type CancellationToken,
  type Connection,
  type InitializeResult,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { codeActions, codeLenses, completionItems, FIX_ALL, rangeOf } from './answers.ts';
import { hubThrough } from './ask.ts';
import { OUTPUTS, OutputsSchema, SETTINGS, SettingsSchema, type Outputs } from './messages.ts';
import { OpenNotebook } from './open-notebook.ts';

/** Milliseconds without a keystroke before the Hub is asked: ids are typed letter by letter. */
const PAUSES = { search: 150, facts: 700 } as const;

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: TextDocumentSyncKind.None,
  notebookDocumentSync: {
    notebookSelector: [
      {
        notebook: { notebookType: 'jupyter-notebook' },
        cells: [{ language: 'python' }, { language: 'markdown' }],
      },
    ],
  },
  hoverProvider: true,
  completionProvider: { triggerCharacters: ['"', "'", '/'] },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
  codeLensProvider: {},
};

/** A signal that follows a request's cancellation. */
function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => {
    controller.abort();
  });
  return controller.signal;
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The language server for Jupyter notebooks, over any connection. Everything it knows is core's. */
export function serve(connection: Connection): void {
  const notebooks = new NotebookDocuments(new TextDocuments(TextDocument));
  const hub = hubThrough(connection);
  const open = new Map<string, OpenNotebook>();
  /** Outputs of notebooks the editor has not said yet that they are open. */
  const early = new Map<string, Outputs['cells']>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let settings = SettingsSchema.parse({});

  const later = (key: string, milliseconds: number, work: () => void): void => {
    clearTimeout(timers.get(key));
    const run = (): void => {
      timers.delete(key);
      work();
    };
    timers.set(key, setTimeout(run, milliseconds));
  };
  const check = (one: OpenNotebook): void => {
    if (open.get(one.document.uri) !== one) return;
    one.check(connection, { ...settings, known: (id) => hub.facts.known(id) });
  };
  /** One model after the other, so that a long notebook does not flood the Hub. */
  const askForModels = async (one: OpenNotebook): Promise<void> => {
    for (const id of modelIdsOf(one.read())) {
      if (open.get(one.document.uri) !== one || hub.facts.known(id)) continue;
      if (await hub.facts.about(id)) check(one);
    }
  };
  const changed = (one: OpenNotebook): void => {
    const { uri } = one.document;
    one.changed();
    // Changes that arrive together are looked at together.
    later(`check ${uri}`, 0, () => {
      check(one);
    });
    later(`facts ${uri}`, PAUSES.facts, () => void askForModels(one));
  };
  const openAt = (cell: string): OpenNotebook | undefined => {
    const document = notebooks.findNotebookDocumentForCell(cell);
    return document && open.get(document.uri);
  };
  const documentOf = (uri: string): TextDocument | undefined =>
    notebooks.cellTextDocuments.get(uri);
  const placeAt = ({
    textDocument: { uri },
    position,
  }: TextDocumentPositionParams): { document: TextDocument; place: ModelPlace } | null => {
    const document = documentOf(uri);
    const one = openAt(uri);
    const place = document && one && modelPlaceAt(one.read(), uri, document.offsetAt(position));
    return place ? { document, place } : null;
  };

  connection.onInitialize(({ initializationOptions }): InitializeResult => {
    const parsed = SettingsSchema.safeParse(initializationOptions ?? {});
    if (parsed.success) settings = parsed.data;
    return { capabilities: CAPABILITIES, serverInfo: { name: 'alacard' } };
  });
  connection.onNotification(SETTINGS, (parameters: unknown) => {
    const parsed = SettingsSchema.safeParse(parameters);
    if (!parsed.success) return;
    settings = parsed.data;
    hub.clear();
    for (const one of open.values()) changed(one);
  });
  connection.onNotification(OUTPUTS, (parameters: unknown) => {
    const parsed = OutputsSchema.safeParse(parameters);
    if (!parsed.success) return;
    const { notebook, cells } = parsed.data;
    const one = open.get(notebook);
    if (!one) {
      early.set(notebook, [...(early.get(notebook) ?? []), ...cells]);
      return;
    }
    for (const { uri, text } of cells) one.outputs.set(uri, text);
    changed(one);
  });

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

  connection.onHover(async (params, token) => {
    const at = placeAt(params);
    const answer = at && (await hub.facts.about(at.place.id, signalOf(token)));
    const options = { endpoint: settings.hubEndpoint, machineMemory: settings.machineMemory };
    const value = answer ? modelMarkdown(answer, options) : null;
    return at && value !== null
      ? { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(at.document, at.place) }
      : null;
  });
  connection.onCompletion(async (params, token) => {
    const at = placeAt(params);
    const wanted = at && searchFor(at.place);
    if (!wanted) return null;
    await pause(PAUSES.search);
    if (token.isCancellationRequested) return null;
    const models = await hub.search(wanted, signalOf(token));
    return models && { isIncomplete: true, items: completionItems(at.document, at.place, models) };
  });
  connection.onCodeAction((params) => {
    const one = openAt(params.textDocument.uri);
    if (!one) return [];
    check(one);
    return codeActions(params, one.findings, () => fixAllEdits(one.findings), documentOf);
  });
  connection.onCodeLens(({ textDocument: { uri } }) => {
    const one = openAt(uri);
    const isShown =
      one && carriesRecipe(one.document.metadata) && lensCells(one.cells()).includes(uri);
    return isShown ? codeLenses(one.document.uri) : [];
  });

  notebooks.listen(connection);
  connection.listen();
}
