import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import type { Database, Sql } from '../db/database.ts';

/**
 * Dumps: one JSON line a row, gzipped. They do not depend on the engine, so
 * they carry an embedded database over a change of PostgreSQL's version, and
 * from PGlite to a PostgreSQL server.
 */

/** In the order of their foreign keys. Left out: the model index (synced again) and keys of a day. */
const TABLES = [
  'people',
  'notebooks',
  'notebook_versions',
  'notebook_counts',
  'notebook_hourly',
  'notebook_rank',
  'event_seen',
  'net_points',
  'notebook_nets',
  'reports',
  'moderation_log',
  'access_tokens',
  'device_codes',
  'idempotency',
  'recipe_codes',
  'run_health',
  'card_presets',
  'collections',
  'settings',
] as const;
const FORMAT = 1;
const BATCH = 200;

interface Head {
  readonly alacard_dump: number;
  readonly schema: number;
  readonly at: string;
}

/** Columns that can be written: not the generated ones. */
async function columnsOf(sql: Sql, table: string): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0
       and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** Writes a consistent dump; the file appears only when it is complete. @returns rows */
export async function dump(db: Database, file: string): Promise<number> {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.part`;
  const rows = await db.tx(async (sql) => {
    await sql.query('set transaction isolation level repeatable read, read only');
    const lines = linesOf(sql);
    let count = 0;
    await pipeline(
      Readable.from(
        (async function* () {
          for await (const line of lines) {
            count++;
            yield `${line}\n`;
          }
        })(),
      ),
      zlib.createGzip({ level: 1 }),
      fs.createWriteStream(part, { mode: 0o600, flush: true }),
    );
    return count;
  });
  fs.renameSync(part, file);
  return rows - 2;
}

async function* linesOf(sql: Sql): AsyncGenerator<string> {
  const [newest] = await sql.query<{ number: number }>(
    'select max(number) as number from migrations',
  );
  const head: Head = {
    alacard_dump: FORMAT,
    schema: newest?.number ?? 0,
    at: new Date().toISOString(),
  };
  yield JSON.stringify(head);
  for (const table of TABLES) {
    const columns = (await columnsOf(sql, table)).map((name) => `'${name}', t.${name}`).join(', ');
    // By physical place: no sort, and stable inside the transaction.
    let after = '(0,0)';
    for (;;) {
      const rows = await sql.query<{ place: string; row: string }>(
        `select t.ctid::text as place, jsonb_build_object(${columns})::text as row
         from ${table} t where t.ctid > $1::tid order by t.ctid limit ${BATCH}`,
        [after],
      );
      for (const { row } of rows) yield `["${table}",${row}]`;
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) break;
      after = last.place;
    }
  }
  yield JSON.stringify({ end: true });
}

/** Fills an empty, migrated database from a dump, all or nothing. @returns rows */
export async function restoreDump(db: Database, file: string): Promise<number> {
  return db.tx(async (sql) => {
    for (const table of TABLES) {
      if (table === 'settings') continue;
      const rows = await sql.query(`select 1 as ok from ${table} limit 1`);
      if (rows.length > 0) {
        throw new Error(`The database is not empty (${table}). Restore into a new one.`);
      }
    }
    const input = fs.createReadStream(file).pipe(zlib.createGunzip());
    const lines = readline.createInterface({ input, crlfDelay: Infinity });
    let count = 0;
    let ended = false;
    let table = '';
    let batch: string[] = [];
    const write = async (): Promise<void> => {
      if (batch.length === 0) return;
      const columns = (await columnsOf(sql, table)).join(', ');
      await sql.query(
        `insert into ${table} (${columns}) overriding system value
         select ${columns} from unnest($1::text[]) line, jsonb_populate_record(null::${table}, line::jsonb)
         on conflict do nothing`,
        [batch],
      );
      count += batch.length;
      batch = [];
    };
    for await (const line of lines) {
      const value: unknown = JSON.parse(line);
      if (Array.isArray(value) && value.length === 2) {
        const name = String(value[0]);
        if (!TABLES.some((known) => known === name))
          throw new Error(`unknown table ${name} in ${file}`);
        if (name !== table || batch.length >= BATCH) await write();
        table = name;
        // The text behind the table's name, not parsed and written again.
        batch.push(line.slice(name.length + 4, -1));
      } else if (typeof value === 'object' && value !== null && 'alacard_dump' in value) {
        // SAFETY: the first line of a dump of ours.
        await checkHead(sql, value as Head, file);
      } else ended = true;
    }
    await write();
    if (!ended) throw new Error(`${file} is cut off: the dump was not finished.`);
    await sql.query(
      `select setval(pg_get_serial_sequence('moderation_log', 'id'), greatest((select max(id) from moderation_log), 1))`,
    );
    return count;
  });
}

async function checkHead(sql: Sql, head: Head, file: string): Promise<void> {
  const [newest] = await sql.query<{ number: number }>(
    'select max(number) as number from migrations',
  );
  if (head.alacard_dump !== FORMAT || head.schema > (newest?.number ?? 0)) {
    throw new Error(
      `${file} was made by a newer server (schema ${head.schema}). Update this one first.`,
    );
  }
}
