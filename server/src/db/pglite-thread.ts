import fs from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { amcheck } from '@electric-sql/pglite/contrib/amcheck';
import { fuzzystrmatch } from '@electric-sql/pglite/contrib/fuzzystrmatch';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { collector } from '../collect.ts';
import { untar } from './untar.ts';
import { DurableNodeFS, durableStartParams } from './durable-fs.ts';
import type { ThreadAnswer, ThreadData, ThreadRequest } from './pglite-protocol.ts';

/** Guard 3: PGlite in a thread of its own, so that no query holds up the event loop. */
if (parentPort === null) throw new Error('pglite-thread runs in a worker thread only');
const port = parentPort;
// SAFETY: started by pglite.ts only, with this data.
const { directory } = workerData as ThreadData;

unpackFresh();
const files = new DurableNodeFS(directory);
const db = await PGlite.create({
  fs: files,
  extensions: { pg_trgm, fuzzystrmatch, amcheck },
  startParams: durableStartParams(),
});

/**
 * The first start unpacks the empty cluster the build made: a quarter of the
 * time of making one. Beside the directory and renamed when it is complete, so
 * that a kill in between leaves nothing half.
 */
function unpackFresh(): void {
  // The same place seen from src/db and from dist/db.
  const fresh = new URL('../../dist/fresh.tar.gz', import.meta.url);
  if (fs.existsSync(`${directory}/PG_VERSION`) || !fs.existsSync(fresh)) return;
  const beside = `${directory}.new`;
  fs.rmSync(beside, { recursive: true, force: true });
  untar(fs.readFileSync(fresh), beside);
  try {
    fs.renameSync(beside, directory);
  } catch {
    // Something else is there: PGlite makes its cluster in it, the slow way.
    fs.rmSync(beside, { recursive: true, force: true });
  }
}

/** int8 as number, as in postgres.ts. */
const INT8 = 20;
const BYTEA = 17;
const parsers = {
  [INT8]: (text: string) => Number(text),
  // PGlite's own goes byte by byte: 8 MB take two seconds, and nobody else is answered meanwhile.
  [BYTEA]: bytesOf,
};
/** Bytes go to the database as they are. SAFETY: PGlite sends bytes as bytes, though its types know texts only. */
const serializers = { [BYTEA]: (bytes: unknown) => bytes as string };

const answer = (message: ThreadAnswer, moved: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, moved);

/** Bytes from which a value has memory of its own, which changes its thread instead of being copied. */
const LARGE = 64 * 1024;

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(text.slice(2), 'hex');
  return bytes.byteLength < LARGE ? new Uint8Array(bytes) : bytes;
}

const isLarge = (value: unknown): value is Uint8Array<ArrayBuffer> =>
  value instanceof Uint8Array && value.byteLength >= LARGE;
/** What leaves so much garbage that it is collected at once. */
const HEAVY = 1024 * 1024;
const isHeavy = (value: unknown): boolean =>
  (value instanceof Uint8Array || typeof value === 'string') && value.length >= HEAVY;

const collect = collector();

/** One after the other, in the order they came. */
let last = Promise.resolve();
port.on('message', (request: ThreadRequest) => {
  last = last.then(() => run(request));
});
answer({ id: 0, rows: [] });

async function run(request: ThreadRequest): Promise<void> {
  const { id } = request;
  try {
    if (request.kind === 'query') {
      const { rows } = await db.query<object>(request.text, [...request.values], {
        parsers,
        serializers,
      });
      const given = rows.flatMap((row): unknown[] => Object.values(row));
      answer(
        { id, rows },
        given.filter(isLarge).map(({ buffer }) => buffer),
      );
      if (given.some(isHeavy) || request.values.some(isHeavy)) setImmediate(collect);
    } else if (request.kind === 'exec') {
      await db.exec(request.text);
      answer({ id, rows: [] });
    } else if (request.kind === 'fsyncs') {
      answer({ id, rows: [{ fsyncs: files.fsyncs }] });
    } else {
      await db.close();
      answer({ id, rows: [] });
      port.close();
    }
  } catch (error) {
    answer({ id, error: describe(error) });
  }
}

function describe(error: unknown): { message: string; code?: string; detail?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  const text = (key: string): Record<string, string> => {
    const field: unknown = Reflect.get(error, key);
    return typeof field === 'string' ? { [key]: field } : {};
  };
  return { message: error.message, ...text('code'), ...text('detail') };
}
