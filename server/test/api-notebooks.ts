import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createSharing } from '@alacard/core/sharing';
import { rotateKeys } from '../src/store/rotate-keys.ts';
import { createKeyring, parseKeys } from '../src/store/keyring.ts';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { type Checks, code, value } from './harness.ts';
import { KEYS, type World } from './world.ts';

const manage = (token: string | undefined) => (token === undefined ? {} : { manageToken: token });

/** Publishing, reading, versions, remixes, privacy, deletion. */
export async function notebookSuite(t: Checks, w: World): Promise<void> {
  const { db } = w.running.services.store;

  await t.check('a file comes back byte for byte, whatever is in it', async () => {
    // Odd order of keys, odd blanks, escapes that jsonb refuses, every plane of Unicode.
    const ipynb = `{ "nbformat_minor":5,\t"nbformat" : 4, "metadata": {"z":1,"a":1.0,"e":1e2},\r\n "cells":[ {"source":["\\u0000 \\ud83c\\udf5e 🍞 ‮ é"],"cell_type":"code","outputs":[],"metadata":{},"execution_count":null}] }\n\n`;
    const shared = await w.share({ ipynb });
    const file = value(await w.anonymous.call('download', { params: shared }));
    assert.equal(file, ipynb);
    const got = value(await w.anonymous.call('get', { params: shared }));
    assert.equal(got.metadata.sha256, createHash('sha256').update(ipynb).digest('hex'));
    assert.equal(got.metadata.bytes, Buffer.byteLength(ipynb));
    assert.deepEqual(got.notebook_content, JSON.parse(ipynb));
  });

  await t.check('fields of the PRD are there', async () => {
    const made = value(await w.anonymous.call('generate', { body: { recipe: recipeOf() } }));
    assert.deepEqual(Object.keys(made).sort(), [
      'download_url',
      'findings',
      'manage_token',
      'notebook_url',
      'recipe',
      'share_id',
      'version',
    ]);
    const got = value(await w.anonymous.call('get', { params: made }));
    assert.deepEqual(got.recipe, recipeOf());
    assert.deepEqual(got.metrics, {
      view_count: 0,
      download_count: 0,
      remix_count: 0,
      runs_ok: 0,
      runs_failed: 0,
    });
    const response = await fetch(made.download_url);
    assert.equal(response.headers.get('content-type'), 'application/x-ipynb+json');
    assert.match(response.headers.get('content-disposition') ?? '', /^attachment; filename="/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  });

  await t.check('the file has one good name, whatever the title', async () => {
    const shared = await w.share({ title: `Odd (${'x'.repeat(78)}𠀀) /\\ name` });
    const named = (await fetch(shared.download_url)).headers.get('content-disposition');
    const name = 'distilbert-base-uncased-finetuned-sst-2-english-sourdough-beginner.ipynb';
    assert.equal(named, `attachment; filename="${name}"; filename*=UTF-8''${name}`);
  });

  await t.check('what may be left out may be left out', async () => {
    const shared = await w.share();
    const address = `${w.url}/api/notebook/${shared.share_id}`;
    const json = { 'content-type': 'application/json' };
    const send = async (method: string, path: string, headers: object, body?: string) =>
      (
        await fetch(address + path, {
          method,
          headers: { ...headers },
          ...(body === undefined ? {} : { body }),
        })
      ).status;
    assert.equal(await send('POST', '/remix', {}), 201, 'a remix without a body');
    assert.equal(await send('POST', '/remix', json, ''), 201, 'an empty one');
    assert.equal(await send('POST', '/remix', json, '{}'), 201);
    assert.equal(await send('POST', '/remix', json, 'null'), 400);
    assert.equal(await send('POST', '/report', {}), 400, 'what is needed is still needed');
    const swapped = value(
      await w.anonymous.call('remix', {
        params: shared,
        body: { modified_recipe: { difficulty: 'advanced', topic: { own: 'bees' } } },
      }),
    );
    const { recipe } = value(await w.anonymous.call('get', { params: swapped }));
    assert.deepEqual(recipe, recipeOf({ difficulty: 'advanced', topic: { own: 'bees' } }));
    assert.deepEqual(swapped.recipe, recipe);
    const manage_token = shared.manage_token ?? '';
    const right = { ...json, 'alacard-manage-token': manage_token };
    assert.equal(await send('DELETE', '', right), 204, 'a DELETE that names a content type');
  });

  await t.check('a query that nobody reads is refused by its name', async () => {
    const shared = await w.share();
    for (const [path, name] of [
      ['/api/shuffle?locked_cards[]=topic=sourdough', 'locked_cards[]'],
      ['/api/notebooks?sorted=views', 'sorted'],
      [`/api/notebook/${shared.share_id}?verison=1`, 'verison'],
      [`/api/notebook/${shared.share_id}/versions?version=1`, 'version'],
    ] as const) {
      const response = await fetch(w.url + path);
      assert.equal(response.status, 400, path);
      const { code: found, detail } = (await response.json()) as { code: string; detail: string };
      assert.equal(found, 'invalid-request');
      assert.ok(detail.includes(`"${name}"`), detail);
    }
    const deal = async (query: string) => {
      const response = await fetch(`${w.url}/api/shuffle?${query}`);
      return { status: response.status, ...((await response.json()) as { recipe?: unknown }) };
    };
    const wanted = recipeOf({ topic: { own: 'bread, butter' }, difficulty: 'advanced' });
    for (const query of [
      'locked_cards=topic=bread, butter&locked_cards=difficulty=advanced',
      'locked_cards=topic=bread, butter,difficulty=advanced',
    ])
      assert.deepEqual(await deal(query), {
        status: 200,
        recipe: wanted,
        code: ((await deal(query)) as unknown as { code: string }).code,
      });
    for (const query of [
      'locked_cards=topic=a,topic=b',
      'locked_cards=topic=a&locked_cards=topic=b',
      'locked_cards=colour=red',
    ])
      assert.equal((await deal(query)).status, 400, query);
  });

  await t.check('ETags answer 304 and are not counted', async () => {
    const shared = await w.share();
    const first = await fetch(shared.download_url);
    const etag = first.headers.get('etag') ?? '';
    const again = await fetch(shared.download_url, { headers: { 'if-none-match': etag } });
    assert.equal(again.status, 304);
    const json = await fetch(`${w.url}/api/notebook/${shared.share_id}`);
    const fresh = await fetch(`${w.url}/api/notebook/${shared.share_id}`, {
      headers: { 'if-none-match': json.headers.get('etag') ?? '' },
    });
    assert.equal(fresh.status, 304);
    assert.equal(
      value(await w.anonymous.call('get', { params: shared })).metrics.download_count,
      1,
    );
  });

  await t.check(
    'sharing again makes a version; older ones stay; the same file makes none',
    async () => {
      const shared = await w.share({ title: 'First' });
      const body = {
        ipynb: ipynbOf('print("second")'),
        recipe: recipeOf({ difficulty: 'advanced' as const }),
        title: 'Second',
      };
      const second = value(
        await w.anonymous.call('addVersion', {
          params: shared,
          body,
          ...manage(shared.manage_token),
        }),
      );
      assert.equal(second.version, 2);
      assert.equal(
        value(
          await w.anonymous.call('addVersion', {
            params: shared,
            body,
            ...manage(shared.manage_token),
          }),
        ).version,
        2,
      );
      assert.equal(
        value(await w.anonymous.call('download', { params: shared, query: { version: 1 } })),
        ipynbOf(),
      );
      assert.equal(value(await w.anonymous.call('download', { params: shared })), body.ipynb);
      const { versions } = value(await w.anonymous.call('versions', { params: shared }));
      assert.deepEqual(
        versions.map(({ version }) => version),
        [2, 1],
      );
      const got = value(await w.anonymous.call('get', { params: shared }));
      assert.equal(got.title, 'Second');
      assert.equal(got.recipe.difficulty, 'advanced');
      assert.equal(
        code(await w.anonymous.call('get', { params: shared, query: { version: 3 } })),
        'not-found',
      );
    },
  );

  await t.check('only the manage token, or the owner, changes a notebook', async () => {
    const shared = await w.share();
    const change = { params: shared, body: { title: 'Mine now' } };
    assert.equal(code(await w.anonymous.call('edit', change)), 'sign-in-required');
    assert.equal(
      code(
        await w.anonymous.call('edit', {
          ...change,
          manageToken: `${shared.manage_token?.slice(0, -1)}_`,
        }),
      ),
      'forbidden',
    );
    assert.equal(code(await w.alice.call('edit', change)), 'forbidden');
    assert.equal(
      value(await w.anonymous.call('edit', { ...change, ...manage(shared.manage_token) })).title,
      'Mine now',
    );
    const hers = await w.share({ as: w.alice });
    assert.equal(hers.manage_token, undefined);
    assert.equal(code(await w.bob.call('delete', { params: hers })), 'forbidden');
    assert.equal(
      value(await w.alice.call('edit', { params: hers, body: { description: 'x' } })).author.name,
      'alice',
    );
  });

  await t.check(
    'a remix points at the exact version and keeps credit when the parent goes',
    async () => {
      const parent = await w.share({ as: w.alice, title: 'Bread by Alice' });
      value(
        await w.alice.call('addVersion', {
          params: parent,
          body: { ipynb: ipynbOf('2'), recipe: recipeOf() },
        }),
      );
      const child = value(
        await w.bob.call('remix', {
          params: parent,
          body: {
            version: 1,
            modified_recipe: recipeOf({ difficulty: 'advanced' }),
            ipynb: ipynbOf('child'),
          },
        }),
      );
      const grandchild = value(await w.anonymous.call('remix', { params: child, body: {} }));
      const got = value(await w.anonymous.call('get', { params: child }));
      assert.deepEqual(got.forked_from, {
        share_id: parent.share_id,
        version: 1,
        title: 'Bread by Alice',
        author: 'alice',
        licence: 'MIT',
      });
      assert.equal(got.metadata.forked_from, parent.share_id);
      assert.equal(value(await w.anonymous.call('get', { params: parent })).metrics.remix_count, 1);
      const before = value(await w.anonymous.call('provenance', { params: parent }));
      assert.deepEqual(
        before.descendants.map((one) => [one.share_id, one.parent, one.depth]),
        [
          [child.share_id, parent.share_id, 1],
          [grandchild.share_id, child.share_id, 2],
        ],
      );
      value(await w.alice.call('delete', { params: parent }));
      assert.equal(code(await w.anonymous.call('get', { params: parent })), 'deleted');
      assert.equal((await fetch(parent.download_url)).status, 410);
      assert.equal(
        value(await w.anonymous.call('get', { params: child })).forked_from?.author,
        'alice',
      );
      const after = value(await w.anonymous.call('provenance', { params: grandchild }));
      assert.equal(after.depth, 2);
      assert.equal(after.root, null);
      assert.deepEqual(
        after.ancestors.map((one) => [one.share_id, one.title, one.author]),
        [
          [child.share_id, 'Bread by Alice', 'bob'],
          [null, 'Bread by Alice', 'alice'],
        ],
      );
      const [{ count } = { count: -1 }] = await db.query<{ count: number }>(
        'select count(*) as count from notebook_versions v join notebooks n on n.id = v.notebook_id where n.share_id = $1',
        [parent.share_id],
      );
      assert.equal(count, 0, 'the content is gone');
    },
  );

  await t.check('a private notebook is sealed at rest and looks like none', async () => {
    const word = `Zauberwort${Math.random()}`;
    const ipynb = ipynbOf(word);
    const shared = await w.share({ as: w.alice, title: word, ipynb, is_public: false });
    assert.equal(code(await w.anonymous.call('get', { params: shared })), 'not-found');
    assert.equal(code(await w.bob.call('download', { params: shared })), 'not-found');
    assert.equal(code(await w.operator.call('get', { params: shared })), 'not-found');
    assert.equal(value(await w.alice.call('download', { params: shared })), ipynb);
    const stored = JSON.stringify([
      await db.query('select n.*, n.search::text from notebooks n where share_id = $1', [
        shared.share_id,
      ]),
      await db.query(
        'select v.* from notebook_versions v join notebooks n on n.id = v.notebook_id where n.share_id = $1',
        [shared.share_id],
      ),
    ]);
    assert.ok(!stored.includes(word));
    assert.equal(
      value(await w.anonymous.call('gallery', { query: { q: word } })).notebooks.length,
      0,
    );
    // Public, then private again: the same bytes all along.
    value(
      await w.alice.call('addVersion', {
        params: shared,
        body: { ipynb: ipynbOf('two'), recipe: recipeOf() },
      }),
    );
    value(await w.alice.call('edit', { params: shared, body: { is_public: true } }));
    assert.equal(
      value(await w.anonymous.call('download', { params: shared, query: { version: 1 } })),
      ipynb,
    );
    assert.equal(
      value(await w.anonymous.call('gallery', { query: { q: word } })).notebooks.length,
      1,
    );
    value(await w.alice.call('edit', { params: shared, body: { is_public: false } }));
    assert.equal(
      code(await w.anonymous.call('download', { params: shared, query: { version: 1 } })),
      'not-found',
    );
    assert.equal(
      value(await w.alice.call('download', { params: shared, query: { version: 1 } })),
      ipynb,
    );
    const trending = value(await w.anonymous.call('trending', { query: { limit: 100 } }));
    assert.ok(!trending.notebooks.some((one) => one.share_id === shared.share_id));
    // A public remix does not give away what the private parent is called.
    const child = value(
      await w.alice.call('remix', { params: shared, body: { title: 'open', ipynb: ipynbOf('c') } }),
    );
    const open = value(await w.anonymous.call('get', { params: child }));
    assert.equal(open.forked_from?.title, null);
    assert.ok(!JSON.stringify(open).includes(word));
  });

  await t.check('an anonymous private notebook opens with its manage token', async () => {
    const shared = await w.share({ is_public: false });
    assert.equal(code(await w.anonymous.call('get', { params: shared })), 'not-found');
    assert.equal(
      value(await w.anonymous.call('get', { params: shared, ...manage(shared.manage_token) }))
        .is_public,
      false,
    );
  });

  await t.check('rotation wraps keys anew; the old key can go', async () => {
    const shared = await w.share({ as: w.alice, is_public: false, title: 'Rotated' });
    const { store } = w.running.services;
    const fresh = `k2:${Buffer.alloc(32, 2).toString('base64')}`;
    const both = createKeyring(parseKeys(`${fresh},${KEYS}`));
    assert.ok((await rotateKeys({ ...store, keyring: both })) >= 1);
    assert.equal(await rotateKeys({ ...store, keyring: both }), 0);
    const rows = await db.query<{
      id: string;
      key_id: string;
      wrapped: Uint8Array;
      sealed: Uint8Array;
    }>('select id, key_id, wrapped, sealed from notebooks where share_id = $1', [shared.share_id]);
    const [row] = rows;
    assert.ok(row?.key_id === 'k2');
    const only = createKeyring(parseKeys(fresh)).openKey('k2', row.wrapped, row.id);
    assert.match(only.open(row.sealed, 'fields'), /Rotated/);
    assert.throws(
      () => createKeyring(parseKeys(KEYS)).openKey('k2', row.wrapped, row.id),
      /"k2", which this server was not given \(ALACARD_KEYS\)/,
    );
    // Back, so that the running server can read it.
    await rotateKeys({ ...store, keyring: createKeyring(parseKeys(`${KEYS},${fresh}`)) });
    assert.equal(value(await w.alice.call('get', { params: shared })).title, 'Rotated');
  });

  await t.check('an idempotency key makes one notebook, however often and at once', async () => {
    const body = { title: 'Once', ipynb: ipynbOf('once'), recipe: recipeOf() };
    const idempotencyKey = `key-${Math.random()}`;
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => w.anonymous.call('publish', { body, idempotencyKey })),
    );
    const ids = new Set(answers.map((answer) => value(answer).share_id));
    assert.equal(ids.size, 1);
    assert.equal(new Set(answers.map((answer) => value(answer).manage_token)).size, 1);
    assert.equal(
      code(
        await w.anonymous.call('publish', { body: { ...body, title: 'Other' }, idempotencyKey }),
      ),
      'key-reused',
    );
    assert.notEqual(
      value(await w.alice.call('publish', { body, idempotencyKey })).share_id,
      [...ids][0],
    );
    const remixKey = `key-${Math.random()}`;
    const parent = value(answers[0] ?? assert.fail());
    for (let i = 0; i < 3; i++)
      value(await w.bob.call('remix', { params: parent, body: {}, idempotencyKey: remixKey }));
    assert.equal(value(await w.anonymous.call('get', { params: parent })).metrics.remix_count, 1);
  });

  await t.check('secrets are refused, masked, and saved nowhere', async () => {
    const secret = ['h', 'f_', 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi'].join('');
    for (const ipynb of [
      ipynbOf(`login("${secret}")`),
      ipynbOf('', [
        {
          cell_type: 'code',
          id: 'o',
          metadata: {},
          source: '',
          execution_count: 1,
          outputs: [{ output_type: 'stream', name: 'stdout', text: [`HF_TOKEN=${secret}\n`] }],
        },
      ]),
    ]) {
      const answer = await w.anonymous.call('publish', {
        body: { title: 'Leak', ipynb, recipe: recipeOf() },
      });
      assert.equal(code(answer), 'secret-found');
      assert.ok(!JSON.stringify(answer).includes(secret.slice(5, 20)));
    }
    const left = await db.query("select 1 as ok from notebooks where title = 'Leak'");
    assert.equal(left.length, 0);
  });

  await t.check('a newer recipe, an unsafe model: clear words', async () => {
    const recipe = { ...recipeOf(), version: 2 };
    const response = await fetch(`${w.url}/api/notebook/generate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ recipe }),
    });
    assert.equal(((await response.json()) as { code: string }).code, 'newer-schema');
    assert.equal(
      code(
        await w.anonymous.call('generate', {
          body: { recipe: recipeOf({ model_card: { id: 'unsafe/x' } }) },
        }),
      ),
      'model-refused',
    );
    const dead = createSharing({ fetch, baseUrl: w.url });
    assert.equal(
      code(await dead.call('get', { params: { share_id: 'zzzzzzzzzzzz' } })),
      'not-found',
    );
    assert.equal(
      code(await dead.call('get', { params: { share_id: 'nonsense' } })),
      'invalid-request',
    );
  });
}
