import { Unavailable } from './unavailable.ts';

/** The one interface to SQL: PGlite in a thread, or any PostgreSQL from 15 on. */
export interface Sql {
  /**
   * Runs one statement and gives its rows. Values are bound, never spliced.
   * `Row` is what the statement selects; the caller writes both.
   * int8 comes as number, timestamptz as Date, bytea as Uint8Array, jsonb parsed.
   * JSON is bound as text (`$1::text::jsonb`), arrays as arrays.
   */
  query<Row extends object>(
    text: string,
    values?: readonly unknown[],
    options?: QueryOptions,
  ): Promise<Row[]>;
}

export interface QueryOptions {
  /**
   * `once` (the default): the plan may be kept and serve other values too.
   * `anew`: the best plan depends on the values, such as how common a word is.
   */
  readonly planned?: 'once' | 'anew';
}

export interface TxOptions {
  /** Longest one statement may take, in milliseconds; `Infinity` for migrations and restores. */
  readonly longest?: number;
  /** Only reads, and all of it as it was at one moment. */
  readonly snapshot?: boolean;
}

export interface Database extends Sql {
  readonly kind: 'pglite' | 'postgres';
  /**
   * All or nothing, on a handle that ends with it. No input or output but SQL
   * inside: on PGlite everybody else waits.
   */
  tx<T>(work: (sql: Sql) => Promise<T>, options?: TxOptions): Promise<T>;
  /** Runs a script of several statements without values. */
  exec(script: string): Promise<void>;
  /** What is going on, for the metrics: work that has begun, and work that waits for its turn. */
  load(): { readonly busy: number; readonly waiting: number };
  /** Why only a new start of the process helps, or null while all is well. */
  broken(): Error | null;
  close(): Promise<void>;
}

/** SQLSTATE of a database error, if it is one. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const { code } = error;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

/** Serialisation failure and deadlock: PostgreSQL asks to try again. */
const RETRY = new Set(['40001', '40P01']);

/**
 * Runs something that is all or nothing again, at most four times: when
 * PostgreSQL asks for it, and when its connection was lost before anything was kept.
 */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const lost = error instanceof Unavailable && error.reason === 'away';
      if (attempt >= 4 || !(lost || RETRY.has(sqlState(error) ?? ''))) throw error;
      await new Promise((resolve) =>
        setTimeout(resolve, attempt * (lost ? 100 : 10 * Math.random())),
      );
    }
  }
}

/** A transaction, run again when PostgreSQL asks for it. */
export const retrying = <T>(db: Database, work: (sql: Sql) => Promise<T>): Promise<T> =>
  again(() => db.tx(work));

/** The only row of an answer. */
export function one<Row>(rows: readonly Row[], what: string): Row {
  const [row] = rows;
  if (row === undefined) throw new Error(`${what}: the database gave no row`);
  return row;
}
