import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openPglite } from '../src/db/pglite.ts';
import { openPostgres } from '../src/db/postgres.ts';
import { sha256 } from '../src/store/identifiers.ts';
import { type Kept, keptText } from '../src/store/packed.ts';
import { createDatabase, isLong, sleep, temporaryFolder, type Checks } from './harness.ts';

const WRITER = fileURLToPath(new URL('kill9-writer.ts', import.meta.url));

/** One life of the server: it is killed at a random moment while it writes. */
async function live(
  env: NodeJS.ProcessEnv,
): Promise<{ shared: string[]; downloads: Map<string, number>; wrong: string[] }> {
  const child = spawn(process.execPath, ['--conditions=source', WRITER], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const shared: string[] = [];
  const downloads = new Map<string, number>();
  const wrong: string[] = [];
  let buffer = '';
  let ready = (): void => undefined;
  const started = new Promise<void>((resolve) => (ready = resolve));
  child.stdout.on('data', (data) => {
    const lines = (buffer + String(data)).split('\n');
    buffer = lines.pop() ?? '';
    for (const line of lines) {
      const [kind, id = ''] = line.split(' ');
      if (kind === 'ready') ready();
      else if (kind === 'shared') shared.push(id);
      else if (kind === 'downloaded') downloads.set(id, (downloads.get(id) ?? 0) + 1);
      else wrong.push(line);
    }
  });
  const gone = new Promise((resolve) => child.on('exit', resolve));
  await Promise.race([started, gone]);
  // On a busy machine a fixed time may be too short for any write.
  for (
    let waited = 0;
    waited < 30_000 && shared.length < 12 && child.exitCode === null;
    waited += 20
  )
    await sleep(20);
  await sleep((isLong ? 3000 : 0) + Math.random() * 800);
  child.kill('SIGKILL');
  await gone;
  return { shared, downloads, wrong };
}

/**
 * Good writes among refused and failing ones: none of the good is refused, and
 * everything that was acknowledged before kill -9 is there afterwards, whole.
 */
export async function kill9Suite(
  t: Checks,
  engine: 'pglite' | 'postgres',
  rounds: number,
): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const database = engine === 'postgres' ? await createDatabase() : null;
  if (typeof database === 'string') return t.skip(`kill-9 on ${engine}`, database);
  const env = { DATA_DIR: dir, ...(database === null ? {} : { DATABASE_URL: database.url }) };
  const all: string[] = [];
  const counted = new Map<string, number>();
  for (let round = 1; round <= rounds; round++) {
    await t.check(`kill -9, round ${round}`, async () => {
      const { shared, downloads, wrong } = await live(env);
      assert.ok(shared.length > 0, 'the writer wrote nothing');
      assert.deepEqual(wrong, [], 'good writes were refused, or bad ones accepted');
      all.push(...shared);
      for (const [id, n] of downloads) counted.set(id, (counted.get(id) ?? 0) + n);
      const db =
        database === null ? await openPglite(`${dir}/pg`) : openPostgres({ url: database.url });
      try {
        const rows = await db.query<Kept & { share_id: string; sha256: string; downloads: number }>(
          `select n.share_id, c.downloads, v.ipynb, v.packed, v.sha256
           from notebooks n join notebook_versions v on v.notebook_id = n.id
           join notebook_counts c on c.notebook_id = n.id`,
        );
        const there = new Map(rows.map((row) => [row.share_id, row]));
        assert.deepEqual(
          all.filter((id) => !there.has(id)),
          [],
          'acknowledged notebooks are missing',
        );
        assert.ok(
          rows.every((row) => sha256(keptText(row) ?? '') === row.sha256),
          'a file is damaged',
        );
        for (const [id, n] of counted) {
          const found = there.get(id)?.downloads ?? 0;
          // One more may have been committed without its answer getting out, each round.
          assert.ok(
            found >= n && found <= n + round,
            `${id}: ${found} downloads, ${n} acknowledged`,
          );
        }
        if (database === null) {
          await db.exec('create extension if not exists amcheck');
          for (const table of [
            'notebooks',
            'notebook_versions',
            'notebook_counts',
            'notebook_rank',
          ]) {
            assert.deepEqual(await db.query(`select * from verify_heapam('${table}')`), []);
          }
          await db.query(
            `select bt_index_check(c.oid, true) from pg_class c join pg_am a on a.oid = c.relam
             where a.amname = 'btree' and c.relkind = 'i' and c.relnamespace = 'public'::regnamespace`,
          );
        }
      } finally {
        await db.close();
      }
    });
  }
  console.log(
    `   ${all.length} shares and ${[...counted.values()].reduce((a, b) => a + b, 0)} downloads acknowledged before ${rounds} kills, all there`,
  );
  remove();
  await database?.drop();
}
