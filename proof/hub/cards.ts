import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DEFAULT_LIBRARY, LIBRARY_TAGS, PLAUSIBLE_CONFIG } from './behind.ts';
import { fileOf, type RepoFiles } from '../../server/src/local-hub/files.ts';
import { frontMatterOf } from '../../server/src/local-hub/front-matter.ts';
import type { Repo, Source } from '../../server/src/local-hub/repo.ts';
import { tinyFor, tinyModelsIn } from './tiny.ts';

const CardSchema = z.object({
  model_id: z.string(),
  file: z.string(),
  pipeline_tag_guess: z.string(),
  library_guess: z.string(),
});
type CardLine = z.infer<typeof CardSchema>;

/** The index marks versions by `@…`, which no id has: `org/name@2020` is served as `org/name-2020` when `org/name` is there too. */
const idsOf = (lines: readonly CardLine[]): Map<string, CardLine> => {
  const plain = new Set(lines.map(({ model_id }) => model_id));
  return new Map(
    lines.map((line) => {
      const [id = line.model_id, version] = line.model_id.split('@');
      return [version === undefined || !plain.has(id) ? id : `${id}-${version}`, line];
    }),
  );
};

const readIndex = (folder: string): CardLine[] =>
  readFileSync(join(folder, 'index.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => CardSchema.parse(JSON.parse(line)));

/** The ids under which the cards of a folder are served. */
export const cardIds = (folder: string): string[] => [...idsOf(readIndex(folder)).keys()];

/**
 * Real cards under their own ids: README.md is the card's bytes; the other
 * files are those of a tiny model of the same task and library in one of the
 * roots (listed in its `index.json`), else a plausible `config.json` only.
 */
export const cardSource = (folder: string, roots: readonly string[]): Source => {
  const byId = idsOf(readIndex(folder));
  const behind = roots.map(tinyModelsIn);
  const made = new Map<string, { files: RepoFiles; guesses: Repo['guesses'] }>();

  const make = (line: CardLine): { files: RepoFiles; guesses: Repo['guesses'] } => {
    const text = readFileSync(join(folder, line.file));
    const card = fileOf('README.md', text);
    const only: RepoFiles = new Map([['README.md', card]]);
    const matter = frontMatterOf(only);
    const task = known(matter['pipeline_tag']) ?? known(line.pipeline_tag_guess);
    const tags = words(matter['tags']);
    const library =
      known(matter['library_name']) ??
      known(line.library_guess) ??
      tags.find((tag) => LIBRARY_TAGS.includes(tag));
    const guesses = { ...(task ? { task } : {}), ...(library ? { library } : {}) };
    const described = [line.model_id, ...tags].join(' ');
    for (const tiny of behind) {
      const files = tinyFor(tiny, task, library, described, text.toString('utf8'))?.files();
      if (files) return { files: sorted(new Map([...files, ['README.md', card]])), guesses };
    }
    return { files: sorted(new Map([...only, ...plausible(task, library)])), guesses };
  };

  return {
    ids: () => [...byId.keys()],
    open: (id) => {
      const line = byId.get(id);
      if (!line) return null;
      const before = made.get(id) ?? make(line);
      made.set(id, before);
      return before;
    },
  };
};

const words = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

const plausible = (
  task: string | undefined,
  library: string | undefined,
): [string, ReturnType<typeof fileOf>][] => {
  const config = PLAUSIBLE_CONFIG[task ?? ''];
  if (!config || (library !== undefined && library !== DEFAULT_LIBRARY)) return [];
  const [model_type, architecture] = config;
  const text = JSON.stringify({ architectures: [architecture], model_type }, null, 2);
  return [['config.json', fileOf('config.json', text)]];
};

const sorted = (files: RepoFiles): RepoFiles =>
  new Map([...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

const known = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== 'unknown' ? value : undefined;
