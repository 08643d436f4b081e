import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One file of a repository. */
export interface RepoFile {
  readonly path: string;
  readonly size: number;
  /** Git's object id: SHA-1 over the header and the bytes. */
  readonly oid: string;
  /** SHA-256 of the bytes when the file is stored by LFS, as weights are. */
  readonly lfs: string | null;
  read(): Buffer;
}

export type RepoFiles = ReadonlyMap<string, RepoFile>;

const LFS = /\.(safetensors|bin|onnx|gguf|pt|pth|ckpt|h5|msgpack|joblib|pkl|npz|model)$/;

const hash = (algorithm: 'sha1' | 'sha256', ...parts: (string | Buffer)[]): string => {
  const sum = createHash(algorithm);
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
};

export const gitOid = (bytes: Buffer): string =>
  hash('sha1', `blob ${String(bytes.length)}\0`, bytes);

const repoFile = (path: string, bytes: Buffer, read: () => Buffer): RepoFile => ({
  path,
  size: bytes.length,
  oid: gitOid(bytes),
  lfs: LFS.test(path) ? hash('sha256', bytes) : null,
  read,
});

export const fileOf = (path: string, content: string | Buffer): RepoFile => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return repoFile(path, bytes, () => bytes);
};

const known = new Map<string, { stamp: string; file: RepoFile }>();

/** Reads a file's hashes once, and again when it changed. */
const fileAt = (folder: string, path: string): RepoFile => {
  const full = join(folder, path);
  const { size, mtimeMs } = statSync(full);
  const stamp = `${String(size)} ${String(mtimeMs)}`;
  const before = known.get(full);
  if (before?.stamp === stamp) return before.file;
  const file = repoFile(path, readFileSync(full), () => readFileSync(full));
  known.set(full, { stamp, file });
  return file;
};

/** Files of a folder, sorted by path, links left out. */
export const filesIn = (folder: string): RepoFiles => {
  const paths: string[] = [];
  const walk = (prefix: string): void => {
    for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) paths.push(path);
    }
  };
  walk('');
  return new Map(paths.sort().map((path) => [path, fileAt(folder, path)]));
};

/** 40 hexadecimal digits that change exactly when a file does. */
export const commitOf = (id: string, files: RepoFiles): string =>
  hash('sha1', id, ...[...files.values()].map(({ path, oid }) => `\0${path} ${oid}`));

/** JSON of a file of the repository as an object; {} when it is missing or no JSON. */
export const jsonOf = (files: RepoFiles, path: string): Record<string, unknown> => {
  const file = files.get(path);
  if (!file) return {};
  try {
    const value: unknown = JSON.parse(file.read().toString('utf8'));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
