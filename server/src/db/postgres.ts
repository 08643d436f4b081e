import pg from 'pg';
import {
  sqlState,
  type Database,
  type QueryOptions,
  type Sql,
  type TxOptions,
} from './database.ts';
import { createPlans, isLostPlan } from './plans.ts';
import { createTransactions, type Session } from './transactions.ts';
import { createTurns } from './turns.ts';
import { reasonOf, Unavailable } from './unavailable.ts';

const { builtins } = pg.types;
/** int8 as number: counts and sizes here stay far below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (
  oid: number,
  format?: 'text' | 'binary',
): ((value: never) => unknown) =>
  oid === builtins.INT8 && format !== 'binary'
    ? Number
    : (pg.types.getTypeParser(oid, format) as (value: never) => unknown);

export interface PostgresOptions {
  readonly url: string;
  /** Connections of this server. Default 10. */
  readonly connections?: number;
}

/** Milliseconds. A request that cannot be answered within these is told to come back later. */
const LIMITS = { connection: 5000, statement: 10_000, lock: 3000, idle: 30_000 };
/** How much longer than the database itself we wait for its answer before we call it hung. */
const GRACE = 2000;
/** The longest a timer of Node can be set to. */
const NEVER = 2 ** 31 - 1;

/**
 * PostgreSQL through `pg`. Session settings and kept plans are used only on
 * direct connections, so it works behind a pooler in transaction mode too.
 */
export function openPostgres({ url, connections = 10 }: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    query_timeout: LIMITS.statement + GRACE,
    connectionTimeoutMillis: LIMITS.connection,
    types: { getTypeParser },
    verify: (client, done) => void prepare(client).then(() => done(), done),
  });
  // Without a listener, a connection that dies while idle would end the process; the pool replaces it.
  pool.on('error', () => undefined);
  // The same between two statements of a transaction; the next statement fails and says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const plans = createPlans();
  const direct = new WeakSet<pg.ClientBase>();
  const lost = new WeakSet<pg.ClientBase>();
  const transactions = createTransactions(LIMITS.idle);
  // Transactions may wait for each other's rows; reads and the health check keep connections of their own.
  const places = Math.max(1, connections - Math.min(3, Math.floor(connections / 3)));
  const turns = createTurns(places, LIMITS.connection);

  /** A pooler answers with a process number of its own, not with that of the server behind it. */
  async function prepare(client: pg.ClientBase): Promise<void> {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    if (Reflect.get(client, 'processID') !== rows[0]?.pid) return;
    await client.query(
      `set statement_timeout = ${LIMITS.statement}; set lock_timeout = ${LIMITS.lock};
       set idle_in_transaction_session_timeout = ${LIMITS.idle}`,
    );
    direct.add(client);
  }

  async function connect(): Promise<pg.PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      const state = sqlState(error);
      // A wrong password stays what it is.
      if (state !== undefined && reasonOf(state) === undefined) throw error;
      const waited = error instanceof Error && /timeout exceeded/.test(error.message);
      throw new Unavailable(waited ? 'busy' : 'away', 'no connection to the database', {
        cause: error,
      });
    }
  }

  /** One statement on a connection. Throws what PostgreSQL says, or Unavailable when it went away. */
  async function ask(
    client: pg.ClientBase,
    question: pg.QueryConfig & { query_timeout?: number },
  ): Promise<pg.QueryResult> {
    try {
      return await client.query(question);
    } catch (error) {
      const state = sqlState(error);
      const gone = state === undefined ? !(error instanceof TypeError) : reasonOf(state) === 'away';
      if (!gone) throw error;
      lost.add(client);
      if (error instanceof Error && error.message === 'Query read timeout')
        throw new Unavailable('busy', 'the database did not answer in time', { cause: error });
      throw new Unavailable('away', 'the connection to the database was lost', { cause: error });
    }
  }

  const on = (client: pg.ClientBase, wait?: number): Sql => ({
    query: async <Row extends object>(
      text: string,
      values: readonly unknown[] = [],
      { planned = 'once' }: QueryOptions = {},
    ) => {
      const name = planned === 'once' && direct.has(client) ? plans.nameOf(text) : undefined;
      const { rows } = await ask(client, {
        text,
        values: [...values],
        ...(name === undefined ? {} : { name }),
        ...(wait === undefined ? {} : { query_timeout: wait }),
      });
      // SAFETY: the caller names the columns its statement selects.
      return rows as Row[];
    },
  });

  /** Work on a connection; once more, on another one, when a kept plan was gone. */
  async function connected<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const client = await connect();
      let broken = false;
      try {
        return await work(client);
      } catch (error) {
        if (!isLostPlan(error) || attempt > 2) throw error;
        plans.lost();
        broken = true;
      } finally {
        client.release(broken || lost.has(client));
      }
    }
  }

  function sessionOn(client: pg.ClientBase, { longest, snapshot = false }: TxOptions): Session {
    const limit = longest ?? LIMITS.statement;
    const wait = longest === undefined ? undefined : Math.min(NEVER, longest + GRACE);
    const settings =
      longest === undefined && direct.has(client)
        ? ''
        : `; set local statement_timeout = ${Number.isFinite(limit) ? limit : 0}; set local lock_timeout = ${LIMITS.lock}; set local idle_in_transaction_session_timeout = ${LIMITS.idle}`;
    return {
      ...on(client, wait),
      async begin() {
        const text = snapshot ? 'begin isolation level repeatable read read only' : 'begin';
        await ask(client, { text: `${text}${settings}` });
      },
      async commit() {
        try {
          await ask(client, { text: 'commit', ...(wait ? { query_timeout: wait } : {}) });
        } catch (error) {
          if (!(error instanceof Unavailable)) throw error;
          throw new Unavailable('unsure', 'the connection was lost during the commit', {
            cause: error,
          });
        }
      },
      async rollback() {
        // A connection that cannot roll back is thrown away, and PostgreSQL rolls back.
        if (!lost.has(client))
          await ask(client, { text: 'rollback' }).catch(() => void lost.add(client));
      },
    };
  }

  /** A single statement. What only reads is asked again when its connection was lost. */
  async function query<Row extends object>(
    text: string,
    values?: readonly unknown[],
    options?: QueryOptions,
  ): Promise<Row[]> {
    for (let attempt = 1; ; attempt++) {
      const state = { asked: false };
      try {
        return await connected((client) => {
          state.asked = true;
          return on(client).query<Row>(text, values, options);
        });
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        if (state.asked && !reads(text))
          throw new Unavailable('unsure', error.message, { cause: error });
        if (error.reason !== 'away' || attempt > 3) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * 100));
      }
    }
  }

  return {
    kind: 'postgres',
    async query(text, values, options) {
      transactions.refuseInside();
      return query(text, values, options);
    },
    async tx(work, options = {}) {
      transactions.refuseInside();
      return turns.take(() =>
        connected((client) => transactions.run(sessionOn(client, options), work)),
      );
    },
    async exec(script) {
      transactions.refuseInside();
      // Scripts build indexes over millions of rows.
      await connected((client) =>
        ask(client, {
          text: `set local statement_timeout = 0; ${script}`,
          query_timeout: NEVER,
        }),
      );
    },
    load: () => ({
      busy: pool.totalCount - pool.idleCount,
      waiting: pool.waitingCount + turns.load().waiting,
    }),
    broken: () => null,
    close: () => pool.end(),
  };
}

/** Statements that change nothing can be asked again on another connection. */
const reads = (text: string): boolean =>
  /^\s*(?:select|with)\b/i.test(text) && !/\b(?:insert\s+into|update|delete\s+from)\b/i.test(text);
