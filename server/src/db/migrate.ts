import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { sqlState, type Database, type Sql } from './database.ts';

/** Numbered files `0001_name.sql`, applied once, in order, never changed afterwards. */
const DIRECTORY = new URL('../../migrations/', import.meta.url);
/** Any constant of our own: one migration run at a time in a database. */
const LOCK = 7_219_052_314;

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

export function readMigrations(directory: URL = DIRECTORY): Migration[] {
  const migrations = fs
    .readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({
      number: Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1]),
      name: file,
      sql: fs.readFileSync(new URL(file, directory), 'utf8'),
    }));
  migrations.forEach(({ number, name }, index) => {
    if (number !== index + 1) throw new Error(`migrations/${name} is not number ${index + 1}`);
  });
  return migrations;
}

/** Milliseconds between two looks at whether the other server is done. */
const LOOK_AGAIN = 500;
/** How often a change of a table may be kept waiting by other servers' requests. */
const ATTEMPTS = 100;

/**
 * Brings the database to the newest schema, however long that takes. Safe when
 * several servers start at once: one applies, the others wait, say so, and find
 * nothing to do. Refuses a database that is newer than this program, or whose past differs.
 */
export async function migrate(
  db: Database,
  migrations = readMigrations(),
  report: (line: string) => void = () => undefined,
): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.tx((sql) => apply(sql, migrations, report), { longest: Infinity });
    } catch (error) {
      // A table somebody reads right now. Queueing longer for it would keep its readers waiting behind us.
      if (sqlState(error) !== '55P03' || attempt === ATTEMPTS) throw error;
      if (attempt === 1)
        report('Other servers use the tables that are to be changed: trying again.');
      await pause(LOOK_AGAIN);
    }
  }
}

async function apply(
  sql: Sql,
  migrations: readonly Migration[],
  report: (line: string) => void,
): Promise<number> {
  for (let looked = 0; ; looked++) {
    const [lock] = await sql.query<{ mine: boolean }>(
      'select pg_try_advisory_xact_lock($1) as mine',
      [LOCK],
    );
    if (lock?.mine === true) break;
    if (looked === 0)
      report('Another server is bringing the database to the newest schema: waiting for it.');
    await pause(LOOK_AGAIN);
  }
  await sql.query(`create table if not exists migrations (
    number int primary key, name text not null, sha256 text not null,
    applied_at timestamptz not null default now())`);
  await sql.query('alter table migrations enable row level security');
  const applied = await sql.query<{ number: number; sha256: string }>(
    'select number, sha256 from migrations order by number',
  );
  const newest = applied.at(-1)?.number ?? 0;
  if (newest > migrations.length) {
    throw new Error(
      `The database is at schema ${newest}, this server knows ${migrations.length}. Start the newer server, or restore a dump made by this one.`,
    );
  }
  let count = 0;
  for (const { number, name, sql: text } of migrations) {
    const sha256 = createHash('sha256').update(text).digest('hex');
    const before = applied.find((row) => row.number === number);
    if (before) {
      if (before.sha256 === sha256) continue;
      throw new Error(`migrations/${name} differs from what was applied to this database.`);
    }
    if (newest > 0) report(`Changing the database: ${name}`);
    for (const statement of statements(text)) await sql.query(statement);
    await sql.query('insert into migrations (number, name, sha256) values ($1, $2, $3)', [
      number,
      name,
      sha256,
    ]);
    count++;
  }
  return count;
}

/** Statements of a script: they end with `;` at the end of a line, outside of `$$ … $$`. */
export function statements(script: string): string[] {
  const found: string[] = [];
  let current = '';
  let quoted = false;
  for (const line of script.split('\n')) {
    const code = line.replace(/--[\s\S]*/, '').trimEnd();
    if (code.trim() === '' && current === '') continue;
    current += `${line}\n`;
    if (code.split('$$').length % 2 === 0) quoted = !quoted;
    if (!quoted && code.endsWith(';')) {
      found.push(current.trim().replace(/;$/, ''));
      current = '';
    }
  }
  if (current.trim() !== '') found.push(current.trim());
  return found;
}
