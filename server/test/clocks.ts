import assert from 'node:assert/strict';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSharing } from '@alacard/core/sharing';
import { openPostgres } from '../src/db/postgres.ts';
import { prune } from '../src/store/prune.ts';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { createDatabase, temporaryFolder, value, type Checks } from './harness.ts';
import { startServerProcess } from './server-process.ts';
import { KEYS, SECRET } from './world.ts';

const CLOCK = fileURLToPath(new URL('clock-ahead.mjs', import.meta.url));
const AHEAD = 400 * 86_400_000;

/** Two servers of one database, the clock of one of them 400 days ahead. */
export async function clockSuite(t: Checks): Promise<void> {
  const database = await createDatabase();
  if (typeof database === 'string') return t.skip('two clocks', database);
  const { dir, remove } = temporaryFolder();
  const env = {
    DATABASE_URL: database.url,
    ALACARD_SECRET: SECRET,
    ALACARD_KEYS: KEYS,
    ALACARD_LOG: 'warn',
    ALACARD_ANONYMOUS_PER_HOUR: '100000',
    ALACARD_ANONYMOUS_DAYS: '30',
    ALACARD_DRAIN_SECONDS: '0',
  };
  const right = await startServerProcess(path.join(dir, 'right'), env);
  const ahead = await startServerProcess(
    path.join(dir, 'ahead'),
    { ...env, CLOCK_AHEAD: String(AHEAD) },
    [],
    ['--import', CLOCK],
  );
  const db = openPostgres({ url: database.url });
  const [a, b] = [right, ahead].map(({ url }) => createSharing({ fetch, baseUrl: url }));
  assert.ok(a && b);
  const share = async (at: typeof a, title: string) =>
    value(await at.call('publish', { body: { title, ipynb: ipynbOf(title), recipe: recipeOf() } }));
  const today = async (): Promise<string> =>
    (await db.query<{ day: string }>(`select (now() at time zone 'utc')::date::text as day`))[0]
      ?.day ?? '';

  await t.check('what the wrong one counts is of today, and tops no list', async () => {
    const popular = await share(a, 'popular');
    const future = await share(b, 'future');
    value(await b.call('download', { params: future }));
    value(await b.call('remix', { params: future, body: { ipynb: ipynbOf('remix') } }));
    for (let i = 0; i < 8; i++) {
      const remixed = { ipynb: ipynbOf(`remix ${i}`) };
      value(await a.call('remix', { params: popular, body: remixed }));
    }
    await db.query(
      'update notebook_rank set l24 = l24 + 6 where notebook_id = (select id from notebooks where share_id = $1)',
      [popular.share_id],
    );
    for (const at of [a, b]) {
      const { notebooks } = value(await at.call('trending', { query: { timeframe: '24h' } }));
      assert.equal(notebooks[0]?.title, 'popular');
      assert.ok(notebooks.length > 2, 'the wrong one shows them all, too');
      for (const { score } of notebooks) assert.ok(score < 10_000, `score ${score}`);
    }
    const late = await db.query(
      `select 1 as ok from notebook_hourly where hour > now() union all
       select 1 from event_seen where day > (now() at time zone 'utc')::date and day <> 'infinity' union all
       select 1 from net_points where day > (now() at time zone 'utc')::date`,
    );
    assert.deepEqual(late, []);
  });

  await t.check('the key that visitors are known by is of today, at both', async () => {
    const keys = await db.query<{ day: string }>(
      `select value->>'day' as day from settings where name = 'visitor-key'`,
    );
    assert.deepEqual(keys, [{ day: await today() }]);
  });

  await t.check('who shares without an account is told how long it is kept', async () => {
    const { kept_until = '' } = await share(a, 'kept for a while');
    const days = (Date.parse(kept_until) - Date.now()) / 86_400_000;
    assert.ok(days > 29.9 && days <= 30, `${days} days`);
  });

  await t.check('it deletes nothing that is in use', async () => {
    const { notebooks } = value(await a.call('gallery', { query: {} }));
    assert.equal(notebooks.length, 12);
  });

  await t.check('what a server of before left behind is put right', async () => {
    await db.query(
      `update settings set value = jsonb_build_object('day', '2099-01-01', 'key', $1::text) where name = 'visitor-key'`,
      [Buffer.alloc(32, 7).toString('base64')],
    );
    await db.query(
      `update notebook_rank set l24 = l24 + 800, l7 = l7 + 114, l30 = l30 + 26
       where notebook_id = (select id from notebooks where title = 'future' and depth = 0)`,
    );
    await db.tx((sql) => prune(sql));
    const again = await startServerProcess(path.join(dir, 'again'), env);
    try {
      const at = createSharing({ fetch, baseUrl: again.url });
      const { notebooks } = value(await at.call('trending', { query: { timeframe: '24h' } }));
      assert.ok(notebooks.every(({ score }) => score < 10_000));
      const keys = await db.query<{ day: string }>(
        `select value->>'day' as day from settings where name = 'visitor-key'`,
      );
      assert.deepEqual(keys, [{ day: await today() }]);
    } finally {
      await again.stop();
    }
  });

  await Promise.all([right.stop(), ahead.stop()]);
  await db.close();
  remove();
  await database.drop();
}
