import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileAt, LeadsOut, within, type RepoFiles } from './files.ts';
import type { Source } from './repo.ts';

/** A segment of an id; what begins with a dot is nobody's model. */
export const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && NAME.test(entry.name))
        .map((entry) => entry.name)
    : [];

/** A folder that holds a card or a configuration is a repository, else a namespace. */
const isRepo = (folder: string): boolean =>
  ['README.md', 'config.json', 'model_index.json', 'modules.json'].some((name) =>
    existsSync(join(folder, name)),
  );

/** Files of a folder, sorted by path; links and what begins with a dot are left out. */
const filesIn = (root: string, folder: string): RepoFiles => {
  const paths: string[] = [];
  const walk = (prefix: string): void => {
    for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
      if (entry.name.startsWith('.') && entry.name !== '.gitattributes') continue;
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) paths.push(path);
    }
  };
  walk('');
  return new Map(paths.sort().map((path) => [path, fileAt(root, folder, path)]));
};

/** Repositories in `<root>/<namespace>/<name>/`, and in `<root>/<name>/` for ids without a namespace. */
export const folderSource = (folder: string): Source => {
  const root = realpathSync(folder);
  return {
    ids: () =>
      foldersIn(root).flatMap((name) =>
        isRepo(join(root, name))
          ? [name]
          : foldersIn(join(root, name))
              .filter((inner) => !['refs', 'snapshots', 'blobs'].includes(inner))
              .map((inner) => `${name}/${inner}`),
      ),
    open: (id) => {
      const parts = id.split('/');
      if (parts.length > 2 || !parts.every((part) => NAME.test(part))) return null;
      const repo = join(root, ...parts);
      try {
        if (!existsSync(repo) || !statSync(within(root, repo)).isDirectory()) return null;
        if (parts.length === 1 && !isRepo(repo)) return null;
        return { files: filesIn(root, repo), guesses: {} };
      } catch (error) {
        if (error instanceof LeadsOut) return null;
        throw error;
      }
    },
  };
};
