import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { type Database, sqlState } from '../src/db/database.ts';
import { migrate } from '../src/db/migrate.ts';
import { syncModels } from '../src/search/sync.ts';
import { onBothDatabases } from './both-databases.ts';
import type { Checks } from './harness.ts';

/**
 * Row level security: what a REST layer on the same database (Supabase's
 * PostgREST with its roles, which may do everything to tables of `public`)
 * gives strangers: nothing.
 */
async function suite(t: Checks, name: string, db: Database): Promise<void> {
  await migrate(db);
  await db.query(`insert into settings (name, value) values ('model-sync', '{"next": null}')`);
  // The tables of the model index are made anew by each rebuild.
  await syncModels(db, { lines: Readable.from(['{"id":"a/b"}\n']) });
  const role = `alacard_anon_${process.pid}`;
  await db.query(`create role ${role}`);
  await db.query(`grant usage on schema public to ${role}`);
  await db.query(`grant all on all tables in schema public to ${role}`);
  await db.query(`grant all on all sequences in schema public to ${role}`);
  const as = <Row extends object>(statement: string): Promise<Row[]> =>
    db.tx(async (sql) => {
      await sql.query(`set local role ${role}`);
      return sql.query<Row>(statement);
    });
  const tables = await db.query<{ name: string; rls: boolean }>(
    `select relname as name, relrowsecurity as rls from pg_class
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
  );
  await t.check(`${name}: every table is under row level security`, () => {
    assert.ok(tables.length > 20);
    assert.deepEqual(
      tables.filter(({ rls }) => !rls),
      [],
    );
  });
  await t.check(`${name}: another role reads and changes no row of any table`, async () => {
    for (const table of tables) {
      assert.deepEqual(await as(`select * from ${table.name}`), [], table.name);
      assert.deepEqual(await as(`delete from ${table.name} returning 1 as gone`), [], table.name);
    }
    const [left] = await db.query<{ n: number }>('select count(*) as n from models');
    assert.equal(left?.n, 1, 'there was something to read');
    await assert.rejects(
      as(`insert into people (id) values (gen_random_uuid())`),
      (error) => sqlState(error) === '42501',
    );
  });
  await db.query(`drop owned by ${role}`);
  await db.query(`drop role ${role}`);
}

export const lockedOutSuite = (t: Checks): Promise<void> => onBothDatabases(t, suite);
