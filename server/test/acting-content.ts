import assert from 'node:assert/strict';
import { createSharing } from '@alacard/core/sharing';
import { prune } from '../src/store/prune.ts';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { code, createDatabase, value, type Checks } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { createWorld, type World } from './world.ts';

const LONG = '# a story that is long enough to be known again when somebody brings it back here\n';

/** What is hidden, withheld, deleted and counted, and how much of it there may be; on both engines. */
export async function contentSuite(t: Checks): Promise<void> {
  const database = await createDatabase();
  if (typeof database === 'string') t.skip('content on PostgreSQL', database);
  for (const [engine, env] of [
    ['PGlite', {}],
    ...(typeof database === 'string'
      ? []
      : [['PostgreSQL', { DATABASE_URL: database.url }] as const]),
  ] as const) {
    const standIn = await startIssuer();
    const w = await createWorld(standIn, {
      ...env,
      ALACARD_TRUST_PROXY: 'loopback',
      ALACARD_PERSON_MB: '3',
      ALACARD_VERSIONS: '4',
      ALACARD_ADDRESS_MB_PER_DAY: '4',
    });
    try {
      const named = (what: string): string => `${engine}: ${what}`;
      await versions(t, w, named);
      await takedown(t, w, named);
      await counting(t, w, named);
      await quotas(t, w, named);
      await odd(t, w, named);
      await forgetting(t, w, named);
    } finally {
      await w.stop();
      await standIn.close();
    }
  }
  if (typeof database !== 'string') await database.drop();
}

type Named = (what: string) => string;
const about = { title: 'T', recipe: recipeOf() };

async function versions(t: Checks, w: World, named: Named): Promise<void> {
  const file = (n: number) => ipynbOf(`${LONG}VERSION = ${n}`);
  for (const is_public of [true, false]) {
    const kind = is_public ? 'public' : 'private';
    await t.check(
      named(`a version of a ${kind} notebook is hidden, shown again, deleted`),
      async () => {
        const shared = await w.share({ as: w.alice, ipynb: file(1), is_public });
        const add = (n: number) =>
          w.alice.call('addVersion', {
            params: shared,
            body: { ipynb: file(n), recipe: recipeOf({ difficulty: 'advanced' }) },
          });
        assert.equal(value(await add(2)).version, 2);
        assert.equal(value(await add(3)).version, 3);
        const reader = is_public ? w.anonymous : w.alice;
        const one = { ...shared, version: 1 };
        const get = (version?: number, as = reader) =>
          as.call('get', { params: shared, ...(version ? { query: { version } } : {}) });
        value(await get(1));
        value(await w.alice.call('hideVersion', { params: one, body: { hidden: true } }));
        if (is_public) {
          for (const path of [
            `/api/notebook/${shared.share_id}?version=1`,
            `/api/notebook/download/${shared.share_id}?version=1`,
            `/n/${shared.share_id}/frame?version=1`,
            `/embed/${shared.share_id}?version=1`,
          ]) {
            const response = await fetch(w.url + path);
            assert.equal(response.status, 404, path);
            assert.doesNotMatch(await response.text(), /VERSION = 1/);
          }
          const seen = value(await reader.call('versions', { params: shared })).versions;
          assert.deepEqual(
            seen.map((each) => each.version),
            [3, 2],
          );
          assert.equal(
            code(await w.bob.call('hideVersion', { params: one, body: { hidden: false } })),
            'forbidden',
          );
          assert.equal(
            code(await w.bob.call('remix', { params: shared, body: { version: 1 } })),
            'not-found',
          );
        }
        const mine = value(await w.alice.call('versions', { params: shared })).versions;
        assert.deepEqual(
          mine.map((each) => each.hidden),
          [false, false, true],
        );
        value(await get(1, w.alice));
        value(await w.alice.call('hideVersion', { params: one, body: { hidden: false } }));
        value(await get(1));

        value(await w.alice.call('deleteVersion', { params: { ...shared, version: 3 } }));
        assert.equal(value(await get()).version, 2, 'the newest that is left');
        assert.equal(code(await get(3, w.alice)), 'not-found');
        value(await w.alice.call('deleteVersion', { params: { ...shared, version: 2 } }));
        const first = value(await get());
        assert.deepEqual([first.version, first.recipe.difficulty], [1, 'beginner']);
        assert.match(JSON.stringify(first.notebook_content), /VERSION = 1/);
        assert.equal(
          code(await w.alice.call('deleteVersion', { params: one })),
          'conflict',
          'the last one goes with the notebook',
        );
        assert.equal(
          code(await w.alice.call('hideVersion', { params: one, body: { hidden: true } })),
          'conflict',
        );
        assert.equal(value(await add(4)).version, 4, 'a number is not used twice');
        value(await w.alice.call('edit', { params: shared, body: { is_public: !is_public } }));
        assert.match(
          JSON.stringify(value(await w.alice.call('get', { params: shared })).notebook_content),
          /VERSION = 4/,
        );
      },
    );
  }
}

async function takedown(t: Checks, w: World, named: Named): Promise<void> {
  const text = ipynbOf(`${LONG}TAKEN_DOWN = True`);
  const reason = 'on request of its author';
  await t.check(
    named('operators withhold without a report; nothing of it is kept by caches'),
    async () => {
      const shared = await w.share({ as: w.alice, ipynb: text });
      assert.equal(
        code(await w.alice.call('withhold', { params: shared, body: { reason } })),
        'forbidden',
      );
      value(await w.operator.call('withhold', { params: shared, body: { reason } }));
      assert.equal(code(await w.anonymous.call('get', { params: shared })), 'withheld');
      assert.equal(
        code(await w.operator.call('withhold', { params: shared, body: { reason } })),
        'conflict',
      );
      for (const path of ['', '/preview.png', '/badge.svg', '/frame']) {
        const response = await fetch(`${w.url}/n/${shared.share_id}${path}`, {
          headers: { authorization: `Bearer ${w.tokens.alice}` },
        });
        assert.equal(response.status, 200, path);
        assert.equal(response.headers.get('cache-control'), 'private, no-store', path);
      }
      const again = [text, JSON.stringify(JSON.parse(text)), text.replace('print', 'print')];
      const run = JSON.parse(text) as { cells: { metadata: object; source: unknown }[] };
      run.cells[0] = {
        ...run.cells[0],
        metadata: { tags: ['x'] },
        source: ['# A notebook\n', '\n', ' about  bread'],
      };
      for (const ipynb of [...again, JSON.stringify(run)]) {
        for (const is_public of [true, false]) {
          assert.equal(
            code(await w.bob.call('publish', { body: { ...about, ipynb, is_public } })),
            'withheld',
          );
        }
      }
      const other = await w.share({ as: w.bob });
      assert.equal(
        code(
          await w.bob.call('addVersion', {
            params: other,
            body: { ipynb: text, recipe: recipeOf() },
          }),
        ),
        'withheld',
      );
      assert.equal(
        code(await w.bob.call('remix', { params: other, body: { ipynb: text } })),
        'withheld',
      );
      value(await w.operator.call('restore', { params: shared, body: { reason } }));
      value(await w.bob.call('publish', { body: { ...about, ipynb: text } }));
    },
  );
  await t.check(named('what was private before is not made public after'), async () => {
    const body = ipynbOf(`${LONG}HELD = 1`);
    const kept = await w.share({ as: w.bob, ipynb: body, is_public: false });
    const shared = await w.share({ as: w.alice, ipynb: body });
    value(await w.operator.call('removeForGood', { params: shared, body: { reason } }));
    assert.equal(code(await w.alice.call('get', { params: shared })), 'deleted');
    assert.equal(
      code(await w.bob.call('edit', { params: kept, body: { is_public: true } })),
      'withheld',
    );
    assert.equal(
      code(await w.alice.call('publish', { body: { ...about, ipynb: body } })),
      'withheld',
    );
  });
  await t.check(named('what was only said badly is not held against the file'), async () => {
    const body = ipynbOf(`${LONG}FINE = 1`);
    const shared = await w.share({ as: w.alice, ipynb: body });
    value(
      await w.operator.call('withhold', { params: shared, body: { reason, recognise: false } }),
    );
    value(await w.bob.call('publish', { body: { ...about, ipynb: body } }));
  });
  await t.check(named('operators read what was done, page by page; others do not'), async () => {
    const found: string[] = [];
    let before: number | undefined;
    do {
      const page: { entries: { action: string }[]; next: number | null } = value(
        await w.operator.call('moderationLog', {
          query: { limit: 2, ...(before === undefined ? {} : { before }) },
        }),
      );
      found.push(...page.entries.map((one) => one.action));
      before = page.next ?? undefined;
    } while (before !== undefined);
    assert.deepEqual(found, ['withheld', 'removed', 'restored', 'withheld']);
    assert.equal(code(await w.alice.call('moderationLog')), 'forbidden');
    assert.equal(code(await w.anonymous.call('moderationLog')), 'sign-in-required');
  });
}

async function counting(t: Checks, w: World, named: Named): Promise<void> {
  const metrics = async (id: string) =>
    value(await w.anonymous.call('get', { params: { share_id: id } })).metrics;
  const from = (address: string, agent: string) => ({
    'x-forwarded-for': address,
    'user-agent': agent,
  });
  await t.check(named('one address adds a handful to a counter, under any name'), async () => {
    const shared = await w.share({ as: w.alice });
    const path = `${w.url}/api/notebook/${shared.share_id}`;
    for (let i = 0; i < 60; i++) {
      await (
        await fetch(shared.download_url, { headers: from('198.51.100.9', `Agent ${i}`) })
      ).text();
      await fetch(`${path}/track`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...from('198.51.100.9', `Agent ${i}`) },
        body: '{"event":"view"}',
      });
    }
    for (let i = 0; i < 30; i++) {
      await (await fetch(shared.download_url, { headers: from(`2001:db8:5:${i}::1`, 'x') })).text();
    }
    await w.running.services.store.events.flush();
    const seen = await metrics(shared.share_id);
    assert.ok(seen.view_count >= 1 && seen.view_count <= 4, `${seen.view_count} views`);
    assert.ok(
      seen.download_count >= 2 && seen.download_count <= 5,
      `${seen.download_count} downloads`,
    );
  });
  await t.check(named('one network adds 50, people their own'), async () => {
    const shared = await w.share({ as: w.alice });
    for (let i = 0; i < 70; i++) {
      await (await fetch(shared.download_url, { headers: from(`203.0.113.${i}`, 'x') })).text();
    }
    const bob = { authorization: `Bearer ${w.tokens.bob}` };
    for (let i = 0; i < 3; i++) await (await fetch(shared.download_url, { headers: bob })).text();
    assert.equal((await metrics(shared.share_id)).download_count, 51);
  });
}

async function quotas(t: Checks, w: World, named: Named): Promise<void> {
  const large = (mb: number) =>
    ipynbOf(`${LONG}${'#'.repeat(99)}\n`.repeat(Math.ceil((mb * 1024 ** 2) / 185)));
  const person = async (sub: string) =>
    createSharing({ fetch, baseUrl: w.url, token: await w.mint(sub) });
  await t.check(named('a person has so much room, and gets it back'), async () => {
    const carol = await person('44444444-4444-4444-8444-444444444444');
    const body = { ...about, ipynb: large(1.4) };
    const first = value(await carol.call('publish', { body }));
    value(await carol.call('publish', { body: { ...body, ipynb: `${body.ipynb} ` } }));
    const full = await carol.call('publish', { body: { ...body, ipynb: `${body.ipynb}  ` } });
    assert.equal(code(full), 'quota-exceeded');
    assert.ok(!full.ok && full.problem.status === 507 && /3 MB/.test(full.problem.detail));
    assert.equal(
      code(
        await carol.call('addVersion', {
          params: first,
          body: { ipynb: `${body.ipynb}   `, recipe: recipeOf() },
        }),
      ),
      'quota-exceeded',
    );
    value(await carol.call('delete', { params: first }));
    value(await carol.call('publish', { body: { ...body, ipynb: `${body.ipynb}  ` } }));
  });
  await t.check(named('two at once do not find the last room twice'), async () => {
    const dave = await person('55555555-5555-4555-8555-555555555555');
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        dave.call('publish', { body: { ...about, ipynb: `${large(1.2)}${' '.repeat(i)}` } }),
      ),
    );
    assert.equal(answers.filter((one) => one.ok).length, 2);
  });
  await t.check(named('an address without an account has so much a day'), async () => {
    const post = (address: string, i: number) =>
      fetch(`${w.url}/api/notebook/publish`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ ...about, ipynb: `${large(1.2)}${' '.repeat(i)}` }),
      });
    const found: number[] = [];
    for (let i = 0; i < 5; i++) found.push((await post('192.0.2.77', i)).status);
    assert.deepEqual(found, [201, 201, 201, 429, 429]);
    assert.equal((await post('192.0.3.77', 9)).status, 201);
  });
  await t.check(named('a notebook has so many versions'), async () => {
    const shared = await w.share({ as: w.bob });
    const add = (n: number) =>
      w.bob.call('addVersion', {
        params: shared,
        body: { ipynb: ipynbOf(`v${n}`), recipe: recipeOf() },
      });
    for (let n = 2; n <= 4; n++) value(await add(n));
    assert.equal(code(await add(5)), 'quota-exceeded');
    value(await w.bob.call('deleteVersion', { params: { ...shared, version: 1 } }));
    value(await add(5));
  });
}

/** Case 07: what is accepted can be read again, and what is no number is refused. */
async function odd(t: Checks, w: World, named: Named): Promise<void> {
  await t.check(named('odd titles are read again everywhere'), async () => {
    for (const title of [
      `${'a'.repeat(79)}𠮷 dish`,
      'T\uffff',
      'T\u{1fffe}x',
      'Invoice \u202egpj.exe',
      '﷐ﷰ x',
    ]) {
      const recipe = recipeOf({ topic: { own: `${'t'.repeat(30)}𠮷` } });
      const shared = await w.share({ as: w.bob, title, recipe });
      for (const path of [
        `/api/notebook/download/${shared.share_id}`,
        `/n/${shared.share_id}/preview.png`,
        `/n/${shared.share_id}`,
      ]) {
        const response = await fetch(w.url + path);
        assert.equal(response.status, 200, `${JSON.stringify(title)} ${path}`);
        assert.doesNotMatch(await response.text(), /\u202e/u, path);
      }
    }
  });
  await t.check(named('a file under another hash is not kept for ever'), async () => {
    const page = await (await fetch(`${w.url}/`)).text();
    const own = /\/assets\/alacard\.css\?v=\w+/.exec(page)?.[0] ?? '';
    const kept = async (path: string) => (await fetch(w.url + path)).headers.get('cache-control');
    assert.match((await kept(own)) ?? '', /immutable/);
    for (const path of ['/assets/alacard.css', '/assets/alacard.css?v=0000000000', `${own}&v=x`]) {
      assert.equal(await kept(path), 'no-cache', path);
    }
  });
}

async function forgetting(t: Checks, w: World, named: Named): Promise<void> {
  const { db } = w.running.services.store;
  await t.check(
    named('deleting an account while sharing: shared or refused, never an error'),
    async () => {
      const erin = createSharing({
        fetch,
        baseUrl: w.url,
        token: await w.mint('66666666-6666-4666-8666-666666666666'),
      });
      for (let round = 0; round < 5; round++) {
        const answers = await Promise.all([
          ...Array.from({ length: 8 }, (_, i) =>
            erin.call('publish', { body: { ...about, ipynb: ipynbOf(`r${round} ${i}`) } }),
          ),
          erin.call('deleteMe'),
        ]);
        for (const answer of answers) {
          if (!answer.ok) assert.ok(answer.problem.status < 500, JSON.stringify(answer.problem));
        }
      }
    },
  );
  await t.check(named('what has been kept for long enough goes'), async () => {
    const shared = await w.share();
    const mine = await w.share({ as: w.bob });
    await db.query(
      `update notebooks set updated_at = now() - interval '40 days' where share_id = any($1)`,
      [[shared.share_id, mine.share_id]],
    );
    await db.tx((sql) => prune(sql));
    value(await w.anonymous.call('get', { params: shared }));
    await db.tx((sql) => prune(sql, 30));
    assert.equal(code(await w.anonymous.call('get', { params: shared })), 'deleted');
    value(await w.anonymous.call('get', { params: mine }));
    await db.query(
      `insert into recipe_codes (code, recipe, used_at) values ('oldoldold', '{}', now() - interval '3 years')`,
    );
    await db.tx((sql) => prune(sql));
    assert.deepEqual(
      await db.query(`select 1 as ok from recipe_codes where code = 'oldoldold'`),
      [],
    );
  });
}
