import type { Behaviour } from './behaviour.ts';
import { commitOf, type RepoFiles } from './files.ts';

/** A repository as served: files and what is special about it. */
export interface Repo {
  readonly id: string;
  readonly sha: string;
  readonly files: RepoFiles;
  readonly behaviour: Behaviour;
  /** Used where the front matter is silent (cards of the corpus). */
  readonly guesses: { readonly task?: string; readonly library?: string };
}

export const repoOf = (
  id: string,
  files: RepoFiles,
  behaviour: Behaviour = {},
  guesses: Repo['guesses'] = {},
): Repo => ({ id, sha: commitOf(id, files), files, behaviour, guesses });

/** Where repositories come from. */
export interface Source {
  ids(): readonly string[];
  files(id: string): { files: RepoFiles; guesses: Repo['guesses'] } | null;
}

/** All sources and behaviours together. */
export interface Catalogue {
  find(id: string): Repo | null;
  all(): readonly Repo[];
}

export const catalogueOf = (
  sources: readonly Source[],
  behaviours: () => Readonly<Record<string, Behaviour>>,
): Catalogue => {
  const find = (id: string): Repo | null => {
    const behaviour = behaviours()[id] ?? {};
    // A renamed, missing or copied repository needs no files of its own.
    const from = behaviour.like ?? id;
    for (const source of sources) {
      const found = source.files(from);
      if (found) return repoOf(id, found.files, behaviour, found.guesses);
    }
    return behaviour.renamedTo !== undefined || behaviour.missing === true
      ? repoOf(id, new Map(), behaviour)
      : null;
  };
  const all = (): readonly Repo[] => {
    const ids = new Set([
      ...sources.flatMap((source) => source.ids()),
      ...Object.keys(behaviours()),
    ]);
    return [...ids].sort().flatMap((id) => find(id) ?? []);
  };
  return { find, all };
};
