import assert from 'node:assert/strict';
import { openPostgres } from '../src/db/postgres.ts';
import { createDatabase, type Checks } from './harness.ts';
import { startPgbouncer } from './pgbouncer.ts';

const KEPT = 'select count(*) as n from pg_prepared_statements where statement like $1';

/** Kept plans: on direct connections only, and nobody notices when one is gone. */
export async function plansSuite(t: Checks): Promise<void> {
  const database = await createDatabase();
  if (typeof database === 'string') return t.skip('plans', database);
  const db = openPostgres({ url: database.url, connections: 1 });
  const text = 'select word from words where word = $1';
  const ask = async (): Promise<void> => {
    for (let i = 0; i < 12; i++)
      assert.deepEqual(await db.query(text, ['bread']), [{ word: 'bread' }]);
  };
  const kept = async (like: string): Promise<number> =>
    (await db.query<{ n: number }>(KEPT, [like], { planned: 'anew' }))[0]?.n ?? -1;
  try {
    await db.exec(`create table words (word text); insert into words values ('bread')`);
    await t.check('what comes often is kept, what depends on its values is not', async () => {
      await ask();
      assert.equal(await kept('select word from words%'), 1);
      for (let i = 0; i < 12; i++)
        await db.query('select 1 from words where word > $1', ['a'], { planned: 'anew' });
      assert.equal(await kept('select 1 from words%'), 0);
    });
    await t.check('a forgotten plan is made again, in a transaction too', async () => {
      await db.exec('deallocate all');
      await ask();
      assert.equal(await kept('select word from words%'), 1);
      await db.exec('deallocate all');
      let runs = 0;
      await db.tx(async (sql) => {
        runs++;
        await sql.query('insert into words values ($1)', ['butter']);
        assert.deepEqual(await sql.query(text, ['bread']), [{ word: 'bread' }]);
      });
      assert.equal(runs, 2);
      const [row] = await db.query<{ n: number }>(
        `select count(*) as n from words where word = 'butter'`,
      );
      assert.equal(row?.n, 1, 'all or nothing, once');
    });
    await t.check('a plan of before a migration is made again', async () => {
      await ask();
      await db.exec('alter table words alter column word type varchar(40)');
      await ask();
    });
    await t.check('behind a pooler in transaction mode nothing is kept', async () => {
      const bouncer = await startPgbouncer(database.url);
      if (typeof bouncer === 'string') return t.skip('plans behind pgbouncer', bouncer);
      const pooled = openPostgres({ url: bouncer.url, connections: 3 });
      try {
        for (let i = 0; i < 12; i++) await pooled.query(text, ['bread']);
        const [row] = await pooled.query<{ n: number }>(KEPT, ['%'], { planned: 'anew' });
        assert.equal(row?.n, 0);
      } finally {
        await pooled.close();
        await bouncer.stop();
      }
    });
  } finally {
    await db.close();
    await database.drop();
  }
}
