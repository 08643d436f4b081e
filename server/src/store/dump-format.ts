import { createHash } from 'node:crypto';
import fs from 'node:fs';
import zlib from 'node:zlib';
import { sha256 } from './identifiers.ts';
import { keptText } from './packed.ts';

/**
 * A dump: gzipped JSON lines. A head; `["table",{row}]`, where a later row of
 * the same key stands for an earlier one; `["keys","table",["key", …]]`, the
 * only rows of that table that are left; a tail with the number of lines and
 * the hash of all before it. It depends on no engine and no version of one.
 */

/** Left out: the model index (synced again), and codes that live for minutes, what addresses saved today. */
export const LEFT_OUT = [
  'migrations',
  'models',
  'model_index',
  'model_vocabulary',
  'sign_in_codes',
  'address_usage',
] as const;
/** Every other table. A new one is added here; a test compares the list with the schema. */
export const TABLES = [
  'people',
  'notebooks',
  'notebook_versions',
  'withheld_content',
  'notebook_counts',
  'notebook_hourly',
  'notebook_rank',
  'event_seen',
  'net_points',
  'notebook_nets',
  'reports',
  'moderation_log',
  'access_tokens',
  'device_codes',
  'idempotency',
  'recipe_codes',
  'run_health',
  'card_presets',
  'collections',
  'settings',
] as const;
export type Table = (typeof TABLES)[number];

/** 1: no hash in the tail, no keys. */
export const FORMAT = 2;

export interface Head {
  readonly alacard_dump: number;
  readonly schema: number;
  readonly at: string;
}
export type Line =
  | { readonly kind: 'head'; readonly head: Head }
  | { readonly kind: 'row'; readonly table: Table; readonly row: string }
  | { readonly kind: 'keys'; readonly table: Table; readonly keys: readonly string[] };

/** Writes a dump; the file appears under its name only when it is whole and on the disk. */
export function createDumpWriter(file: string) {
  const part = `${file}.part`;
  const gzip = zlib.createGzip({ level: 1 });
  const out = fs.createWriteStream(part, { mode: 0o600, flush: true });
  let broken: Error | undefined;
  const done = new Promise<void>((resolve, reject) => {
    for (const stream of [gzip, out]) {
      stream.on('error', (error: Error) => {
        broken = error;
        reject(error);
        gzip.emit('drain');
      });
    }
    out.on('close', resolve);
  });
  done.catch(() => undefined);
  gzip.pipe(out);
  const hash = createHash('sha256');
  let lines = 0;
  const refuse = (): void => {
    if (broken) throw broken;
  };
  async function write(text: string): Promise<void> {
    refuse();
    if (gzip.write(text)) return;
    await new Promise((resolve) => gzip.once('drain', resolve));
    refuse();
  }
  return {
    line: async (text: string): Promise<void> => {
      lines++;
      const whole = `${text}\n`;
      hash.update(whole);
      await write(whole);
    },
    async end(): Promise<void> {
      await write(`${JSON.stringify({ end: true, lines, sha256: hash.digest('hex') })}\n`);
      gzip.end();
      await done;
      fs.renameSync(part, file);
    },
    discard(): void {
      gzip.destroy();
      out.destroy();
      fs.rmSync(part, { force: true });
    },
  };
}

async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const input = fs.createReadStream(file).pipe(zlib.createGunzip());
  let held: Buffer[] = [];
  // SAFETY: a stream without an encoding gives buffers.
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      yield Buffer.concat([...held, chunk.subarray(from, at)]);
      held = [];
      from = at + 1;
    }
    if (from < chunk.length) held.push(chunk.subarray(from));
  }
  if (held.length > 0) throw new Error('it ends in the middle of a line');
}

/** The lines of a dump. Throws, in words, for one that is cut off, altered, or no dump. */
export async function* readDump(file: string): AsyncGenerator<Line> {
  try {
    yield* checkedLines(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} is damaged or no dump: ${why}. Nothing was restored.`, {
      cause: error,
    });
  }
}

async function* checkedLines(file: string): AsyncGenerator<Line> {
  const hash = createHash('sha256');
  let lines = 0;
  let head: Head | undefined;
  let ended = false;
  for await (const bytes of linesOf(file)) {
    if (ended) throw new Error('something follows its end');
    const text = bytes.toString('utf8');
    const value: unknown = JSON.parse(text);
    if (isEnd(value)) {
      const wrong = value.lines !== lines || value.sha256 !== hash.digest('hex');
      if (head && head.alacard_dump >= 2 && wrong)
        throw new Error('it was altered: its hash does not fit');
      ended = true;
      continue;
    }
    hash.update(bytes).update('\n');
    lines++;
    if (head === undefined) {
      if (typeof value !== 'object' || value === null || !('alacard_dump' in value))
        throw new Error('its first line is not that of a dump');
      // SAFETY: the head of a dump of ours; its numbers are compared by whoever restores.
      head = value as Head;
      if (head.alacard_dump > FORMAT)
        throw new Error(`it was made by a newer server (format ${head.alacard_dump})`);
      yield { kind: 'head', head };
      continue;
    }
    if (!Array.isArray(value)) throw new Error(`line ${lines} is no row`);
    const [name, ...rest] = value as unknown[];
    const table = TABLES.find((known) => known === (name === 'keys' ? rest[0] : name));
    if (table === undefined) throw new Error(`line ${lines} is of an unknown table`);
    if (name === 'keys') yield { kind: 'keys', table, keys: (rest[1] as unknown[]).map(String) };
    // The text behind the table's name, not parsed and written again.
    else yield { kind: 'row', table, row: text.slice(table.length + 4, -1) };
  }
  if (!ended) throw new Error('it is cut off, the dump was not finished');
}

const isEnd = (value: unknown): value is { lines?: number; sha256?: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'end' in value;

/** Proves that a dump is whole: every line, the hash of all of them, and of every file in the open. */
export async function verifyDump(
  file: string,
): Promise<{ readonly head: Head; readonly rows: Readonly<Record<string, number>> }> {
  let head: Head | undefined;
  const rows: Record<string, number> = {};
  for await (const line of readDump(file)) {
    if (line.kind === 'head') ({ head } = line);
    if (line.kind !== 'row') continue;
    rows[line.table] = (rows[line.table] ?? 0) + 1;
    if (line.table !== 'notebook_versions') continue;
    // SAFETY: columns of this table, as 0001_sharing.sql and 0008_packed.sql have them.
    const version = JSON.parse(line.row) as DumpedVersion;
    if (!fits(version))
      throw new Error(
        `${file} is damaged or no dump: it holds a notebook whose content does not fit its hash.`,
      );
  }
  if (head === undefined) throw new Error(`${file} is empty.`);
  return { head, rows };
}

interface DumpedVersion {
  readonly sha256: string;
  readonly ipynb: string | null;
  /** `\\x` and hex; absent in dumps of earlier versions. */
  readonly packed?: string | null;
}

/** Sealed ones are authenticated by their envelope. */
function fits({ sha256: wanted, ipynb, packed = null }: DumpedVersion): boolean {
  const bytes = packed === null ? null : Buffer.from(packed.slice(2), 'hex');
  let text: string | null;
  try {
    text = keptText({ ipynb, packed: bytes });
  } catch {
    // What was altered may be no archive any more.
    return false;
  }
  return text === null || sha256(text) === wanted;
}
