import { CancellationTokenSource, lm, type LanguageModelTextPart } from 'vscode';
import { equal, ok } from './check.ts';
import { test } from './suite.ts';

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
