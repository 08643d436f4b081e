import pg from 'pg';
import { sqlState, type Database, type QueryOptions, type Sql } from './database.ts';
import { createPlans, isLostPlan } from './plans.ts';

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
 * PostgreSQL through `pg`. No session state, and plans are kept only on direct
 * connections, so it works behind a pooler in transaction mode too.
 */
export function openPostgres({ url, connections = 10 }: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    query_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
    verify: (client, done) => void isDirect(client).then(() => done(), done),
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const plans = createPlans();
  const direct = new WeakSet<pg.ClientBase>();

  /** A pooler answers with a process number of its own, not with that of the server behind it. */
  async function isDirect(client: pg.ClientBase): Promise<void> {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    if (Reflect.get(client, 'processID') === rows[0]?.pid) direct.add(client);
  }

  const on = (client: pg.PoolClient): Sql => ({
    query: async <Row extends object>(
      text: string,
      values: readonly unknown[] = [],
      { planned = 'once' }: QueryOptions = {},
    ) => {
      const name = planned === 'once' && direct.has(client) ? plans.nameOf(text) : undefined;
      const given = { text, values: [...values] };
      const { rows } = await client.query(name === undefined ? given : { ...given, name });
      // SAFETY: the caller names the columns its statement selects.
      return rows as Row[];
    },
  });

  /** Work on a connection; once more, on another one, when a kept plan was gone. */
  async function connected<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = await pool.connect();
      let broken: Error | boolean = false;
      try {
        return await work(client);
      } catch (error) {
        if (error instanceof BrokenConnection) {
          broken = error;
          throw error.cause;
        }
        if (!isLostPlan(error) || attempt > 2) throw error;
        plans.lost();
        broken = true;
      } finally {
        client.release(broken);
      }
    }
  }

  return {
    kind: 'postgres',
    query: (text, values, options) =>
      connected(async (client) => {
        try {
          return await on(client).query(text, values, options);
        } catch (error) {
          // Not an answer of the database: a timeout, or a connection that broke.
          if (sqlState(error) === undefined) throw new BrokenConnection(text, { cause: error });
          throw error;
        }
      }),
    tx: (work) =>
      connected(async (client) => {
        try {
          await client.query('begin');
          const result = await work(on(client));
          await client.query('commit');
          return result;
        } catch (error) {
          await client.query('rollback').catch(() => {
            throw new BrokenConnection('rollback failed', { cause: error });
          });
          throw error;
        }
      }),
    async exec(script) {
      // Scripts build indexes over millions of rows.
      await pool.query(Object.assign({ text: script }, { query_timeout: 3_600_000 }));
    },
    close: () => pool.end(),
  };
}

/** The connection is of no more use; the cause is what the caller should see. */
class BrokenConnection extends Error {}
