import assert from 'node:assert/strict';
import { createSharing } from '@alacard/core/sharing';
import { readConfig } from '../src/config.ts';
import { start, type Running } from '../src/start.ts';
import { fakeMaker, ipynbOf, recipeOf } from './fake-maker.ts';
import { createDatabase, elsewhere, temporaryFolder, value, type Checks } from './harness.ts';
import { KEYS, SECRET } from './world.ts';

async function startTwo(
  url: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ servers: Running[]; stop: () => Promise<void> }> {
  const { dir, remove } = temporaryFolder();
  const config = readConfig(
    { port: '0', dataDir: dir },
    {
      ALACARD_LOG: 'silent',
      ALACARD_SECRET: SECRET,
      ALACARD_KEYS: KEYS,
      DATABASE_URL: url,
      ALACARD_ANONYMOUS_PER_HOUR: '1000000',
      ALACARD_DRAIN_SECONDS: '0',
      ALACARD_TRUST_PROXY: 'loopback',
      ...env,
    },
  );
  const servers = await Promise.all([start(config, fakeMaker()), start(config, fakeMaker())]);
  return {
    servers,
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
      remove();
    },
  };
}

/** Two servers that start at once on one empty database, and 1,000 remixes of one notebook. */
export async function manyServersSuite(t: Checks): Promise<void> {
  const database = await createDatabase();
  if (typeof database === 'string') return t.skip('two servers', database);
  const { servers, stop } = await startTwo(database.url);
  const clients = servers.map(({ url }) => createSharing({ fetch, baseUrl: url }));
  const [one, two] = clients;
  assert.ok(one && two);
  const shared = value(
    await one.call('publish', { body: { title: 'Parent', ipynb: ipynbOf(), recipe: recipeOf() } }),
  );

  await t.check('1,000 concurrent remixes over two servers are counted exactly', async () => {
    const started = performance.now();
    const lane = async (from: number): Promise<void> => {
      for (let i = from; i < 1000; i += 50) {
        value(
          await (clients[i % 2] ?? one).call('remix', {
            params: shared,
            body: { ipynb: ipynbOf(`r${i}`) },
            idempotencyKey: `remix-${i}-key`,
          }),
        );
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, i) => lane(i)));
    console.log(`   1,000 remixes in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    for (const client of clients) {
      assert.equal(value(await client.call('get', { params: shared })).metrics.remix_count, 1000);
    }
    const db = servers[0]?.services.store.db ?? assert.fail();
    const [row] = await db.query<{ n: number; hourly: number }>(
      `select (select count(*) from notebooks where parent_share_id = $1) as n,
        (select sum(remixes) from notebook_hourly h join notebooks p on p.id = h.notebook_id where p.share_id = $1)::int as hourly`,
      [shared.share_id],
    );
    assert.deepEqual([row?.n, row?.hourly], [1000, 1000]);
  });
  await t.check('the same keys again, at the other server, change nothing', async () => {
    await Promise.all(
      Array.from({ length: 100 }, async (_, i) => {
        const other = clients[(i + 1) % 2] ?? one;
        value(
          await other.call('remix', {
            params: shared,
            body: { ipynb: ipynbOf(`r${i}`) },
            idempotencyKey: `remix-${i}-key`,
          }),
        );
      }),
    );
    assert.equal(value(await two.call('get', { params: shared })).metrics.remix_count, 1000);
  });
  await t.check('downloads and views at both servers add up', async () => {
    await Promise.all(
      Array.from({ length: 300 }, async (_, i) => {
        const at = `${servers[i % 2]?.url ?? ''}/api/notebook/download/${shared.share_id}`;
        const answer = await fetch(at, { headers: elsewhere(i) });
        assert.equal(answer.status, 200);
        await answer.text();
      }),
    );
    for (let i = 0; i < 20; i++) {
      await fetch(`${servers[i % 2]?.url ?? ''}/api/notebook/${shared.share_id}/track`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': `Firefox ${i % 10}` },
        body: '{"event":"view"}',
      });
    }
    await Promise.all(servers.map((server) => server.services.store.events.flush()));
    const { metrics } = value(await one.call('get', { params: shared }));
    // Ten visitors, of whom three of one network and day are counted, at whichever server they come.
    assert.deepEqual([metrics.download_count, metrics.view_count], [300, 3]);
  });
  await stop();

  const redis = process.env['ALACARD_TEST_REDIS'] ?? 'redis://127.0.0.1:6379';
  const { Redis } = await import('ioredis');
  const probe = new Redis(redis, {
    lazyConnect: true,
    connectTimeout: 1000,
    retryStrategy: () => null,
  });
  const there = await probe.connect().then(
    () => true,
    () => false,
  );
  if (!there) t.skip('rate limits shared by Redis', `no Redis at ${redis}`);
  else {
    const keys = await probe.keys('alacard-rate-*');
    if (keys.length > 0) await probe.del(keys);
    await t.check('rate limits are shared over Redis, and reading is not limited', async () => {
      const pair = await startTwo(database.url, {
        REDIS_URL: redis,
        ALACARD_ANONYMOUS_PER_HOUR: '10',
      });
      try {
        const post = (i: number) =>
          fetch(`${pair.servers[i % 2]?.url ?? ''}/api/notebook/publish`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ title: 'x', ipynb: ipynbOf(), recipe: recipeOf() }),
          });
        const codes: number[] = [];
        for (let i = 0; i < 14; i++) codes.push((await post(i)).status);
        assert.deepEqual(codes, [...Array<number>(10).fill(201), ...Array<number>(4).fill(429)]);
        const refused = await post(0);
        assert.ok(Number(refused.headers.get('retry-after')) > 3000);
        assert.equal(((await refused.json()) as { code: string }).code, 'rate-limited');
        for (let i = 0; i < 200; i++) {
          const response = await fetch(`${pair.servers[i % 2]?.url ?? ''}/api/notebooks?limit=1`);
          assert.equal(response.status, 200);
          await response.text();
        }
      } finally {
        await pair.stop();
      }
    });
  }
  probe.disconnect();
  await database.drop();
}
