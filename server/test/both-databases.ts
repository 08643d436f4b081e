import type { Database } from '../src/db/database.ts';
import { openPglite } from '../src/db/pglite.ts';
import { openPostgres } from '../src/db/postgres.ts';
import { createDatabase, temporaryFolder, type Checks } from './harness.ts';

/** Runs `suite` on a fresh embedded database and on a fresh one of PostgreSQL. */
export async function onBothDatabases(
  t: Checks,
  suite: (t: Checks, name: string, db: Database) => Promise<void>,
): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const lite = await openPglite(`${dir}/pg`);
  await suite(t, 'PGlite', lite);
  await lite.close();
  remove();
  const database = await createDatabase();
  if (typeof database === 'string') return t.skip('the same on PostgreSQL', database);
  const server = openPostgres({ url: database.url });
  await suite(t, 'PostgreSQL', server);
  await server.close();
  await database.drop();
}
