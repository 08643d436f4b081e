/** Bytes of write-ahead log that one counted event costs: what replicas, backups and disks carry. */
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import pg from 'pg';
import { readConfig } from '../src/config.ts';
import { start } from '../src/start.ts';
import { writeEvents, type CountedEvent } from '../src/store/events.ts';
import { publish } from '../src/store/write.ts';
import { checkedOf, fakeMaker, ipynbOf, recipeOf } from '../test/fake-maker.ts';
import { temporaryFolder } from '../test/harness.ts';
import { KEYS, SECRET } from '../test/world.ts';
import { NOBODY } from './ratios.ts';

const NOTEBOOKS = 1000;
const EVENTS = 1000;

/** @param url of a cluster that nobody else writes to: its log is one for all databases */
export async function wal(url: string): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const running = await start(
    readConfig(
      { port: '0', dataDir: dir },
      {
        ALACARD_LOG: 'silent',
        DATABASE_URL: url,
        ALACARD_SECRET: SECRET,
        ALACARD_KEYS: KEYS,
        ALACARD_ADDRESS_MB_PER_DAY: '0',
      },
    ),
    fakeMaker(),
  );
  const { store } = running.services;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const ids: string[] = [];
  for (let i = 0; i < NOTEBOOKS; i++) {
    const { share_id } = await publish(
      store,
      {
        title: `Loaf ${i}`,
        description: '',
        licence: 'MIT',
        recipe: recipeOf({
          topic: { id: `topic-${i % 20}` },
          model_card: { id: `org/model-${i % 100}` },
        }),
        task: 'text-generation',
        model_licence: null,
        is_public: true,
        ...checkedOf(ipynbOf(`loaf ${i}`)),
      },
      NOBODY,
      null,
    );
    const { rows } = await client.query<{ id: string }>(
      'select id from notebooks where share_id = $1',
      [share_id],
    );
    ids.push(rows[0]?.id ?? '');
  }
  await client.query('vacuum analyze');
  const eventOn = (id: string | undefined): CountedEvent => ({
    notebookId: id ?? '',
    kind: 'download',
    visitor: crypto.randomBytes(8),
    net: crypto.randomBytes(8),
    signed: false,
  });
  const at = async (): Promise<string> =>
    (await client.query<{ at: string }>('select pg_current_wal_insert_lsn() as at')).rows[0]?.at ??
    '';
  const measure = async (name: string, work: () => Promise<void>): Promise<void> => {
    // Once before, so that whole pages written after a checkpoint are not counted as the event's.
    await client.query('checkpoint');
    await work();
    const before = await at();
    await work();
    const { rows } = await client.query<{ bytes: number; counted: string }>(
      `select pg_wal_lsn_diff($1, $2)::float8 as bytes, (select sum(downloads) from notebook_counts) as counted`,
      [await at(), before],
    );
    assert.ok(Number(rows[0]?.counted) >= 2 * EVENTS, 'every event was counted');
    console.log(
      `${name.padEnd(44)} ${((rows[0]?.bytes ?? NaN) / EVENTS).toFixed(0)} bytes of WAL an event`,
    );
  };
  await measure(`${EVENTS} downloads of ${NOTEBOOKS} notebooks, one by one`, async () => {
    for (let i = 0; i < EVENTS; i++) await writeEvents(store.db, [eventOn(ids[i % NOTEBOOKS])]);
  });
  await measure(`${EVENTS} downloads of 10 notebooks, one by one`, async () => {
    for (let i = 0; i < EVENTS; i++) await writeEvents(store.db, [eventOn(ids[i % 10])]);
  });
  await measure(`${EVENTS} downloads of 10 notebooks, 100 a batch`, async () => {
    for (let i = 0; i < EVENTS; i += 100)
      await writeEvents(
        store.db,
        Array.from({ length: 100 }, (_, k) => eventOn(ids[(i + k) % 10])),
      );
  });
  const { rows } = await client.query<{ table: string; updates: number; hot: number }>(
    `select relname as table, n_tup_upd::float8 as updates, n_tup_hot_upd::float8 as hot from pg_stat_user_tables
     where relname in ('notebook_rank', 'notebook_counts', 'notebook_hourly') order by relname`,
  );
  for (const { table, updates, hot } of rows)
    console.log(`${table}: ${updates} updates, ${hot} without touching an index`);
  await client.end();
  await running.stop();
  remove();
}
