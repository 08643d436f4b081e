import fs from 'node:fs';
import { dirname } from 'node:path';
import v8 from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Database } from './database.ts';
import { lockDirectory } from './lock.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './pglite-protocol.ts';
import { createTransactions, type Session } from './transactions.ts';
import { createTurns } from './turns.ts';
import { Unavailable } from './unavailable.ts';

/** Milliseconds somebody waits for the one session before being told to come back later. */
const PATIENCE = 10_000;

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

/** An error of PGlite, with its SQLSTATE, as it came out of the thread. */
class PgliteError extends Error {
  readonly code: string | undefined;
  readonly detail: string | undefined;
  constructor(error: { message: string; code?: string; detail?: string }) {
    super(error.message);
    this.name = 'PgliteError';
    this.code = error.code;
    this.detail = error.detail;
  }
}

export interface PgliteDatabase extends Database {
  /** How many times the thread has called fsync. */
  fsyncs(): Promise<number>;
}

/**
 * V8 optimises each function of the database's WebAssembly when it is used much.
 * One of them, PostgreSQL's interpreter of expressions, takes 600 MB of memory for
 * seconds to optimise. Without, statements that read many rows take up to twice the
 * time; those of one row show no difference beyond noise (docs/measured.md).
 */
function keepSmall(): void {
  v8.setFlagsFromString('--no-wasm-tier-up');
  v8.setFlagsFromString('--no-wasm-dynamic-tiering');
}

/** Opens (and makes) the embedded database in `directory`, behind its three guards. */
export async function openPglite(directory: string): Promise<PgliteDatabase> {
  fs.mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(directory);
  keepSmall();
  const data: ThreadData = { directory };
  const file = import.meta.url.endsWith('.ts') ? './pglite-thread.ts' : './pglite-thread.js';
  const thread = new Worker(new URL(file, import.meta.url), {
    workerData: data,
    // Young objects are rows on their way; more room for them is only filled with garbage.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  });
  const waiting = new Map<
    number,
    { ok: (rows: object[]) => void; fail: (reason: Error) => void }
  >();
  let lastId = 0;
  let closed: Error | undefined;
  let closing = false;

  const end = (reason: Error): void => {
    if (closed) return;
    closed = reason;
    // What was under way may have been kept.
    for (const { fail } of waiting.values())
      fail(new Unavailable('unsure', reason.message, { cause: reason }));
    waiting.clear();
    unlock();
  };
  thread.on('message', (message: ThreadAnswer) => {
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) call?.fail(new PgliteError(message.error));
    else call?.ok([...message.rows]);
  });
  thread.on('error', (error: Error) =>
    end(new Error(`The embedded database stopped: ${error.message}`, { cause: error })),
  );
  thread.on('exit', () => end(new Error('The embedded database is closed')));

  const send = (request: Unnumbered<ThreadRequest>): Promise<object[]> =>
    new Promise((ok, fail) => {
      if (closed) return fail(new Unavailable('away', closed.message, { cause: closed }));
      lastId++;
      waiting.set(lastId, { ok, fail });
      thread.postMessage({ ...request, id: lastId });
    });
  await new Promise<void>((ok, fail) => waiting.set(0, { ok: () => ok(), fail }));

  const turns = createTurns(1, PATIENCE);
  const transactions = createTransactions();
  const session: Session = {
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      // SAFETY: the caller names the columns its statement selects.
      (await send({ kind: 'query', text, values })) as Row[],
    async begin() {
      await session.query('begin');
    },
    async commit() {
      await session.query('commit');
    },
    async rollback() {
      try {
        await session.query('rollback');
      } catch (error) {
        // The next one would find itself inside of this transaction.
        end(new Error('The embedded database could not roll back', { cause: error }));
        await thread.terminate();
      }
    },
  };
  /** The one session: transactions and single statements alike wait for their turn. */
  const turn = <T>(work: () => Promise<T>): Promise<T> => {
    transactions.refuseInside();
    return turns.take(work);
  };
  return {
    kind: 'pglite',
    query: async (text, values) => turn(() => session.query(text, values)),
    exec: async (text) =>
      turn(async () => {
        await send({ kind: 'exec', text });
      }),
    tx: async (work, { snapshot = false } = {}) =>
      turn(() =>
        transactions.run(session, async (sql) => {
          if (snapshot)
            await sql.query('set transaction isolation level repeatable read, read only');
          return work(sql);
        }),
      ),
    load: () => turns.load(),
    broken: () => (closing ? null : (closed ?? null)),
    async fsyncs() {
      const [row] = await send({ kind: 'fsyncs' });
      return row !== undefined && 'fsyncs' in row ? Number(row.fsyncs) : 0;
    },
    async close() {
      if (closed) return;
      closing = true;
      const gone = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
      // Somebody who does not let go must not keep the process alive: nothing acknowledged is lost by ending it.
      await turn(() => send({ kind: 'close' })).catch(() => thread.terminate());
      await gone;
    },
  };
}
