import fs from 'node:fs';
import path from 'node:path';
import type { Database, Sql } from '../db/database.ts';
import { createDumpWriter, FORMAT, type Head, type Table, TABLES } from './dump-format.ts';

/** Bytes of rows that are read at once: large files one by one, small rows in heaps. */
const PAGE_BYTES = 8_000_000;
const PAGE_ROWS = 200;
/** A statement of a dump may take so long (milliseconds) on a busy PostgreSQL. */
const LONGEST = 600_000;
/** Rows that come and go by themselves: one too many after a restore changes nothing. */
const PASSING = new Set<Table>([
  'notebook_hourly',
  'event_seen',
  'net_points',
  'notebook_nets',
  'idempotency',
]);

/** Columns that can be written: not the generated ones. */
export async function columnsOf(sql: Sql, table: Table): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0
       and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** Columns of the primary key. */
export async function primaryKeyOf(sql: Sql, table: Table): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    `select a.attname as name from pg_index i join pg_attribute a
       on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
     where i.indrelid = $1::regclass and i.indisprimary order by a.attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** The key of a row as one text. */
export const keyText = (key: readonly string[], of: string): string =>
  key.map((name) => `${of}.${name}::text`).join(` || '|' || `);

/**
 * Writes everything as it is at one moment, in pieces of 8 MB. @returns rows
 *
 * PostgreSQL: one snapshot on a connection of its own. The embedded database has
 * one session for everybody, so there the rows are read between the requests of
 * others, and what changed meanwhile is read again in one short transaction at the end.
 */
export async function dump(db: Database, file: string): Promise<number> {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const out = createDumpWriter(file);
  let rows = 0;
  const write = async (sql: Sql, since: string | null): Promise<void> => {
    for (const table of TABLES) {
      for await (const row of rowsOf(sql, table, since)) {
        await out.line(`["${table}",${row}]`);
        rows++;
      }
    }
  };
  try {
    await out.line(JSON.stringify(await headOf(db)));
    if (db.kind === 'postgres') {
      await db.tx((sql) => write(sql, null), { snapshot: true, longest: LONGEST });
    } else {
      const first = await lastTransaction(db);
      await write(db, null);
      const second = await lastTransaction(db);
      await write(db, first);
      await db.tx(async (sql) => {
        await write(sql, second);
        for (const table of TABLES) {
          if (!PASSING.has(table)) await writeKeys(sql, table, out.line);
        }
      });
    }
    await out.end();
    return rows;
  } catch (error) {
    out.discard();
    throw error;
  }
}

async function headOf(sql: Sql): Promise<Head> {
  const [newest] = await sql.query<{ number: number }>(
    'select max(number) as number from migrations',
  );
  return { alacard_dump: FORMAT, schema: newest?.number ?? 0, at: new Date().toISOString() };
}

/** Number of the newest transaction; on the one session, all up to it have ended. */
async function lastTransaction(sql: Sql): Promise<string> {
  const [row] = await sql.query<{ xid: string }>(
    'select (txid_current() % (2^32)::bigint)::text as xid',
  );
  return row?.xid ?? '0';
}

/** Rows as JSON, by their place; `since`: only those written after that transaction. */
async function* rowsOf(sql: Sql, table: Table, since: string | null): AsyncGenerator<string> {
  const columns = (await columnsOf(sql, table)).map((name) => `'${name}', t.${name}`).join(', ');
  const size = table === 'notebook_versions' ? 't.bytes' : 'octet_length(t::text)';
  let after = '(0,0)';
  for (;;) {
    const page = await sql.query<{ place: string; row: string }>(
      `with near as (
         select t.ctid, ${size} as bytes from ${table} t
         where t.ctid > $1::tid and ($2::text is null or age(t.xmin) < age($2::text::xid))
         order by t.ctid limit ${PAGE_ROWS}),
       sums as (select ctid, sum(bytes) over (order by ctid) - bytes as before from near)
       select t.ctid::text as place, json_build_object(${columns})::text as row from ${table} t
       where t.ctid = any(array(select ctid from sums where before < ${PAGE_BYTES}))
       order by t.ctid`,
      [after, since],
    );
    for (const { row } of page) yield row;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.place;
  }
}

async function writeKeys(
  sql: Sql,
  table: Table,
  line: (text: string) => Promise<void>,
): Promise<void> {
  const key = keyText(await primaryKeyOf(sql, table), 't');
  const rows = await sql.query<{ keys: string[] }>(
    `select array_agg(k) as keys from (
       select ${key} as k, (row_number() over () - 1) / 5000 as part from ${table} t) s group by part`,
  );
  if (rows.length === 0) await line(JSON.stringify(['keys', table, []]));
  for (const { keys } of rows) await line(JSON.stringify(['keys', table, keys]));
}
