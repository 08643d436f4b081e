import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  Diagnostic,
  Hover,
} from 'vscode-languageserver-protocol/node';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { buildServer, startEditor, type Editor } from './editor.fixture.ts';
import { COMMANDS, OUTPUTS, SETTINGS_CHANGED, type ModelFactsAnswer } from './messages.ts';

const TOKEN = ['hf', 'qWxYkRtZvBnMpLsDfGhJcKwQeRtYuIoPaZ'].join('_');
const NOTEBOOK = 'file:///notebooks/x.ipynb';

let server: Awaited<ReturnType<typeof buildServer>>;
let editor: Editor;
beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => {
  server.remove();
});
beforeEach(async () => {
  editor = await startEditor(server.path, { undefinedNames: true, machineMemory: 16e9 });
});
afterEach(async () => {
  await editor.close();
});

const codes = (found: readonly Diagnostic[]): unknown[] => found.map((one) => one.code);
const has =
  (code: string) =>
  (found: readonly Diagnostic[]): boolean =>
    codes(found).includes(code);

const model = {
  id: 'example/small',
  task: 'text-classification',
  library: 'transformers',
  licence: 'mit',
  gated: false as const,
  disabled: false,
  downloads: 1234,
  likes: 5,
  parameters: 66e6,
  weightBytes: null,
  quantisation: null,
  gguf: null,
  cardData: {},
};
const known: ModelFactsAnswer = { ok: true, value: model };
const missing = (id: string): ModelFactsAnswer => ({
  ok: false,
  error: { kind: 'not-found', message: `There is no public model ${id}.` },
});

const at = (line: number, character: number) => ({ line, character });
const ask = <T>(method: string, uri: string, more: object): Promise<T> =>
  editor.connection.sendRequest(method, { textDocument: { uri }, ...more });

describe('the language server, built and running', () => {
  it('carries no Ruff and no deck', () => {
    expect(server.inputs.filter((path) => /ruff|deck\/data|node_modules\/lit/.test(path))).toEqual(
      [],
    );
  });

  it('tells of a change in the cell it concerns, with exact ranges', async () => {
    const [first = '', second = '', third = ''] = await editor.open(NOTEBOOK, [
      [2, 'from transformers import pipeline'],
      [1, '# Title'],
      [2, 'classify = pipeline("text-classification")\nclassify("x", return_all_scores=True)'],
    ]);
    const found = await editor.until(third, has('removed-api'));
    expect(found).toMatchObject([
      {
        code: 'removed-api',
        source: 'alacard',
        severity: 2,
        range: { start: at(1, 14), end: at(1, 36) },
      },
    ]);
    await editor.type(NOTEBOOK, third, 'print(1)');
    await editor.until(third, (all) => all.length === 0);
    await editor.type(NOTEBOOK, first, 'é = "🤗"; x = nope');
    expect(await editor.until(first, has('undefined-name'))).toMatchObject([
      { range: { start: at(0, 14), end: at(0, 18) } },
    ]);
    await editor.type(NOTEBOOK, second, `My token is ${TOKEN}`);
    const [secret] = await editor.until(second, has('secret'));
    expect(secret).toMatchObject({ severity: 1, range: { start: at(0, 12) } });
    expect(JSON.stringify(secret)).not.toContain(TOKEN);
    await editor.connection.sendNotification('notebookDocument/didClose', {
      notebookDocument: { uri: NOTEBOOK },
      cellTextDocuments: [first, second, third].map((uri) => ({ uri })),
    });
    await editor.until(second, (all) => all.length === 0);
  });

  it('follows cells that come and go', async () => {
    const [first = ''] = await editor.open(NOTEBOOK, [[2, 'print(value)']]);
    await editor.until(first, has('undefined-name'));
    const above = `${NOTEBOOK}#new`;
    const change = (version: number, structure: object): Promise<void> =>
      editor.connection.sendNotification('notebookDocument/didChange', {
        notebookDocument: { uri: NOTEBOOK, version },
        change: { cells: { structure } },
      });
    await change(2, {
      array: { start: 0, deleteCount: 0, cells: [{ kind: 2, document: above }] },
      didOpen: [{ uri: above, languageId: 'python', version: 1, text: 'value = nope' }],
    });
    await editor.until(first, (all) => all.length === 0);
    await editor.until(above, has('undefined-name'));
    await change(3, { array: { start: 0, deleteCount: 1 }, didClose: [{ uri: above }] });
    await editor.until(above, (all) => all.length === 0);
    await editor.until(first, has('undefined-name'));
  });

  it('fixes what it found, across cells', async () => {
    const [first = '', second = ''] = await editor.open(NOTEBOOK, [
      [2, `from transformers import AutoModelForVision2Seq, pipeline\nkey = "${TOKEN}"`],
      [2, 'AutoModelForVision2Seq.from_pretrained("./x")\npipeline("fill-mask", framework="pt")'],
    ]);
    const diagnostics = await editor.until(first, has('secret'));
    const [old, secret] = [diagnostics[0], diagnostics[1]];
    const fixes = await ask<CodeAction[]>('textDocument/codeAction', first, {
      range: secret?.range,
      context: { diagnostics: [secret] },
    });
    expect(fixes).toMatchObject([
      { kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'secret' }] },
      { kind: 'quickfix' },
    ]);
    expect(fixes[0]?.edit?.changes?.[first]).toEqual([
      { range: { start: at(0, 0), end: at(0, 0) }, newText: 'import os\n' },
      { range: secret && { start: at(1, 6), end: at(1, 45) }, newText: 'os.environ["HF_TOKEN"]' },
    ]);
    const renames = await ask<CodeAction[]>('textDocument/codeAction', first, {
      range: old?.range,
      context: { diagnostics: [old] },
    });
    expect(Object.keys(renames[0]?.edit?.changes ?? {})).toEqual([first, second]);
    expect(renames.at(-1)?.title).toContain('all removed APIs');
    const all = await ask<CodeAction[]>('textDocument/codeAction', second, {
      range: { start: at(0, 0), end: at(0, 0) },
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ kind: 'source.fixAll.alacard' });
    expect(all[0]?.edit?.changes?.[second]).toHaveLength(2);
  });

  it('sees secrets in outputs the editor tells it of', async () => {
    const [first = ''] = await editor.open(NOTEBOOK, [[2, 'print(1)\n2']]);
    await editor.connection.sendNotification(OUTPUTS, {
      notebook: NOTEBOOK,
      cells: [{ uri: first, text: `key: ${TOKEN}` }],
    });
    const [found] = await editor.until(first, has('secret-in-output'));
    expect(found?.range).toEqual({ start: at(0, 0), end: at(0, 8) });
    const actions = await ask<CodeAction[]>('textDocument/codeAction', first, {
      range: found?.range,
      context: { diagnostics: [found] },
    });
    expect(actions).toMatchObject([
      { command: { command: COMMANDS.clearOutputs, arguments: [first] } },
    ]);
    await editor.connection.sendNotification(OUTPUTS, {
      notebook: NOTEBOOK,
      cells: [{ uri: first, text: '' }],
    });
    await editor.until(first, (all) => all.length === 0);
  });

  it('keeps outputs it is told of before the notebook is open', async () => {
    await editor.connection.sendNotification(OUTPUTS, {
      notebook: NOTEBOOK,
      cells: [{ uri: `${NOTEBOOK}#0`, text: TOKEN }],
    });
    const [first = ''] = await editor.open(NOTEBOOK, [[2, 'print(1)']]);
    await editor.until(first, has('secret-in-output'));
  });

  it('asks the editor about each model once, and tells of those that are missing', async () => {
    editor.hub.facts = async (id) => (id === 'example/small' ? known : missing(id));
    const [first = '', second = ''] = await editor.open(NOTEBOOK, [
      [2, 'MODEL_ID = "example/small"\nX = object'],
      [
        2,
        'X.from_pretrained(MODEL_ID)\nX.from_pretrained("no/such")\nX.from_pretrained("no/such")',
      ],
    ]);
    const found = await editor.until(
      second,
      (all) => codes(all).filter((one) => one === 'model-not-found').length === 2,
    );
    expect(found.map((one) => one.range.start.line)).toEqual([1, 2]);
    const hover = await ask<Hover>('textDocument/hover', first, { position: at(0, 15) });
    expect(hover.range).toEqual({ start: at(0, 12), end: at(0, 25) });
    expect(hover.contents).toMatchObject({ kind: 'markdown' });
    expect(JSON.stringify(hover.contents)).toContain('Fits here');
    expect(await ask('textDocument/hover', first, { position: at(1, 0) })).toBeNull();
    // The finding has said it.
    expect(await ask('textDocument/hover', second, { position: at(1, 22) })).toBeNull();
    expect(editor.asked).toEqual(['facts example/small', 'facts no/such']);
  });

  it('completes model ids with the task in mind, and asks once for the same words', async () => {
    editor.hub.search = async (words) => ({
      ok: true,
      value: { models: words === 'none' ? [] : [{ ...model, id: `found/${words}` }] },
    });
    const line = 'p("sentiment-analysis", model="bert")';
    const [, second = ''] = await editor.open(NOTEBOOK, [
      [2, 'from transformers import pipeline as p'],
      [2, line],
    ]);
    const complete = (): Promise<CompletionList> =>
      ask('textDocument/completion', second, { position: at(0, 35) });
    const list = await complete();
    expect(list).toMatchObject({ isIncomplete: true });
    expect(list.items).toMatchObject([
      {
        label: 'found/bert',
        filterText: 'bert',
        textEdit: { newText: 'found/bert', range: { start: at(0, 31), end: at(0, 35) } },
      },
    ]);
    await complete();
    // Whether the model exists is asked for after a moment without typing; that is another question.
    expect(editor.asked.filter((one) => one.startsWith('search'))).toEqual([
      'search bert text-classification',
    ]);
    expect(await ask('textDocument/completion', second, { position: at(0, 6) })).toBeNull();
    await editor.type(NOTEBOOK, second, line.replace('bert', 'none'));
    expect(await complete()).toMatchObject({ items: [] });
    expect(editor.asked.slice(1)).toEqual(['search none text-classification', 'search none -']);
  });

  it('stops a search the editor no longer wants', async () => {
    let answer = (): void => undefined;
    editor.hub.search = () =>
      new Promise((resolve) => {
        answer = () => {
          resolve({ ok: true, value: { models: [] } });
        };
      });
    const [first = ''] = await editor.open(NOTEBOOK, [[2, 'X.from_pretrained("slow")']]);
    const cancel = new CancellationTokenSource();
    const pending = editor.connection.sendRequest(
      'textDocument/completion',
      { textDocument: { uri: first }, position: at(0, 20) },
      cancel.token,
    );
    while (editor.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    cancel.cancel();
    await pending.catch(() => null);
    while (editor.takenBack.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(editor.takenBack).toEqual(['slow']);
    answer();
  });

  it('is silent without a connection, and asks no second time', async () => {
    const [first = '', second = ''] = await editor.open(NOTEBOOK, [
      [2, 'X = 1\nX.from_pretrained("a/b")\nX.from_pretrained("c/d")'],
      [2, 'nope'],
    ]);
    expect(await ask('textDocument/hover', first, { position: at(1, 20) })).toBeNull();
    expect(await ask('textDocument/hover', first, { position: at(2, 20) })).toBeNull();
    expect(await ask('textDocument/completion', first, { position: at(1, 20) })).toBeNull();
    await editor.until(second, has('undefined-name'));
    expect(editor.diagnostics(first)).toEqual([]);
    expect(editor.asked).toEqual(['facts a/b']);
  });

  it('shows lenses on a notebook that carries a recipe, and on no other', async () => {
    const recipe = { metadata: { alacard: { recipe: { version: 1 } } } };
    const [title = '', text = '', code = ''] = await editor.open(
      NOTEBOOK,
      [
        [1, '# Title'],
        [1, 'text'],
        [2, 'x = 1'],
      ],
      recipe,
    );
    const lenses = await ask<CodeLens[]>('textDocument/codeLens', title, {});
    expect(lenses.map((lens) => lens.command)).toMatchObject([
      { title: 'Deal again', command: COMMANDS.deal, arguments: [{ notebook: NOTEBOOK }] },
      { title: 'Change a card', command: COMMANDS.changeCard },
      { title: 'Share', command: COMMANDS.share },
      { title: 'Remix', command: COMMANDS.remix },
    ]);
    expect(await ask('textDocument/codeLens', text, {})).toEqual([]);
    expect(await ask('textDocument/codeLens', code, {})).toHaveLength(4);
    const [other = ''] = await editor.open('file:///notebooks/y.ipynb', [[1, '# Title']]);
    expect(await ask('textDocument/codeLens', other, {})).toEqual([]);
  });

  it('follows the settings', async () => {
    const [first = ''] = await editor.open(NOTEBOOK, [[2, 'nope']]);
    await editor.until(first, has('undefined-name'));
    await editor.connection.sendNotification(SETTINGS_CHANGED, { undefinedNames: false });
    await editor.until(first, (all) => all.length === 0);
    await editor.connection.sendNotification(SETTINGS_CHANGED, { undefinedNames: 'perhaps' });
    await editor.connection.sendNotification(SETTINGS_CHANGED, {
      undefinedNames: true,
      disabledChecks: ['undefined-name'],
    });
    await editor.type(NOTEBOOK, first, `nope = "${TOKEN}"; nada`);
    expect(codes(await editor.until(first, (all) => all.length > 0))).toEqual(['secret']);
  });
});
