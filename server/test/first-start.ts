import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { createDatabase, isLong, sleep, temporaryFolder, type Checks } from './harness.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';
import { KEYS, SECRET } from './world.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Starts a server on an empty place and ends it, as a power cut would, when `now` says so. */
async function cutShort(
  dir: string,
  env: Readonly<Record<string, string>>,
  now: (attempt: number) => Promise<boolean>,
): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--conditions=source', MAIN, '--port', '0', '--data-dir', dir],
    {
      env: { PATH: process.env['PATH'], HOME: dir, HF_HUB_OFFLINE: '1', ...env },
      stdio: 'ignore',
    },
  );
  const gone = new Promise((resolve) => child.on('exit', resolve));
  for (let waited = 0; waited < 60_000 && child.exitCode === null; waited += 10) {
    if (await now(waited)) break;
    await sleep(10);
  }
  child.kill('SIGKILL');
  await gone;
}

async function works(server: ServerProcess): Promise<void> {
  const shared = await fetch(`${server.url}/api/notebook/publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'First', ipynb: ipynbOf(), recipe: recipeOf() }),
  });
  const { share_id } = (await shared.json()) as { share_id: string };
  assert.equal(shared.status, 201);
  assert.equal((await fetch(`${server.url}/n/${share_id}`)).status, 200);
}

/** A first start that is cut short leaves nothing in the way of the next one (case 31). */
export async function firstStartSuite(t: Checks): Promise<void> {
  const times = isLong ? 6 : 3;
  await t.check(`embedded: killed ${times} times while the database is made`, async () => {
    const { dir, remove } = temporaryFolder();
    fs.mkdirSync(dir, { recursive: true });
    for (let round = 0; round < times; round++) {
      // Each time when the next trace of the work is there: half a folder, the cluster, its log.
      const traces = ['pg.new', 'pg', 'pg/postmaster.opts', 'pg/PG_VERSION'];
      const trace = path.join(dir, traces[round % traces.length] ?? 'pg');
      await cutShort(dir, {}, async () => {
        if (!fs.existsSync(trace)) return false;
        await sleep(Math.random() * 400);
        return true;
      });
    }
    const server = await startServerProcess(dir);
    await works(server);
    assert.equal(await server.stop(), 0);
    remove();
  });
  const database = await createDatabase();
  if (typeof database === 'string') return t.skip('first start on PostgreSQL', database);
  const env = { DATABASE_URL: database.url, ALACARD_SECRET: SECRET, ALACARD_KEYS: KEYS };
  const { dir, remove } = temporaryFolder();
  await t.check(`PostgreSQL: killed ${times} times while the tables are made`, async () => {
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    for (let round = 0; round < times; round++)
      await cutShort(dir, env, async () => {
        const { rows } = await admin.query<{ n: number }>(
          `select count(*)::int as n from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and query <> ''`,
        );
        return (rows[0]?.n ?? 0) > 0;
      });
    await admin.end();
  });
  await t.check('PostgreSQL: three first starts at once; all of them work', async () => {
    const servers = await Promise.all(
      [1, 2, 3].map((n) => startServerProcess(path.join(dir, String(n)), env)),
    );
    for (const server of servers) await works(server);
    const codes = await Promise.all(servers.map((server) => server.stop()));
    assert.deepEqual(codes, [0, 0, 0]);
  });
  await database.drop();
  remove();
}
