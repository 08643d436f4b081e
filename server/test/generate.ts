import assert from 'node:assert/strict';
import { createHub, DECK } from '@alacard/core';
import { createNodeFetch, nodeRuff } from '@alacard/core/node';
import { createSharing, type Recipe } from '@alacard/core/sharing';
import { writeRepositories } from '../../proof/hub/fixture.ts';
import { startLocalHub } from '../../proof/hub/server.ts';
import { readConfig } from '../src/config.ts';
import { createCoreMaker } from '../src/core-maker.ts';
import { start } from '../src/start.ts';
import { code, createDatabase, temporaryFolder, value, type Checks } from './harness.ts';
import { KEYS, SECRET } from './world.ts';

/** The real generator behind the API, over a hub on this machine. */
export async function generateSuite(t: Checks): Promise<void> {
  const database = await createDatabase();
  const { dir, remove } = temporaryFolder();
  writeRepositories(dir, {
    'tiny/sentiment': {
      'README.md':
        '---\nlicense: mit\npipeline_tag: text-classification\nlibrary_name: transformers\n---\n# Tiny\n',
      'config.json': {
        model_type: 'distilbert',
        architectures: ['DistilBertForSequenceClassification'],
      },
    },
  });
  const local = await startLocalHub({ roots: [dir] });
  const node = createNodeFetch({ cache: null });
  const hub = createHub({ fetch: node.fetch, endpoint: local.url });
  const config = readConfig(
    { port: '0', dataDir: `${dir}/data` },
    {
      ALACARD_LOG: 'silent',
      ALACARD_SECRET: SECRET,
      ALACARD_KEYS: KEYS,
      ...(typeof database === 'string' ? {} : { DATABASE_URL: database.url }),
    },
  );
  const running = await start(config, createCoreMaker(hub, nodeRuff));
  const sharing = createSharing({ fetch, baseUrl: running.url });
  const recipe: Recipe = {
    version: 1,
    model_card: { id: 'tiny/sentiment' },
    prompt_cards: { pack: DECK.prompts[0]?.id ?? '' },
    topic: { id: DECK.topics[0]?.id ?? '' },
    difficulty: 'beginner',
    ui_component: 'gradio',
  };
  await t.check('generate makes, checks and shares a real notebook', async () => {
    const made = value(await sharing.call('generate', { body: { recipe } }));
    const got = value(await sharing.call('get', { params: made }));
    assert.equal(got.task, 'text-classification');
    assert.equal(got.model_licence, 'mit');
    const cells = got.notebook_content['cells'];
    assert.ok(Array.isArray(cells) && cells.length > 5);
    const again = value(await sharing.call('generate', { body: { recipe } }));
    assert.equal(
      value(await sharing.call('get', { params: again })).metadata.sha256,
      got.metadata.sha256,
      'the same bytes',
    );
    const remix = value(
      await sharing.call('remix', {
        params: made,
        body: { modified_recipe: { ...recipe, difficulty: 'advanced' } },
      }),
    );
    const child = value(await sharing.call('get', { params: remix }));
    assert.equal(child.recipe.difficulty, 'advanced');
    assert.notEqual(child.metadata.sha256, got.metadata.sha256);
    assert.match(
      JSON.stringify(child.notebook_content['cells']),
      new RegExp(`Remix of .*${got.title.split(' ')[0] ?? ''}.*${running.url}/n/${made.share_id}`),
      'the notebook credits its parent',
    );
  });
  await t.check('a model that is not there, a card that is not there: clear words', async () => {
    assert.equal(
      code(
        await sharing.call('generate', {
          body: { recipe: { ...recipe, model_card: { id: 'tiny/nothing' } } },
        }),
      ),
      'invalid-recipe',
    );
    assert.equal(
      code(
        await sharing.call('generate', {
          body: { recipe: { ...recipe, topic: { id: 'no-such-topic' } } },
        }),
      ),
      'invalid-recipe',
    );
  });
  await t.check(
    'shuffle deals only cards of the deck; models are searched at the hub',
    async () => {
      for (let i = 0; i < 20; i++) {
        const dealt = value(await sharing.call('shuffle'));
        assert.deepEqual(
          value(await sharing.call('recipe', { params: { code: dealt.code } })).recipe,
          dealt.recipe,
        );
        assert.ok(DECK.models.some((model) => model.id === dealt.recipe.model_card.id));
      }
      const found = value(await sharing.call('models', { query: { q: 'sentiment' } }));
      assert.deepEqual([found.source, found.models[0]?.id], ['hub', 'tiny/sentiment']);
      for (const type of ['model', 'prompt', 'topic', 'difficulty', 'ui_component'] as const) {
        assert.ok(value(await sharing.call('cards', { params: { type } })).total >= 3, type);
      }
    },
  );
  await running.stop();
  await node.close();
  await local.close();
  remove();
  if (typeof database !== 'string') await database.drop();
}
