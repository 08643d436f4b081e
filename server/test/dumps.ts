import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { createServerRoom, NO_QUOTAS } from '../src/store/quotas.ts';
import { readConfig } from '../src/config.ts';
import type { Database } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { openPglite } from '../src/db/pglite.ts';
import { openPostgres } from '../src/db/postgres.ts';
import { openDatabase } from '../src/start.ts';
import { dump } from '../src/store/dump.ts';
import { LEFT_OUT, TABLES, verifyDump } from '../src/store/dump-format.ts';
import { createEventQueue } from '../src/store/events.ts';
import { sha256 } from '../src/store/identifiers.ts';
import { createKeyring } from '../src/store/keyring.ts';
import { type Kept, keptText } from '../src/store/packed.ts';
import { restoreDump } from '../src/store/restore.ts';
import { edit } from '../src/store/edit.ts';
import { remove } from '../src/store/remove.ts';
import { publish } from '../src/store/write.ts';
import { checkedOf, recipeOf } from './fake-maker.ts';
import { beside, createDatabase, isLong, sleep, temporaryFolder, type Checks } from './harness.ts';

const NOBODY = {
  userId: null,
  scopes: [],
  operator: false,
  manageToken: null,
  visitor: new Uint8Array(8),
  net: new Uint8Array(8),
  silent: true,
  by: 'nobody',
  tokenId: null,
} as const;
const OWNER = '11111111-1111-4111-8111-111111111111';
const VIEWER = { ...NOBODY, userId: OWNER };

function storeOn(db: Database) {
  return {
    db,
    keyring: createKeyring(new Map([['k1', Buffer.alloc(32, 7)]])),
    events: createEventQueue(db, () => undefined),
    secret: Buffer.alloc(32, 1),
    publicUrl: 'http://localhost',
    quotas: NO_QUOTAS,
    room: createServerRoom(NO_QUOTAS, null),
  };
}
/** A notebook of about `mb` MB that does not compress. */
const fileOf = (mb: number): string =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      {
        cell_type: 'markdown',
        id: 'a',
        metadata: {},
        source: crypto.randomBytes(Math.floor(mb * 750_000)).toString('base64'),
      },
    ],
  });
async function share(db: Database, mb: number, isPublic = true): Promise<string> {
  const written = await publish(
    storeOn(db),
    {
      title: 'Loaf – 麵包',
      description: '',
      licence: 'MIT',
      recipe: recipeOf(),
      task: null,
      model_licence: null,
      is_public: isPublic,
      ...checkedOf(fileOf(mb)),
    },
    VIEWER,
    null,
  );
  return written.share_id;
}

/** What the tables hold, without the places of rows. */
async function contentsOf(db: Database): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of TABLES) {
    const [row] = await db.query<{ hash: string }>(
      `select md5(coalesce(string_agg(md5(to_jsonb(t)::text), '' order by md5(to_jsonb(t)::text)), '')) as hash from ${table} t`,
    );
    found[table] = row?.hash ?? '';
  }
  return found;
}

async function restored(
  engine: 'pglite' | 'postgres',
  file: string,
  check: (db: Database) => Promise<void>,
): Promise<string | undefined> {
  if (engine === 'pglite') {
    const { dir, remove: clear } = temporaryFolder();
    const db = await openDatabase(readConfig({ dataDir: dir }, { ALACARD_LOG: 'silent' }));
    await restoreDump(db, file);
    await check(db);
    await db.close();
    clear();
    return undefined;
  }
  const database = await createDatabase();
  if (typeof database === 'string') return database;
  const db = openPostgres({ url: database.url });
  await migrate(db);
  await restoreDump(db, file);
  await check(db);
  await db.close();
  await database.drop();
  return undefined;
}

/** Dumps: whole, provable, restorable on either engine, and in nobody's way. */
export async function dumpSuite(t: Checks): Promise<void> {
  const { dir, remove: clear } = temporaryFolder();
  const db = await openPglite(path.join(dir, 'pg'));
  await migrate(db);
  await db.query('insert into people (id, name) values ($1, $2)', [OWNER, 'Ada']);
  const file = path.join(dir, 'one.jsonl.gz');

  await t.check('every table is dumped, or left out by name', async () => {
    const rows = await db.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      [...TABLES, ...LEFT_OUT].sort(),
    );
  });

  const count = isLong ? 90 : 4;
  await t.check(
    `${count} notebooks of 7.5 MB: dumped while others read and write, and proven`,
    async () => {
      const ids: string[] = [];
      for (let i = 0; i < count; i++) ids.push(await share(db, 7.4, i % 4 !== 3));
      const small = await share(db, 0.001);
      let slowest = 0;
      const reader = async (going: () => boolean) => {
        while (going()) {
          const started = performance.now();
          await db.query('select version from notebooks where share_id = $1', [small]);
          slowest = Math.max(slowest, performance.now() - started);
          await sleep(5);
        }
      };
      const writer = async (going: () => boolean) => {
        for (let i = 0; going(); i++) {
          const id = await share(db, 0.01);
          if (i % 3 === 0) await remove(storeOn(db), id, VIEWER);
          if (i % 3 === 1) await edit(storeOn(db), id, { title: `Changed ${i}` }, VIEWER);
          await sleep(10);
        }
      };
      // One that was read already goes, and one that was read already changes.
      const meanwhile = async () => {
        await sleep(300);
        await remove(storeOn(db), ids[0] ?? '', VIEWER);
        await edit(storeOn(db), ids[1] ?? '', { title: 'Other' }, VIEWER);
      };
      const started = performance.now();
      let took = NaN;
      await beside(
        async () => {
          await dump(db, file);
          took = performance.now() - started;
        },
        (going) => [reader(going), writer(going), meanwhile()],
      );
      console.log(
        `   ${(fs.statSync(file).size / 1e6).toFixed(0)} MB in ${(took / 1000).toFixed(1)} s; a small read waited at most ${slowest.toFixed(0)} ms`,
      );
      assert.ok(slowest < 2000, `a reader waited ${slowest.toFixed(0)} ms`);
      const { rows } = await verifyDump(file);
      assert.ok((rows['notebook_versions'] ?? 0) >= count);
    },
  );
  for (const engine of ['pglite', 'postgres'] as const) {
    await t.check(
      `restored on ${engine}: it holds together, and nothing deleted comes back`,
      async () => {
        const without = await restored(engine, file, async (other) => {
          const [bad] = await other.query<{ n: number }>(
            `select count(*) as n from notebooks n where
             (n.state <> 'deleted' and n.version <> (select count(*) from notebook_versions v where v.notebook_id = n.id))
             or (n.state = 'deleted' and exists (select 1 from notebook_versions v where v.notebook_id = n.id))`,
          );
          assert.equal(bad?.n, 0);
          const open = await other.query<Kept & { readonly sha256: string }>(
            `select ipynb, packed, sha256 from notebook_versions where ipynb is not null or packed is not null`,
          );
          assert.ok(open.length > 0, 'versions in the open');
          for (const version of open) assert.equal(sha256(keptText(version) ?? ''), version.sha256);
        });
        if (without) t.skip('restore on PostgreSQL', without);
      },
    );
  }
  await t.check(
    'at rest, a dump and its restore are the same to the last value, also back from PostgreSQL',
    async () => {
      const before = await contentsOf(db);
      await dump(db, file);
      const without = await restored('postgres', file, async (other) => {
        assert.deepEqual(await contentsOf(other), before);
        const back = path.join(dir, 'back.jsonl.gz');
        await dump(other, back);
        await verifyDump(back);
        await restored('pglite', back, async (third) =>
          assert.deepEqual(await contentsOf(third), before),
        );
      });
      if (without) t.skip('to PostgreSQL and back', without);
    },
  );
  await db.close();

  await t.check(
    'a dump that is cut off or altered is refused, with words, and leaves nothing behind',
    async () => {
      const { dir: other, remove: clearOther } = temporaryFolder();
      const empty = await openPglite(path.join(other, 'pg'));
      await migrate(empty);
      const text = zlib.gunzipSync(fs.readFileSync(file));
      const lines = text.toString('utf8').split('\n');
      const damaged: Record<string, Buffer> = {
        'cut off in the archive': fs.readFileSync(file).subarray(0, fs.statSync(file).size - 30),
        'a flipped bit': Buffer.from(
          fs.readFileSync(file).map((byte, i) => (i === 5000 ? byte ^ 4 : byte)),
        ),
        'without its tail': zlib.gzipSync(lines.slice(0, -2).join('\n') + '\n'),
        'a row less': zlib.gzipSync([...lines.slice(0, 3), ...lines.slice(4)].join('\n')),
        'another name': zlib.gzipSync(text.toString('utf8').replace('Ada', 'Eve')),
        'no dump at all': zlib.gzipSync('hello\n'),
        'not even an archive': Buffer.from('hello\n'),
      };
      for (const [what, bytes] of Object.entries(damaged)) {
        const bad = path.join(dir, 'bad.jsonl.gz');
        fs.writeFileSync(bad, bytes);
        await assert.rejects(verifyDump(bad), /damaged or no dump/, what);
        // Each restore writes what comes before the fault, and takes it back.
        if (!['a row less', 'cut off in the archive'].includes(what)) continue;
        await assert.rejects(
          restoreDump(empty, bad),
          /damaged or no dump|Nothing was restored/,
          what,
        );
        const [left] = await empty.query<{ n: number }>('select count(*) as n from notebooks');
        assert.equal(left?.n, 0, what);
      }
      await restoreDump(empty, file);
      await empty.close();
      clearOther();
    },
  );
  clear();
}
