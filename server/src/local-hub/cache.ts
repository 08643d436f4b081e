import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileAt, LeadsOut, type RepoFiles } from './files.ts';
import { NAME } from './folders.ts';
import type { Source } from './repo.ts';

/**
 * The cache that huggingface_hub keeps, served as it lies (`HF_HOME/hub`):
 * `models--<namespace>--<name>/{refs/<ref>, snapshots/<commit>/…, blobs/…}`. A
 * snapshot's files are links into `blobs`, whose names are the ETags; a link that
 * leads anywhere else is no file.
 */
export const isCache = (folder: string): boolean =>
  readdirSync(folder, { withFileTypes: true }).some(
    (entry) => entry.isDirectory() && entry.name.startsWith('models--'),
  );

const COMMIT = /^[0-9a-f]{40}$/;
const SHA256 = /^[0-9a-f]{64}$/;

export const cacheSource = (folder: string): Source => {
  const root = realpathSync(folder);
  const homeOf = (id: string): string | null => {
    const parts = id.split('/');
    if (parts.length > 2 || !parts.every((part) => NAME.test(part))) return null;
    const home = join(root, `models--${parts.join('--')}`);
    return existsSync(join(home, 'snapshots')) ? home : null;
  };
  return {
    ids: () =>
      readdirSync(root).flatMap((name) =>
        name.startsWith('models--') && existsSync(join(root, name, 'snapshots'))
          ? [name.slice('models--'.length).replace('--', '/')]
          : [],
      ),
    open: (id, revision) => {
      const home = homeOf(id);
      if (home === null) return null;
      const commit = commitOfRef(home, revision);
      const snapshot = commit === null ? null : join(home, 'snapshots', commit);
      if (commit === null || snapshot === null || !existsSync(snapshot))
        return { files: new Map(), guesses: {}, commit: null };
      return { files: filesOf(realpathSync(home), snapshot), guesses: {}, commit };
    },
  };
};

/** The commit a branch or tag stands for, as the cache noted it when it was downloaded. */
function commitOfRef(home: string, revision: string): string | null {
  if (COMMIT.test(revision)) return revision;
  const name = revision === 'HEAD' ? 'main' : revision;
  if (!NAME.test(name)) return null;
  const ref = join(home, 'refs', name);
  if (!existsSync(ref) || !lstatSync(ref).isFile()) return null;
  const commit = readFileSync(ref, 'utf8').trim();
  return COMMIT.test(commit) ? commit : null;
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : null;

function filesOf(home: string, snapshot: string): RepoFiles {
  const found = new Map<string, ReturnType<typeof fileAt>>();
  const walk = (prefix: string): void => {
    for (const entry of readdirSync(join(snapshot, prefix), { withFileTypes: true })) {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() || entry.isSymbolicLink()) {
        try {
          const blob = entry.isSymbolicLink() ? basename(readlinkSync(join(snapshot, path))) : '';
          found.set(path, fileAt(home, snapshot, path, SHA256.test(blob) ? blob : null));
        } catch (error) {
          // A blob that is gone, or a link out of the model's own folder: not served.
          if (!(error instanceof LeadsOut) && codeOf(error) !== 'ENOENT') throw error;
        }
      }
    }
  };
  walk('');
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
