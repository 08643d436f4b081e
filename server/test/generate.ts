import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { DECK, sourceHash } from '@alacard/core';
import { nodeRuff } from '@alacard/core/node';
import { createSharing, joined, parseIpynb, type Recipe } from '@alacard/core/sharing';
import { writeRepositories } from '../../proof/hub/fixture.ts';
import { startLocalHub } from '../../proof/hub/server.ts';
import { readConfig } from '../src/config.ts';
import { createCoreMaker } from '../src/core-maker.ts';
import { createHubFor } from '../src/hub/server-hub.ts';
import { seed } from '../src/seed.ts';
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
  const hubFor = createHubFor({ HF_ENDPOINT: local.url });
  const config = readConfig(
    { port: '0', dataDir: `${dir}/data` },
    {
      ALACARD_LOG: 'silent',
      ALACARD_SECRET: SECRET,
      ALACARD_KEYS: KEYS,
      ...(typeof database === 'string' ? {} : { DATABASE_URL: database.url }),
    },
  );
  const running = await start(config, createCoreMaker(hubFor, nodeRuff));
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
    const stored = async (params: { share_id: string }) =>
      value(await sharing.call('versions', { params })).versions[0]?.sha256;
    assert.equal(await stored(again), await stored(made), 'the same bytes');
    assert.match(got.metadata.model_info.revision ?? '', /^[0-9a-f]{40}$/);
    assert.deepEqual(made.recipe, recipe);
    const remix = value(
      await sharing.call('remix', {
        params: made,
        body: { modified_recipe: { difficulty: 'advanced' } },
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
  await t.check(
    'what is served carries the link to its own page, and hashes that fit',
    async () => {
      const idempotencyKey = 'the-one-and-only-key';
      const ask = {
        body: { recipe: { ...recipe, ui_component: 'chat' as const } },
        idempotencyKey,
      };
      const made = value(await sharing.call('generate', ask));
      assert.notEqual(made.recipe?.ui_component, 'chat');
      assert.ok(made.findings?.some((one) => one.code === 'component-replaced'));
      assert.deepEqual(value(await sharing.call('generate', ask)), made, 'asked again, the same');
      const file = await fetch(made.download_url);
      const text = await file.text();
      const hash = createHash('sha256').update(text).digest('hex');
      const link = `${running.url}/?remix=${made.share_id}`;
      assert.ok(text.includes(`[Remix](${link})`), 'the download');
      const got = value(await sharing.call('get', { params: made }));
      assert.deepEqual(
        [got.metadata.sha256, got.metadata.bytes, file.headers.get('etag')],
        [hash, Buffer.byteLength(text), `"${hash}"`],
      );
      assert.deepEqual(got.notebook_content, JSON.parse(text));
      // Addresses of plain http are no links in a frame; the words are there.
      const frame = await fetch(`${running.url}/n/${made.share_id}/frame`);
      assert.ok((await frame.text()).includes('swap a card, and make one of your own'));
      const read = parseIpynb(text);
      const next = read.ok
        ? read.notebook.cells.find(({ source }) => joined(source).includes(link))
        : undefined;
      const mark = next?.metadata['alacard'] as { role: string; hash: string };
      assert.deepEqual([mark.role, mark.hash], ['next', sourceHash(joined(next?.source ?? ''))]);
      // Its file shared by somebody else carries their link, and only theirs.
      const passedOn = value(
        await sharing.call('publish', { body: { title: 'Again', recipe, ipynb: text } }),
      );
      const theirs = value(await sharing.call('download', { params: passedOn }));
      assert.ok(theirs.includes(`/?remix=${passedOn.share_id}`) && !theirs.includes(made.share_id));
      // The same file again makes no version, though it was sent with another link in it.
      const right = { params: passedOn, manageToken: passedOn.manage_token ?? '' };
      const again = value(
        await sharing.call('addVersion', { ...right, body: { recipe, ipynb: text } }),
      );
      assert.equal(again.version, 1);
      value(await sharing.call('edit', { ...right, body: { is_public: false } }));
      const mine = value(await sharing.call('download', right));
      assert.equal(mine, theirs, 'a private one carries it for its owner');
    },
  );
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
  await t.check('the hands of the house are signed by it, once, and belong to nobody', async () => {
    // Offline: what is known of their models comes with the deck.
    const maker = createCoreMaker(createHubFor({ HF_HUB_OFFLINE: '1' }), nodeRuff);
    const services = { ...running.services, maker };
    assert.equal(await seed(services), DECK.houseHands.length);
    assert.equal(await seed(services), 0, 'those that are there stay');
    // Another limit each time: lists are kept for two seconds, and what is written here passes them by.
    let limit = 100;
    const signed = async () => {
      const query = { official: 'true', limit: limit-- } as const;
      const { notebooks } = value(await sharing.call('gallery', { query }));
      return notebooks.map(({ author }) => author.name);
    };
    const all = DECK.houseHands.map(() => 'Alacard');
    assert.deepEqual(await signed(), all);
    // As servers made them before.
    await services.store.db.query('update notebooks set user_id = null where official');
    assert.deepEqual(
      await signed(),
      all.map(() => null),
    );
    await seed(services);
    assert.deepEqual(await signed(), all);
  });
  await running.stop();
  await local.close();
  remove();
  if (typeof database !== 'string') await database.drop();
}
