import {
  commands,
  languages,
  type Position,
  type Range,
  workspace,
  type CodeAction,
  type CodeLens,
  type CompletionList,
  type Diagnostic,
  type Hover,
  type NotebookCell,
  type NotebookDocument,
} from 'vscode';
import { equal, match, ok, until } from './check.ts';
import { code, open } from './notebooks.ts';
import { test } from './suite.ts';
import { asked, valve } from './world.ts';

// In two parts, so that nobody who scans this repository takes it for a real one.
const SECRET = 'hf_' + 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi';
const INSTALL = code('inst0001', '%pip install -q transformers torch');

const codeOf = ({ code: given }: Diagnostic): string =>
  String(typeof given === 'object' ? given.value : given);
const ours = (cell: NotebookCell): Diagnostic[] =>
  languages.getDiagnostics(cell.document.uri).filter(({ source }) => source === 'alacard');

/** The diagnostic of a cell with a code, once it is there. */
const diagnostic = (notebook: NotebookDocument, index: number, wanted: string) =>
  until(`${wanted} in cell ${index}`, () =>
    ours(notebook.cellAt(index)).find((one) => codeOf(one) === wanted),
  );

const actions = (cell: NotebookCell, range: Range): Thenable<CodeAction[]> =>
  commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    cell.document.uri,
    range,
  );

/** Takes the first quick fix whose title matches. */
async function fix(cell: NotebookCell, { range }: Diagnostic, title: RegExp): Promise<void> {
  const action = (await actions(cell, range)).find((one) => title.test(one.title));
  ok(action, `a quick fix ${title}`);
  if (action.edit) ok(await workspace.applyEdit(action.edit), 'the edit was applied');
  const { command } = action;
  if (command) await commands.executeCommand(command.command, ...(command.arguments ?? []));
}

const textOf = (cell: NotebookCell): string => cell.document.getText();
const placeOf = (cell: NotebookCell, words: string): Position =>
  cell.document.positionAt(textOf(cell).indexOf(words) + 2);

test('language: a secret in a cell is an error, and a quick fix reads it from the environment', async () => {
  const { notebook } = await open('secret.ipynb', [
    INSTALL,
    code('secr0001', `token = "${SECRET}"\nprint(token)`),
  ]);
  const found = await diagnostic(notebook, 1, 'secret');
  equal(found.severity, 0, 'severity (0 is an error)');
  ok(!found.message.includes(SECRET), 'the message does not repeat the secret');
  const cell = notebook.cellAt(1);
  await fix(cell, found, /environment/);
  ok(!textOf(cell).includes(SECRET), 'the secret is gone');
  match(textOf(cell), /os\.environ\[/);
  await until('the diagnostic to go', () => ours(cell).every((one) => codeOf(one) !== 'secret'));
});

test('language: a secret in an output is an error, and a quick fix clears the output', async () => {
  const stream = { output_type: 'stream', name: 'stdout', text: [`token ${SECRET}\n`] };
  const { notebook } = await open('output.ipynb', [
    INSTALL,
    code('outp0001', 'print("token")', [stream]),
  ]);
  const found = await diagnostic(notebook, 1, 'secret-in-output');
  await fix(notebook.cellAt(1), found, /[Cc]lear/);
  await until('the output to be cleared', () => notebook.cellAt(1).outputs.length === 0);
});

test('language: removed APIs, bare cuda, missing imports and undefined names are found', async () => {
  const { notebook } = await open('old.ipynb', [
    INSTALL,
    code('oldi0001', 'from transformers import AutoModelForVision2Seq'),
    code('oldu0001', 'model = AutoModelForVision2Seq.from_pretrained("tiny/llava").to("cuda")'),
    code('impo0001', 'import gradio as gr'),
    code('unde0001', 'print(nowhere_defined)'),
  ]);
  const removed = await diagnostic(notebook, 1, 'removed-api');
  await diagnostic(notebook, 2, 'bare-cuda');
  const missing = await diagnostic(notebook, 3, 'import-not-installed');
  await diagnostic(notebook, 4, 'undefined-name');
  await fix(notebook.cellAt(3), missing, /install/);
  match(textOf(notebook.cellAt(0)), /gradio/, 'the install line');
  await fix(notebook.cellAt(1), removed, /AutoModelForImageTextToText/);
  match(textOf(notebook.cellAt(1)), /AutoModelForImageTextToText/);
  match(textOf(notebook.cellAt(2)), /AutoModelForImageTextToText/, 'the cell that uses it');
});

test('language: models that are missing, gated or disabled are found', async () => {
  const load = (id: string): string => `AutoModel.from_pretrained("${id}")`;
  const { notebook } = await open('models.ipynb', [
    INSTALL,
    code('auto0001', 'from transformers import AutoModel'),
    code('miss0001', load('tiny/not-there')),
    code('gate0001', load('tiny/gated')),
    code('disa0001', load('tiny/disabled')),
    code('fine0001', load('tiny/chat')),
  ]);
  await diagnostic(notebook, 2, 'model-not-found');
  await diagnostic(notebook, 3, 'model-gated');
  await diagnostic(notebook, 4, 'model-disabled');
  equal(ours(notebook.cellAt(5)).map(codeOf), [], 'nothing about a model that is there');
});

test('language: a hover shows the card of a model, completion searches the Hub', async () => {
  const { notebook } = await open('hover.ipynb', [
    INSTALL,
    code('hove0001', 'from transformers import pipeline\npipeline(model="tiny/text-cls")'),
    code('comp0001', 'from transformers import AutoModel\nAutoModel.from_pretrained("tiny/whis")'),
  ]);
  const words = await until('the hover', async () => {
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      notebook.cellAt(1).document.uri,
      placeOf(notebook.cellAt(1), 'text-cls'),
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((part) => (typeof part === 'string' ? part : Reflect.get(part, 'value'))),
    );
    return text.find((one) => one.includes('text-classification'));
  });
  match(words, /Licence/);
  await until('a completion', async () => {
    const { items } = await commands.executeCommand<CompletionList>(
      'vscode.executeCompletionItemProvider',
      notebook.cellAt(2).document.uri,
      placeOf(notebook.cellAt(2), 'whis').translate(0, 2),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    return labels.includes('tiny/whisper');
  });
});

test('language: the title of a notebook with a recipe has its four lenses', async () => {
  await commands.executeCommand('alacard.generate', {
    hand: {
      model_card: { id: 'tiny/text-cls' },
      prompt_cards: { pack: 'first-steps' },
      topic: { id: 'sourdough' },
      difficulty: 'beginner',
      ui_component: 'completion',
    },
  });
  const notebook = workspace.notebookDocuments.findLast(({ isUntitled }) => isUntitled);
  ok(notebook, 'the notebook');
  const first = notebook.getCells().find((cell) => cell.document.languageId === 'python');
  ok(first, 'a code cell');
  const titles = await until('the lenses', async () => {
    const lenses = await commands.executeCommand<CodeLens[]>(
      'vscode.executeCodeLensProvider',
      first.document.uri,
      10,
    );
    const found = lenses.map(({ command }) => command?.title ?? '');
    return found.includes('Deal again') && found;
  });
  equal(titles, ['Deal again', 'Change a card', 'Share', 'Remix'], 'lenses');
  const all = await commands.getCommands(true);
  for (const name of ['deal', 'changeCard', 'share', 'remix']) {
    ok(all.includes(`alacard.${name}`), `alacard.${name} is a command`);
  }
});

test('language: silent about models when the Hub is out of reach, and asks each model once', async () => {
  await asked();
  const again = 'AutoModel.from_pretrained("tiny/gpt2")';
  await open('cached.ipynb', [
    INSTALL,
    code('auto0001', 'from transformers import AutoModel'),
    ...[1, 2, 3].map((index) => code(`cach000${index}`, again)),
    code('last0001', 'AutoModel.from_pretrained("tiny/last-of-all")'),
  ]);
  const all: string[] = [];
  // Models are asked about one after the other: when the last is, the others were.
  await until('the questions to the Hub', async () => {
    all.push(...(await asked()));
    return all.some((path) => path.includes('tiny/last-of-all'));
  });
  const paths = all.filter((path) => path.includes('tiny/gpt2'));
  ok(paths.length > 0, 'it was asked about');
  equal(new Set(paths).size, paths.length, `each path once: ${paths.join(' ')}`);

  await valve('cut');
  const { notebook } = await open('silent.ipynb', [
    INSTALL,
    code('auto0001', 'from transformers import AutoModel'),
    code('miss0001', 'AutoModel.from_pretrained("tiny/not-there-either")'),
    code('unde0001', 'print(nowhere_defined)'),
  ]);
  await diagnostic(notebook, 3, 'undefined-name');
  equal(ours(notebook.cellAt(2)).map(codeOf), [], 'nothing about the model');
});
