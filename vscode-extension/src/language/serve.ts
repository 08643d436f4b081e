import {
  carriesRecipe,
  fixAllEdits,
  isSaid,
  lensCells,
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
import { OUTPUTS, OutputsSchema, SETTINGS_CHANGED, LanguageSettingsSchema } from './messages.ts';
import { watchNotebooks } from './watch.ts';

/** Milliseconds to wait for the next letter before the Hub is searched. */
const SEARCH_PAUSE = 150;

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
  let settings = LanguageSettingsSchema.parse({});
  const watch = watchNotebooks(connection, notebooks, hub, () => settings);

  const documentOf = (uri: string): TextDocument | undefined =>
    notebooks.cellTextDocuments.get(uri);
  const placeAt = ({
    textDocument: { uri },
    position,
  }: TextDocumentPositionParams): { document: TextDocument; place: ModelPlace } | null => {
    const document = documentOf(uri);
    const one = watch.holding(uri);
    const place = document && one && modelPlaceAt(one.read(), uri, document.offsetAt(position));
    return place ? { document, place } : null;
  };

  connection.onInitialize(({ initializationOptions }): InitializeResult => {
    const parsed = LanguageSettingsSchema.safeParse(initializationOptions ?? {});
    if (parsed.success) settings = parsed.data;
    return { capabilities: CAPABILITIES, serverInfo: { name: 'alacard' } };
  });
  connection.onNotification(SETTINGS_CHANGED, (parameters: unknown) => {
    const parsed = LanguageSettingsSchema.safeParse(parameters);
    if (!parsed.success) return;
    settings = parsed.data;
    hub.clear();
    watch.again();
  });
  connection.onNotification(OUTPUTS, (parameters: unknown) => {
    const parsed = OutputsSchema.safeParse(parameters);
    if (parsed.success) watch.outputs(parsed.data);
  });

  connection.onHover(async (params, token) => {
    const at = placeAt(params);
    const answer = at && (await hub.facts.about(at.place.id, signalOf(token)));
    const options = { endpoint: settings.hubEndpoint, machineMemory: settings.machineMemory };
    const { uri } = params.textDocument;
    const { findings = [] } = watch.holding(uri) ?? {};
    const isNews = answer && !isSaid(answer, { cell: uri, from: at.place.from }, findings);
    const value = isNews ? modelMarkdown(answer, options) : null;
    return at && value !== null
      ? { contents: { kind: MarkupKind.Markdown, value }, range: rangeOf(at.document, at.place) }
      : null;
  });
  connection.onCompletion(async (params, token) => {
    const at = placeAt(params);
    const wanted = at && searchFor(at.place);
    if (!wanted) return null;
    await pause(SEARCH_PAUSE);
    if (token.isCancellationRequested) return null;
    const models = await hub.search(wanted, signalOf(token));
    return models && { isIncomplete: true, items: completionItems(at.document, at.place, models) };
  });
  connection.onCodeAction((params) => {
    const one = watch.holding(params.textDocument.uri);
    if (!one) return [];
    watch.check(one);
    return codeActions(params, one.findings, () => fixAllEdits(one.findings), documentOf);
  });
  connection.onCodeLens(({ textDocument: { uri } }) => {
    const one = watch.holding(uri);
    const isShown =
      one && carriesRecipe(one.document.metadata) && lensCells(one.cells()).includes(uri);
    return isShown ? codeLenses(one.document.uri) : [];
  });

  notebooks.listen(connection);
  connection.listen();
}
