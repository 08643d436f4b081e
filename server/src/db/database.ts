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

export interface Database extends Sql {
  readonly kind: 'pglite' | 'postgres';
  /** All or nothing. No input or output but SQL inside: on PGlite everybody else waits. */
  tx<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Runs a script of several statements without values. */
  exec(script: string): Promise<void>;
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

/** Runs something that is all or nothing again when PostgreSQL asks for it, at most four times. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= 4 || !RETRY.has(sqlState(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 10 * Math.random()));
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
