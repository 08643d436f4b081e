import type { Database, Sql } from '../db/database.ts';
import { columnsOf, primaryKeyOf, keyText } from './dump.ts';
import { type Head, readDump, type Table, TABLES } from './dump-format.ts';

/** Characters of rows that are written at once. */
const BATCH = 8_000_000;

/** Fills an empty, migrated database from a dump, all or nothing. @returns rows */
export async function restoreDump(db: Database, file: string): Promise<number> {
  return db.tx((sql) => restore(sql, file), { longest: Infinity });
}

async function restore(sql: Sql, file: string): Promise<number> {
  await mustBeEmpty(sql);
  const links = await dropLinks(sql);
  await sql.query('create temp table kept (of text, key text) on commit drop');
  const keyed = new Set<Table>();
  let count = 0;
  let table: Table | undefined;
  let batch: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (table !== undefined && batch.length > 0) await write(sql, table, batch);
    count += batch.length;
    batch = [];
    size = 0;
  };
  for await (const line of readDump(file)) {
    if (line.kind === 'head') await mustBeKnown(sql, line.head, file);
    else if (line.kind === 'keys') {
      keyed.add(line.table);
      await sql.query('insert into kept select $1, unnest($2::text[])', [
        line.table,
        [...line.keys],
      ]);
    } else {
      if (line.table !== table || size + line.row.length > BATCH) await flush();
      ({ table } = line);
      batch.push(line.row);
      size += line.row.length;
    }
  }
  await flush();
  for (const of of keyed) {
    const rows = await sql.query(
      `delete from ${of} t where not exists (
         select 1 from kept k where k.of = $1 and k.key = ${keyText(await primaryKeyOf(sql, of), 't')})
       returning 1 as ok`,
      [of],
    );
    count -= rows.length;
  }
  // Adding them again checks every row: a dump that does not hold together is refused here.
  for (const { text } of links) await sql.query(text);
  await sql.query(
    `select setval(pg_get_serial_sequence('moderation_log', 'id'), greatest((select max(id) from moderation_log), 1))`,
  );
  return count;
}

/** Rows come in the order they were found in: links between tables are checked at the end, not at every row. */
async function dropLinks(sql: Sql): Promise<{ text: string }[]> {
  const links = await sql.query<{ of: string; name: string; text: string }>(
    `select c.conrelid::regclass::text as of, quote_ident(c.conname) as name,
       format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname,
         pg_get_constraintdef(c.oid)) as text
     from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace`,
  );
  for (const { of, name } of links) await sql.query(`alter table ${of} drop constraint ${name}`);
  return links;
}

/** What a column gets from a dump that is older than the column, where its default would be wrong. */
const OLDER: Partial<Record<Table, Readonly<Record<string, string>>>> = {
  notebooks: { last_version: 'r.version' },
};

/** Values of the columns; one that cannot be null and is not in the dump, because that is older, gets its default. */
async function valuesOf(sql: Sql, table: Table, columns: readonly string[]): Promise<string> {
  const rows = await sql.query<{ name: string; text: string }>(
    `select a.attname as name, pg_get_expr(d.adbin, d.adrelid) as text
     from pg_attribute a join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
     where a.attrelid = $1::regclass and a.attnotnull and not a.attisdropped and a.attgenerated = ''`,
    [table],
  );
  const defaults = new Map(rows.map(({ name, text }) => [name, text]));
  return columns
    .map((name) => {
      const value = OLDER[table]?.[name] ?? defaults.get(name);
      return value === undefined ? `r.${name}` : `coalesce(r.${name}, ${value}) as ${name}`;
    })
    .join(', ');
}

async function write(sql: Sql, table: Table, rows: readonly string[]): Promise<void> {
  const columns = await columnsOf(sql, table);
  const key = await primaryKeyOf(sql, table);
  const others = columns.filter((name) => !key.includes(name));
  const names = columns.join(', ');
  const values = await valuesOf(sql, table, columns);
  await sql.query(
    `insert into ${table} (${names}) overriding system value
     select ${names} from (
       select distinct on (${key.map((name) => `r.${name}`).join(', ')}) ${values}
       from string_to_table($1, E'\\n') with ordinality line (text, n),
         json_populate_record(null::${table}, line.text::json) r
       order by ${key.map((name) => `r.${name}`).join(', ')}, n desc) newest
     on conflict (${key.join(', ')}) do ${
       others.length === 0
         ? 'nothing'
         : `update set ${others.map((name) => `${name} = excluded.${name}`).join(', ')}`
     }`,
    [rows.join('\n')],
  );
}

async function mustBeEmpty(sql: Sql): Promise<void> {
  for (const table of TABLES) {
    if (table === 'settings') continue;
    const rows = await sql.query(`select 1 as ok from ${table} limit 1`);
    if (rows.length > 0) {
      throw new Error(`The database is not empty (${table}). Restore into a new one.`);
    }
  }
}

async function mustBeKnown(sql: Sql, head: Head, file: string): Promise<void> {
  const [newest] = await sql.query<{ number: number }>(
    'select max(number) as number from migrations',
  );
  if (head.schema > (newest?.number ?? 0)) {
    throw new Error(
      `${file} was made by a newer server (schema ${head.schema}). Update this one first.`,
    );
  }
}
