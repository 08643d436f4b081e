import pg from 'pg';
import type { Database, Sql } from './database.ts';

const { builtins } = pg.types;
/** int8 as number: counts and sizes here stay far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === builtins.INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format);

export interface PostgresOptions {
  readonly url: string;
  /** Connections of this server. Default 10. */
  readonly connections?: number;
}

/**
 * PostgreSQL through `pg`. Unnamed statements and no session state, so it works
 * behind a pooler in transaction mode too.
 */
export function openPostgres({ url, connections = 10 }: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    query_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);

  const on = (client: pg.Pool | pg.PoolClient): Sql => ({
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      // SAFETY: the caller names the columns its statement selects.
      (await client.query(text, [...values])).rows as Row[],
  });
  return {
    kind: 'postgres',
    ...on(pool),
    async tx(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query('begin');
        const result = await work(on(client));
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((reason: Error) => {
          broken = reason;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    async exec(script) {
      // Scripts build indexes over millions of rows.
      await pool.query(Object.assign({ text: script }, { query_timeout: 3_600_000 }));
    },
    close: () => pool.end(),
  };
}
