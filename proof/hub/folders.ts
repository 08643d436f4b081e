import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SidecarSchema, type Behaviours } from './behaviour.ts';
import { filesIn } from './files.ts';
import type { Source } from './repo.ts';

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/;

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && NAME.test(entry.name))
        .map((entry) => entry.name)
    : [];

/** A folder that holds a card or a configuration is a repository, else a namespace. */
const isRepo = (folder: string): boolean =>
  ['README.md', 'config.json', 'model_index.json'].some((name) => existsSync(join(folder, name)));

/** Repositories in `<root>/<namespace>/<name>/`, and in `<root>/<name>/` for ids without a namespace. */
export const folderSource = (root: string): Source => ({
  ids: () =>
    foldersIn(root).flatMap((name) =>
      isRepo(join(root, name))
        ? [name]
        : foldersIn(join(root, name)).map((inner) => `${name}/${inner}`),
    ),
  files: (id) => {
    const parts = id.split('/');
    if (parts.length > 2 || !parts.every((part) => NAME.test(part) && part !== '..')) return null;
    const folder = join(root, ...parts);
    if (!existsSync(folder) || !statSync(folder).isDirectory()) return null;
    if (parts.length === 1 && !isRepo(folder)) return null;
    return { files: filesIn(folder), guesses: {} };
  },
});

/** Behaviours of `<root>/_hub.json`; {} when there is none. Throws when it is not valid. */
export const behavioursIn = (root: string): Behaviours => {
  const path = join(root, '_hub.json');
  if (!existsSync(path)) return {};
  const parsed = SidecarSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${parsed.error.message}`);
  return parsed.data;
};
