import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** One file of a repository. */
export interface RepoFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Changes when the file does: size and time, or its content. */
  readonly stamp: string;
  /** Stored by LFS on the Hub, as weights are: known by SHA-256 of its bytes. */
  readonly lfs: boolean;
  /** Git's object id of what the repository holds: the bytes, or the pointer of an LFS file. */
  oid(): Promise<string>;
  sha256(): Promise<string>;
  /** The first bytes, at most as many as asked for. */
  head(bytes: number): Buffer;
  /** Bytes `first` to `last`, both included. */
  stream(first: number, last: number): Readable;
}

export type RepoFiles = ReadonlyMap<string, RepoFile>;

const LFS = /\.(?:safetensors|bin|onnx|gguf|pt|pth|ckpt|h5|msgpack|joblib|pkl|npz|model)$/;

/** Cards and configurations are read whole up to here; 4 MB is more than any of them has. */
const MOST_TEXT = 4 * 1024 ** 2;

export const beginningOf = (file: RepoFile | undefined): string =>
  file?.head(MOST_TEXT).toString('utf8') ?? '';

const sha1 = (...parts: (string | Buffer)[]): string => {
  const sum = createHash('sha1');
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
};

export const gitOid = (bytes: Buffer | string): string =>
  sha1(`blob ${String(Buffer.byteLength(bytes))}\0`, bytes);

/** Source: the Git LFS specification, "The Pointer". */
const pointer = (sha256: string, size: number): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${String(size)}\n`;

/** A file that is given by its content. */
export const fileOf = (path: string, content: string | Buffer): RepoFile => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const hash = createHash('sha256').update(bytes).digest('hex');
  const lfs = LFS.test(path);
  return {
    path,
    size: bytes.length,
    stamp: hash,
    lfs,
    oid: () => Promise.resolve(gitOid(lfs ? pointer(hash, bytes.length) : bytes)),
    sha256: () => Promise.resolve(hash),
    head: (most) => bytes.subarray(0, most),
    stream: (first, last) => Readable.from([bytes.subarray(first, last + 1)]),
  };
};

/** A path that leads out of what is served, by a link that was put there meanwhile. */
export class LeadsOut extends Error {}

/** The place a path leads to. @throws LeadsOut when that is not below `root`. */
export const within = (root: string, path: string): string => {
  const real = realpathSync(path);
  if (real === root || real.startsWith(root + sep)) return real;
  throw new LeadsOut(path);
};

const known = new Map<string, { stamp: string; file: RepoFile }>();

/**
 * A file on disk. Nothing of it is read before somebody asks; weights are read in
 * pieces, so that their size does not matter.
 * @param root real path that the file must lie below, followed at each reading.
 * @param sha256 hash of the bytes where its name tells it, as in the Hub's cache.
 */
export const fileAt = (
  root: string,
  folder: string,
  path: string,
  sha256: string | null = null,
): RepoFile => {
  const full = join(folder, path);
  const { size, mtimeMs } = statSync(within(root, full));
  const stamp = `${String(size)} ${String(mtimeMs)}`;
  const before = known.get(full);
  if (before?.stamp === stamp) return before.file;
  const lfs = LFS.test(path);
  let hash: Promise<string> | null = sha256 === null ? null : Promise.resolve(sha256);
  const sum = (): Promise<string> => (hash ??= sumOf(within(root, full)));
  const file: RepoFile = {
    path,
    size,
    stamp,
    lfs,
    oid: async () => gitOid(lfs ? pointer(await sum(), size) : readFileSync(within(root, full))),
    sha256: sum,
    head: (most) => headOf(within(root, full), Math.min(most, size)),
    stream: (first, last) => createReadStream(within(root, full), { start: first, end: last }),
  };
  known.set(full, { stamp, file });
  return file;
};

async function sumOf(file: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1024 ** 2 }), sum);
  return sum.digest('hex');
}

function headOf(file: string, bytes: number): Buffer {
  const handle = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    return buffer.subarray(0, readSync(handle, buffer, 0, bytes, 0));
  } finally {
    closeSync(handle);
  }
}

/** 40 hexadecimal digits that change exactly when a file does, wherever the folder lies. */
export const commitOf = async (id: string, files: RepoFiles): Promise<string> => {
  const parts: string[] = [];
  for (const file of files.values()) parts.push(`\0${file.path} ${await file.oid()}`);
  return sha1(id, ...parts);
};

/** JSON of a file of the repository as an object; {} when it is missing or no JSON. */
export const jsonOf = (files: RepoFiles, path: string): Record<string, unknown> => {
  const text = beginningOf(files.get(path));
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
