import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DEFAULT_LIBRARY, PECULIAR, SAME_LIBRARY, SAME_TASK } from './behind.ts';
import { jsonOf, type RepoFiles } from '../../server/src/local-hub/files.ts';
import { folderSource } from '../../server/src/local-hub/folders.ts';
import { behavioursIn } from './sidecar.ts';

const TinySchema = z.object({
  id: z.string(),
  task: z.string().nullable(),
  library: z.string().nullable(),
});

export interface TinyModel {
  readonly task: string | null;
  readonly library: string | null;
  /** `model_type` of its configuration, "" when it has none. */
  readonly modelType: string;
  /** Mask token of its tokenizer, null when it has none. */
  readonly mask: string | null;
  files(): RepoFiles | null;
}

/** Tiny models listed in a root's `index.json`, without those that behave specially. */
export const tinyModelsIn = (root: string): readonly TinyModel[] => {
  const path = join(root, 'index.json');
  if (!existsSync(path)) return [];
  const source = folderSource(root);
  const special = behavioursIn(root);
  return z
    .array(TinySchema)
    .parse(JSON.parse(readFileSync(path, 'utf8')))
    .filter(({ id }) => !(id in special) && !PECULIAR.includes(id))
    .map(({ id, task, library }) => {
      const files = () => source.open(id, 'main')?.files ?? null;
      const here = files() ?? new Map();
      const type = jsonOf(here, 'config.json')['model_type'];
      const mask = jsonOf(here, 'tokenizer_config.json')['mask_token'];
      return {
        task,
        library,
        modelType: typeof type === 'string' ? type : '',
        mask: typeof mask === 'string' ? mask : null,
        files,
      };
    });
};

/**
 * The tiny model of the same task and library; among several one that writes
 * the mask token the card writes, the one whose architecture the card's id or
 * tags name, else the first.
 */
export const tinyFor = (
  tiny: readonly TinyModel[],
  task: string | undefined,
  library: string | undefined,
  described: string,
  card = '',
): TinyModel | undefined => {
  if (task === undefined) return undefined;
  const tasks = [task, ...(SAME_TASK[task] ?? [])];
  const libraries =
    library === undefined ? [DEFAULT_LIBRARY] : [library, ...(SAME_LIBRARY[library] ?? [])];
  for (const wanted of libraries) {
    for (const each of tasks) {
      const same = tiny.filter((model) => model.task === each && model.library === wanted);
      const masked = same.filter(({ mask }) => mask !== null && card.includes(mask));
      const fitting = masked.length > 0 ? masked : same;
      // The longest name first: a card that says "roberta" says "bert", too.
      const named = fitting
        .filter(({ modelType }) => names(described, modelType))
        .sort((a, b) => b.modelType.length - a.modelType.length)[0];
      if (fitting.length > 0) return named ?? fitting[0];
    }
  }
  // Every model of this library answers with a vector, whatever its card calls the task.
  return library === 'sentence-transformers'
    ? tiny.find((model) => model.library === library)
    : undefined;
};

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
const names = (described: string, modelType: string): boolean =>
  modelType !== '' && letters(described).includes(letters(modelType));
