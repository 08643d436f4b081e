import {
  commands,
  env,
  MarkdownString,
  workspace,
  type CodeLens,
  type Hover,
  type NotebookEditor,
} from 'vscode';
import type { Outcome, Spread } from '@alacard/core/panel/host';
import { equal, ok, until } from './check.ts';
import { code, metadataOf, open, saved, snapshot } from './notebooks.ts';
import { test } from './suite.ts';
import { asked, at, world, write } from './world.ts';

/** What other people can leave for a person to open: settings of a folder, metadata, a model's card. */

const setting = (name: string): unknown => workspace.getConfiguration('alacard').get(name);
const SETTINGS = '.vscode/settings.json';

test('hostile: a folder cannot say where tokens and notebooks go', async () => {
  const before = setting('serverUrl');
  await write(SETTINGS, {
    'alacard.serverUrl': 'https://evil.example',
    'alacard.hubUrl': 'https://evil.example',
    'alacard.useEnvironmentToken': true,
    'alacard.telemetry': true,
    'alacard.defaultDifficulty': 'advanced',
  });
  try {
    // What a folder may say shows that its settings are read.
    await until('the settings', () => setting('defaultDifficulty') === 'advanced');
    equal(setting('hubUrl'), (await world()).hub, 'hubUrl');
    equal(setting('serverUrl'), before, 'serverUrl');
    equal([setting('useEnvironmentToken'), setting('telemetry')], [false, false], 'switches');
    const { hand } = await commands.executeCommand<Spread>('alacard.deal', {
      hand: { model_card: { id: 'tiny/ner' } },
    });
    equal(hand.difficulty, 'advanced', 'difficulty');
    ok(
      (await asked()).some((path) => path.includes('tiny/ner')),
      'the Hub of the settings was asked',
    );
  } finally {
    await workspace.fs.delete(at(SETTINGS));
    await until('the settings to go', () => setting('defaultDifficulty') === 'any');
  }
});

const LINK = '[Repair](command:workbench.action.quit)';
const METADATA: readonly (readonly [string, unknown])[] = [
  ['a text', LINK],
  ['a list', [{ recipe: {} }]],
  ['a recipe of texts', { recipe: { version: 1, model_card: LINK, topic: 7 } }],
  [
    'a model outside the Hub',
    {
      recipe: { version: 1, model_card: { id: '../../etc' }, prompt_cards: { pack: '__proto__' } },
    },
  ],
  [
    'a server that is a script',
    { shared: { server: 'javascript:alert(1)', share_id: '..', version: -1, url: 'file:///x' } },
  ],
  ['a parent without an end', { recipe: null, remix_of: { title: LINK.repeat(1000) } }],
];

const lensesOf = async ({ notebook }: NotebookEditor): Promise<string[]> => {
  const lenses = await commands.executeCommand<CodeLens[]>(
    'vscode.executeCodeLensProvider',
    notebook.cellAt(0).document.uri,
    10,
  );
  return lenses.map(({ command }) => command?.command ?? '');
};

for (const [index, [what, alacard]] of METADATA.entries()) {
  test(`hostile: metadata.alacard is ${what}`, async () => {
    const name = `hostile-${index}.ipynb`;
    const editor = await open(name, [code('aaaa1111', 'x = 1')], 0, { alacard });
    const before = snapshot(editor.notebook);
    await asked();
    await lensesOf(editor);
    await commands.executeCommand('alacard.remix', { notebook: editor.notebook.uri.toString() });
    equal(snapshot(editor.notebook), before, 'the notebook');
    // The panel may still be asking for the facts of a hand that an earlier test laid: those are tiny models.
    equal(
      (await asked()).filter((path) => !path.includes('/tiny/')),
      [],
      'requests',
    );
    const outcome = await commands.executeCommand<Outcome>('alacard.insert', {
      hand: {
        model_card: { id: 'tiny/text-cls' },
        prompt_cards: { pack: 'first-steps' },
        topic: { id: 'sourdough' },
        difficulty: 'beginner',
        ui_component: 'completion',
      },
    });
    equal(outcome.status, 'done', outcome.findings.map(({ message }) => message).join('\n'));
    const file = await saved(editor.notebook, name);
    // SAFETY: NotebookMetadata of core.
    const { recipe } = file.metadata['alacard'] as { recipe: { model_card: unknown } };
    equal(recipe.model_card, { id: 'tiny/text-cls' }, 'the recipe in the file');
    equal(metadataOf(editor.notebook)['alacard'], file.metadata['alacard'], 'what is open');
  });
}

test('hostile: a hover shows what the Hub says as text', async () => {
  const { notebook } = await open('markup.ipynb', [
    code('auto0001', 'from transformers import AutoModel'),
    code('mark0001', 'AutoModel.from_pretrained("tiny/markup")'),
  ]);
  const { document } = notebook.cellAt(1);
  const shown = await until('the hover', async () => {
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(document.getText().indexOf('tiny/') + 2),
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    return contents.find(
      (one) => one instanceof MarkdownString && one.value.includes('Open on the Hub'),
    );
  });
  ok(shown instanceof MarkdownString, 'Markdown');
  ok(!shown.isTrusted && !shown.supportHtml && !shown.supportThemeIcons, 'not to be trusted');
  ok(shown.value.includes('Repair'), `the words are there: ${shown.value}`);
  // Links and pictures need an unescaped bracket before the round one.
  const links = [...shown.value.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map(([, target]) => target);
  equal(links, [`${(await world()).hub}/tiny/markup`], 'links');
  ok(!/(?<!\\)<[a-z]/i.test(shown.value), `no tags: ${shown.value}`);
  ok(env.appName !== '', 'the editor stands');
});
