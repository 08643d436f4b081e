import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { Database } from './database.ts';

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

/**
 * Brings the database to the newest schema. Safe when several servers start at
 * once: one applies, the others wait and find nothing to do. Refuses a database
 * that is newer than this program, or whose past differs.
 */
export async function migrate(db: Database, migrations = readMigrations()): Promise<number> {
  return db.tx(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1)', [LOCK]);
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
      for (const statement of statements(text)) await sql.query(statement);
      await sql.query('insert into migrations (number, name, sha256) values ($1, $2, $3)', [
        number,
        name,
        sha256,
      ]);
      count++;
    }
    return count;
  });
}

/** Statements of a script: they end with `;` at the end of a line, outside of `$$ … $$`. */
export function statements(script: string): string[] {
  const found: string[] = [];
  let current = '';
  let quoted = false;
  for (const line of script.split('\n')) {
    const code = line.replace(/--.*$/, '').trimEnd();
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
