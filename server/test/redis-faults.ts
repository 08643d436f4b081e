import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { readConfig } from '../src/config.ts';
import { start } from '../src/start.ts';
import { fakeMaker, ipynbOf, recipeOf } from './fake-maker.ts';
import { sleep, temporaryFolder, type Checks } from './harness.ts';
import { startRelay } from './relay.ts';

const METRICS = 'm'.repeat(40);

/** Redis hangs, goes, and comes back: limits hold all the time, and nobody waits for it. */
export async function redisFaultSuite(t: Checks): Promise<void> {
  const redis = new URL(process.env['ALACARD_TEST_REDIS'] ?? 'redis://127.0.0.1:6379');
  const probe = new Redis(redis.href, {
    lazyConnect: true,
    connectTimeout: 1000,
    retryStrategy: () => null,
  });
  const there = await probe.connect().then(
    () => true,
    () => false,
  );
  if (!there) return t.skip('redis faults', `no Redis at ${redis.host}`);
  const forget = async (): Promise<void> => {
    const keys = await probe.keys('alacard-rate-*');
    if (keys.length > 0) await probe.del(keys);
  };
  await forget();
  const relay = await startRelay(redis.hostname, Number(redis.port || 6379));
  const { dir, remove } = temporaryFolder();
  const running = await start(
    readConfig(
      { port: '0', dataDir: dir },
      {
        ALACARD_LOG: 'silent',
        ALACARD_ANONYMOUS_PER_HOUR: '5',
        ALACARD_METRICS_TOKEN: METRICS,
        REDIS_URL: `redis://127.0.0.1:${relay.port}`,
      },
    ),
    fakeMaker(),
  );
  const publish = async (): Promise<{ status: number; ms: number }> => {
    const started = performance.now();
    const { status } = await fetch(`${running.url}/api/notebook/publish`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'x', ipynb: ipynbOf(), recipe: recipeOf() }),
    });
    return { status, ms: performance.now() - started };
  };
  const shared = async (): Promise<string> =>
    /^alacard_limits_shared (\d)/m.exec(
      await (
        await fetch(`${running.url}/metrics`, { headers: { authorization: `Bearer ${METRICS}` } })
      ).text(),
    )?.[1] ?? 'none';
  const six = async (): Promise<{ codes: number[]; slowest: number }> => {
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push(await publish());
    return {
      codes: answers.map(({ status }) => status),
      slowest: Math.max(...answers.map(({ ms }) => ms)),
    };
  };

  await t.check('with Redis: five an hour, counted there', async () => {
    assert.deepEqual((await six()).codes, [201, 201, 201, 201, 201, 429]);
    assert.equal(await shared(), '1');
  });
  await t.check('Redis hangs: writes do not, and the limit holds', async () => {
    relay.freeze();
    const { codes, slowest } = await six();
    assert.deepEqual(codes, [201, 201, 201, 201, 201, 429]);
    assert.ok(slowest < 3000, `${slowest.toFixed(0)} ms`);
    assert.equal(await shared(), '0');
  });
  await t.check('Redis is gone: the limit still holds', async () => {
    relay.thaw();
    relay.cut();
    assert.equal((await publish()).status, 429);
  });
  await t.check('Redis is back: counts are shared again', async () => {
    relay.mend();
    await forget();
    // It is asked again after a rest of 5 s.
    let codes: number[] = [];
    for (let waited = 0; waited < 20 && (await shared()) !== '1'; waited++) {
      await sleep(500);
      codes = [(await publish()).status];
    }
    assert.equal(await shared(), '1');
    assert.deepEqual(codes, [201]);
  });
  await running.stop();
  await relay.close();
  await forget();
  probe.disconnect();
  remove();
}
