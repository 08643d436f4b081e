import fs from 'node:fs';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Database, Sql } from './database.ts';
import { lockDirectory } from './lock.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './pglite-protocol.ts';

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

/** An error of PGlite, with its SQLSTATE, as it came out of the thread. */
export class PgliteError extends Error {
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

/** Opens (and makes) the embedded database in `directory`, behind its three guards. */
export async function openPglite(directory: string): Promise<PgliteDatabase> {
  fs.mkdirSync(dirname(directory), { recursive: true, mode: 0o700 });
  const unlock = lockDirectory(directory);
  const data: ThreadData = { directory };
  const file = import.meta.url.endsWith('.ts') ? './pglite-thread.ts' : './pglite-thread.js';
  const thread = new Worker(new URL(file, import.meta.url), { workerData: data });
  const waiting = new Map<
    number,
    { ok: (rows: object[]) => void; fail: (reason: Error) => void }
  >();
  let lastId = 0;
  let closed: Error | undefined;

  const end = (reason: Error): void => {
    closed ??= reason;
    for (const { fail } of waiting.values()) fail(reason);
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
      if (closed) return fail(closed);
      lastId++;
      waiting.set(lastId, { ok, fail });
      thread.postMessage({ ...request, id: lastId });
    });
  await new Promise<void>((ok, fail) => waiting.set(0, { ok: () => ok(), fail }));

  /** The one session belongs to the last transaction in this chain; everybody else waits for it. */
  let busy: Promise<void> | undefined;
  const free = async (): Promise<void> => {
    while (busy) await busy;
  };
  const inside: Sql = {
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      // SAFETY: the caller names the columns its statement selects.
      (await send({ kind: 'query', text, values })) as Row[],
  };
  return {
    kind: 'pglite',
    async query(text, values) {
      if (busy) await free();
      return inside.query(text, values);
    },
    async exec(text) {
      if (busy) await free();
      await send({ kind: 'exec', text });
    },
    async tx(work) {
      if (busy) await free();
      let done = (): void => undefined;
      busy = new Promise((resolve) => {
        done = resolve;
      });
      try {
        await inside.query('begin');
        const result = await work(inside);
        await inside.query('commit');
        return result;
      } catch (error) {
        await inside.query('rollback').catch(() => undefined);
        throw error;
      } finally {
        busy = undefined;
        done();
      }
    },
    async fsyncs() {
      const [row] = await send({ kind: 'fsyncs' });
      return row !== undefined && 'fsyncs' in row ? Number(row.fsyncs) : 0;
    },
    async close() {
      if (closed) return;
      await free();
      const gone = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
      await send({ kind: 'close' });
      await gone;
    },
  };
}
