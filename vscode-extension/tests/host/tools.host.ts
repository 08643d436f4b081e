import { CancellationTokenSource, lm, window, type LanguageModelTextPart } from 'vscode';
import { equal, match, ok } from './check.ts';
import { active, metadataOf } from './notebooks.ts';
import { test } from './suite.ts';
import { world } from './world.ts';

const NAMES = ['alacard_deal', 'alacard_generate', 'alacard_search_models'];

/** What a tool answers a language model. */
async function invoke(name: string, input: object): Promise<Record<string, unknown>> {
  const { token } = new CancellationTokenSource();
  const { content } = await lm.invokeTool(name, { input, toolInvocationToken: undefined }, token);
  // SAFETY: our tools answer with one text part, which is JSON.
  const [{ value }] = content as [LanguageModelTextPart];
  return JSON.parse(value) as Record<string, unknown>;
}

test('tools: agents find all three, and deal a hand around the cards they name', async () => {
  const ours = lm.tools.filter(({ name }) => name.startsWith('alacard_'));
  equal(ours.map(({ name }) => name).sort(), NAMES, 'tools');
  for (const { name, description, inputSchema } of ours) {
    ok(description && inputSchema, `${name} says what it does and takes`);
  }
  const { hand, cards } = await invoke('alacard_deal', {
    model: 'tiny/text-cls',
    topic: 'sourdough',
    difficulty: 'advanced',
  });
  // SAFETY: the recipe of core.
  const laid = hand as { model_card: { id: string }; topic: object; difficulty: string };
  equal(
    [laid.model_card.id, laid.topic, laid.difficulty],
    ['tiny/text-cls', { id: 'sourdough' }, 'advanced'],
    'cards that were named',
  );
  equal((cards as unknown[]).length, 5, 'cards');
});

test('tools: a model is told which field it got wrong', async () => {
  const answer = invoke('alacard_deal', { difficulty: 'impossible' }).catch(String);
  ok(/difficulty/.test(JSON.stringify(await answer)), 'the field is named');
});

test('tools: models are found by words, task and licence', async () => {
  const { models } = await invoke('alacard_search_models', {
    text: 'tiny',
    task: 'text-classification',
  });
  // SAFETY: the faces of core.
  const found = models as { id: string; task: string; downloads: number; gated: unknown }[];
  ok(
    found.some(({ id }) => id === 'tiny/text-cls'),
    `tiny/text-cls among ${JSON.stringify(found)}`,
  );
  ok(found.length <= 10, 'no more than a model wants to read');
});

test('tools: a notebook is generated once the person agreed', async () => {
  const asked = invoke('alacard_generate', {
    model: 'tiny/text-cls',
    topic: 'Night trains',
    difficulty: 'beginner',
    component: 'completion',
  });
  if (!(await world()).agrees) {
    ok(
      await asked.then(
        () => false,
        () => true,
      ),
      'nothing without a yes',
    );
    equal(window.visibleNotebookEditors.length, 0, 'notebooks');
    return;
  }
  const { status, notebook, cells } = await asked;
  equal(status, 'done', 'status');
  match(String(notebook), /ipynb$/, 'its name');
  equal(active().cellCount, cells, 'cells');
  // SAFETY: NotebookMetadata of core.
  const { recipe } = metadataOf(active())['alacard'] as { recipe: { topic: unknown } };
  equal(recipe.topic, { own: 'Night trains' }, 'the topic that was named');
});

test('tools: what was cancelled makes nothing', async () => {
  const source = new CancellationTokenSource();
  source.cancel();
  const input = { model: 'tiny/text-cls' };
  const result = lm.invokeTool(
    'alacard_deal',
    { input, toolInvocationToken: undefined },
    source.token,
  );
  ok(
    await Promise.resolve(result).then(
      () => false,
      () => true,
    ),
    'it was refused',
  );
});
