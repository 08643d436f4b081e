import { commands, window } from 'vscode';
import type { Outcome, Spread } from '@alacard/core/panel/host';
import { equal, match, ok, until } from './check.ts';
import {
  active,
  code,
  metadataOf,
  open,
  redo,
  saved,
  snapshot,
  sources,
  undo,
} from './notebooks.ts';
import { cleanUp, test } from './suite.ts';
import { asked, valve } from './world.ts';

const hand = (model: string, more: object = {}) => ({
  model_card: { id: model },
  prompt_cards: { pack: 'first-steps' },
  topic: { id: 'sourdough' },
  difficulty: 'beginner',
  ui_component: 'completion',
  ...more,
});

const make = (
  command: 'generate' | 'insert',
  model = 'tiny/text-cls',
  more: object = {},
): Thenable<Outcome> =>
  commands.executeCommand<Outcome>(`alacard.${command}`, { hand: hand(model, more) });

const words = ({ findings }: Outcome): string => findings.map(({ message }) => message).join('\n');

cleanUp(() => valve('open'));

test('deals five cards, keeps those that are given, and makes the notebook', async () => {
  const first = await commands.executeCommand<Spread>('alacard.deal');
  equal(first.faces.length, 5, 'faces');
  const kept = { difficulty: 'advanced', topic: { id: 'sourdough' } };
  const { hand: dealt, faces } = await commands.executeCommand<Spread>('alacard.deal', {
    hand: kept,
  });
  equal(faces.length, 5, 'faces');
  equal({ difficulty: dealt.difficulty, topic: dealt.topic }, kept, 'what was kept');
  const outcome = await commands.executeCommand<Outcome>('alacard.generate');
  equal(outcome.status, 'done', words(outcome));
  ok(active().isUntitled && active().cellCount === outcome.cells, 'a new notebook with its cells');
});

test('generates a new notebook, without a dialog', async () => {
  const outcome = await make('generate');
  equal(outcome.status, 'done', words(outcome));
  const notebook = active();
  ok(notebook.isUntitled, 'the notebook is a new one');
  equal(notebook.cellCount, outcome.cells, 'cells');
  ok(notebook.cellCount > 10, `${notebook.cellCount} cells`);
  const { alacard, kernelspec } = metadataOf(notebook);
  equal((kernelspec as { name: string }).name, 'python3', 'kernel');
  // SAFETY: NotebookMetadata of core.
  const { recipe } = alacard as { recipe: { model_card: { id: string } } };
  equal(recipe.model_card.id, 'tiny/text-cls', 'recipe');
  for (const cell of notebook.getCells()) {
    ok(metadataOf(cell)['alacard'], `cell ${cell.index} says what it is`);
  }
});

test('inserts below the selected cell, and what is saved has everything', async () => {
  const before = [code('aaaa1111', 'x = 1'), code('bbbb2222', 'y = 2')];
  await open('insert.ipynb', before);
  const outcome = await make('insert');
  equal(outcome.status, 'done', words(outcome));
  equal(outcome.where, 'insert.ipynb', 'where');
  const notebook = active();
  equal(notebook.cellCount, outcome.cells + 2, 'cells');
  equal(sources(notebook)[0], 'x = 1', 'the cell above');
  equal(sources(notebook).at(-1), 'y = 2', 'the cell below');

  const file = await saved(notebook, 'insert.ipynb');
  equal([file.nbformat, file.nbformat_minor], [4, 5], 'nbformat');
  // SAFETY: NotebookMetadata of core.
  const { alacard } = file.metadata as { alacard?: { recipe: { topic: unknown } } };
  equal(alacard?.recipe.topic, { id: 'sourdough' }, 'metadata.alacard in the file');
  const ids = file.cells.map(({ id }) => id);
  equal([ids[0], ids.at(-1)], ['aaaa1111', 'bbbb2222'], 'ids of the cells that were there');
  equal(new Set(ids).size, ids.length, 'different ids');
  ok(
    ids.every((id) => id !== undefined && /^[a-zA-Z0-9_-]{1,64}$/.test(id)),
    `valid ids: ${ids.join(' ')}`,
  );
  const made = file.cells.slice(1, -1);
  ok(
    made.every(({ metadata }) => typeof metadata['alacard'] === 'object'),
    'metadata.alacard in each new cell of the file',
  );
});

test('takes everything back with one undo, and brings it again with one redo', async () => {
  const editor = await open('undo.ipynb', [code('aaaa1111', 'x = 1'), code('bbbb2222', 'y = 2')]);
  const before = snapshot(editor.notebook);
  const metadata = JSON.stringify(metadataOf(editor.notebook));
  await make('insert');
  const after = snapshot(editor.notebook);
  ok(after.alacard, 'the recipe stands in the notebook');
  await undo();
  equal(snapshot(editor.notebook), before, 'after one undo');
  equal(JSON.stringify(metadataOf(editor.notebook)), metadata, 'metadata after one undo');
  await redo();
  equal(snapshot(editor.notebook), after, 'after one redo');
});

test('takes the place of a lone empty cell, and of no other', async () => {
  const lone = await open('empty.ipynb', [code('aaaa1111', '')]);
  await make('insert');
  ok(!sources(lone.notebook).includes(''), 'the empty cell is gone');
  const two = await open('space.ipynb', [code('aaaa1111', ''), code('bbbb2222', '')]);
  await make('insert');
  equal(sources(two.notebook).filter((source) => source === '').length, 2, 'empty cells');
});

test('gives a second hand in one notebook other cell ids', async () => {
  await open('twice.ipynb', [code('aaaa1111', 'x = 1')]);
  await make('insert');
  await make('insert');
  const { cells } = await saved(active(), 'twice.ipynb');
  const ids = cells.map(({ id }) => id);
  equal(new Set(ids).size, ids.length, 'different ids');
});

test('leaves a read-only notebook alone and says why', async () => {
  const editor = await open('locked.ipynb', [code('aaaa1111', 'x = 1')]);
  const before = snapshot(editor.notebook);
  const outcome = await make('insert');
  equal(outcome.status, 'refused', 'status');
  match(words(outcome), /locked\.ipynb is read-only/);
  equal(snapshot(editor.notebook), before, 'the notebook');
});

test('says that no notebook is open to insert into', async () => {
  equal(window.visibleNotebookEditors.length, 0, 'open notebooks');
  const outcome = await make('insert');
  equal(outcome.status, 'refused', 'status');
  match(words(outcome), /No Jupyter notebook is open/);
  equal(window.visibleNotebookEditors.length, 0, 'open notebooks afterwards');
});

test('inserts nothing into a notebook that was closed meanwhile', async () => {
  await open('closed.ipynb', [code('aaaa1111', 'x = 1')]);
  await asked();
  await valve('hold');
  const making = make('insert', 'tiny/mlm');
  await until('the question to the Hub', async () =>
    (await asked()).some((path) => path.includes('tiny/mlm')),
  );
  await commands.executeCommand('workbench.action.closeActiveEditor');
  await until('the editor to close', () => window.visibleNotebookEditors.length === 0);
  await valve('open');
  const outcome = await making;
  equal(outcome.status, 'refused', 'status');
  match(words(outcome), /closed\.ipynb was closed/);
  equal(window.visibleNotebookEditors.length, 0, 'editors');
});

test('says when the Hub is out of reach, and leaves the notebook alone', async () => {
  const editor = await open('offline.ipynb', [code('aaaa1111', 'x = 1')]);
  const before = snapshot(editor.notebook);
  await valve('cut');
  const outcome = await make('insert', 'tiny/ner');
  equal(outcome.status, 'refused', 'status');
  match(words(outcome), /cannot be reached|could not be reached|no connection|offline/i);
  equal(snapshot(editor.notebook), before, 'the notebook');
});

test('warns of a gated model, and still makes its notebook', async () => {
  const outcome = await make('generate', 'tiny/gated');
  match(words(outcome), /gated/);
  equal(outcome.status, 'done', words(outcome));
});
