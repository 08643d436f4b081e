import type { Behaviour } from './behaviour.ts';
import { commitOf, type RepoFiles } from './files.ts';

/** A repository as served, at one revision: files and what is special about it. */
export interface Repo {
  readonly id: string;
  readonly files: RepoFiles;
  readonly behaviour: Behaviour;
  /** Used where the front matter is silent. */
  readonly guesses: {
    readonly task?: string;
    readonly library?: string;
    readonly popularity?: Popularity;
  };
  /** 40 hexadecimal digits. Hashes the files the first time. */
  commit(): Promise<string>;
  /** True when the revision that the repository was looked up at is one it has. */
  exists(): Promise<boolean>;
}

/** What the Hub sorts its lists by. */
export interface Popularity {
  readonly downloads: number;
  readonly likes: number;
  readonly trendingScore: number;
}

/** Where repositories come from. */
export interface Source {
  ids(): readonly string[];
  /** The repository at a revision; null: this source does not have it. */
  open(id: string, revision: string): Opened | null;
}

export interface Opened {
  readonly files: RepoFiles;
  readonly guesses: Repo['guesses'];
  /** Commit of the files where the source keeps revisions; null: it has not this one. */
  readonly commit?: string | null;
}

const NOTHING: Opened = { files: new Map(), guesses: {} };

const repoOf = (id: string, opened: Opened, revision: string, behaviour: Behaviour): Repo => {
  const { files, guesses, commit: noted } = opened;
  const commit = (): Promise<string> =>
    typeof noted === 'string' ? Promise.resolve(noted) : commitOf(id, files);
  return {
    id,
    files,
    guesses,
    behaviour,
    commit,
    exists: async () =>
      noted === undefined
        ? revision === 'main' || revision === 'HEAD' || revision === (await commit())
        : noted !== null,
  };
};

/** All sources and behaviours together. */
export interface Catalogue {
  find(id: string, revision?: string): Repo | null;
  all(): readonly Repo[];
}

export const catalogueOf = (
  sources: readonly Source[],
  behaviours: () => Readonly<Record<string, Behaviour>> = () => ({}),
): Catalogue => {
  const find = (id: string, revision = 'main'): Repo | null => {
    const behaviour = Object.hasOwn(behaviours(), id) ? (behaviours()[id] ?? {}) : {};
    // A renamed, missing or copied repository needs no files of its own.
    const from = behaviour.like ?? id;
    for (const source of sources) {
      const opened = source.open(from, revision);
      if (opened) return repoOf(id, opened, revision, behaviour);
    }
    return behaviour.renamedTo !== undefined || behaviour.missing === true
      ? repoOf(id, NOTHING, revision, behaviour)
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
