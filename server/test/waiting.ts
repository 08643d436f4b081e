import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import path from 'node:path';
import { createSharing } from '@alacard/core/sharing';
import { openPostgres } from '../src/db/postgres.ts';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import {
  code,
  createDatabase,
  isLong,
  sleep,
  temporaryFolder,
  value,
  type Checks,
} from './harness.ts';
import { startServerProcess } from './server-process.ts';
import { KEYS, SECRET } from './world.ts';

const VERSIONS = isLong ? 30 : 8;
const large = (): string => ipynbOf(crypto.randomBytes(5_400_000).toString('base64'));

/** What one notebook can make others wait for: many large versions, or many remixes. */
export async function waitingSuite(t: Checks): Promise<void> {
  const database = await createDatabase();
  if (typeof database === 'string') t.skip('on PostgreSQL', database);
  const env = {
    ALACARD_LOG: 'warn',
    ALACARD_ANONYMOUS_PER_HOUR: '100000',
    ALACARD_DRAIN_SECONDS: '0',
    ALACARD_ADDRESS_MB_PER_DAY: '0',
  };
  const { dir, remove } = temporaryFolder();
  const shared = {
    ...env,
    ALACARD_SECRET: SECRET,
    ALACARD_KEYS: KEYS,
    ...(typeof database === 'string' ? {} : { DATABASE_URL: database.url }),
  };

  for (const engine of typeof database === 'string' ? ['PGlite'] : ['PGlite', 'PostgreSQL']) {
    const at = path.join(dir, engine);
    const server = await startServerProcess(at, engine === 'PGlite' ? env : shared);
    const anybody = createSharing({ fetch, baseUrl: server.url });
    const publish = async (ipynb: string) =>
      value(await anybody.call('publish', { body: { title: 'Loaf', ipynb, recipe: recipeOf() } }));
    const notebook = await publish(large());
    const other = await publish(ipynbOf('other'));
    const token = { manageToken: notebook.manage_token ?? '' };
    for (let i = 1; i < VERSIONS; i++)
      value(
        await anybody.call('addVersion', {
          ...token,
          params: notebook,
          body: { ipynb: large(), recipe: recipeOf() },
        }),
      );

    for (const is_public of [false, true]) {
      await t.check(
        `${engine}: ${VERSIONS} large versions made ${is_public ? 'public' : 'private'}: others are answered meanwhile`,
        async () => {
          const started = performance.now();
          let done = false;
          const edited = anybody
            .call('edit', { ...token, params: notebook, body: { is_public } })
            .finally(() => (done = true));
          const waits: number[] = [];
          let hiddenAfter = Infinity;
          while (!done) {
            const asked = performance.now();
            value(await anybody.call('get', { params: other }));
            waits.push(performance.now() - asked);
            const seen = await anybody.call('versions', { params: notebook });
            if (!seen.ok && hiddenAfter === Infinity) hiddenAfter = performance.now() - started;
            await sleep(10);
          }
          const took = performance.now() - started;
          value(await edited);
          const longest = Math.max(...waits);
          console.log(
            `   ${engine}, ${is_public ? 'public' : 'private'}: ${took.toFixed(0)} ms, ${waits.length} others answered, the slowest in ${longest.toFixed(0)} ms`,
          );
          assert.ok(waits.length >= VERSIONS / 2, `${waits.length} answers`);
          assert.ok(longest < Math.max(took / 2, 1000), `${longest} of ${took} ms`);
          if (!is_public) assert.ok(hiddenAfter < took / 2, `hidden after ${hiddenAfter} ms`);
          for (const version of [1, VERSIONS]) {
            const asked = { params: notebook, query: { version } };
            value(await anybody.call('get', { ...token, ...asked }));
            const seen = await anybody.call('get', asked);
            if (is_public) value(seen);
            else assert.equal(code(seen), 'not-found');
          }
        },
      );
    }

    if (engine === 'PostgreSQL' && typeof database !== 'string') {
      const db = openPostgres({ url: database.url });
      const left = async (): Promise<number> =>
        (
          await db.query<{ n: number }>(
            `select count(*) as n from notebook_versions v join notebooks n on n.id = v.notebook_id
             where n.share_id = $1 and (v.ipynb is not null or v.packed is not null)`,
            [notebook.share_id],
          )
        )[0]?.n ?? -1;
      await t.check('interrupted by kill -9, sealing goes on at the next start', async () => {
        const edited = anybody
          .call('edit', { ...token, params: notebook, body: { is_public: false } })
          .catch(() => undefined);
        while ((await left()) === VERSIONS) await sleep(5);
        await server.kill();
        await edited;
        const open = await left();
        assert.ok(open > 0, 'it was killed in between');
        const next = await startServerProcess(at, shared);
        const stranger = createSharing({ fetch, baseUrl: next.url });
        for (let waited = 0; (await left()) > 0 && waited < 30_000; waited += 50) await sleep(50);
        assert.equal(await left(), 0);
        for (let version = 1; version <= VERSIONS; version++)
          value(await stranger.call('get', { ...token, params: notebook, query: { version } }));
        assert.equal(code(await stranger.call('get', { params: notebook })), 'not-found');

        await t.check(
          'the page of a notebook with 20,000 remixes reads what it shows',
          async () => {
            await db.query(
              `insert into notebooks (share_id, title, description, licence, recipe, root_id, parent_id, parent_share_id, parent_version, depth)
             select 'family' || i, 'Remix ' || i, '', 'MIT', r.recipe, r.id, r.id, r.share_id, 1, 1
             from notebooks r, generate_series(1, 20000) i where r.share_id = $1`,
              [other.share_id],
            );
            await db.query(
              `insert into notebook_counts (notebook_id) select id from notebooks where share_id like 'family%'`,
            );
            await db.exec('analyze notebooks');
            for (const address of [
              `/n/${other.share_id}`,
              `/api/notebook/${other.share_id}/provenance`,
            ]) {
              const taken: number[] = [];
              for (let i = 0; i < 9; i++) {
                const asked = performance.now();
                const answer = await fetch(next.url + address);
                assert.equal(answer.status, 200);
                await answer.text();
                taken.push(performance.now() - asked);
              }
              const median = taken.sort((x, y) => x - y)[4] ?? NaN;
              console.log(
                `   ${address.replace(other.share_id, 'ROOT')}: median ${median.toFixed(0)} ms`,
              );
              assert.ok(median < 100, `${address}: ${median} ms`);
            }
            const readers = await Promise.all(
              Array.from({ length: 16 }, async () => {
                const asked = performance.now();
                const answer = await fetch(`${next.url}/n/${other.share_id}`);
                await answer.text();
                return performance.now() - asked;
              }),
            );
            const slowest = Math.max(...readers);
            console.log(`   16 readers at once: the slowest in ${slowest.toFixed(0)} ms`);
            assert.ok(slowest < 1000, `16 readers at once: ${slowest} ms`);
          },
        );
        await next.stop();
      });
      await db.close();
    }
    await server.stop();
  }
  remove();
  if (typeof database !== 'string') await database.drop();
}
