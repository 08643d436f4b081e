import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ModelFacts } from '../src/hub/facts.ts';
import { NO_FACTS } from '../src/hub/no-facts.ts';
import { readModelCard } from '../src/model-card/read.ts';
import type { ModelCard } from '../src/model-card/types.ts';

/** A model card of a folder of cards, with as much about the model as the card itself tells. */
export interface CorpusCard {
  readonly id: string;
  readonly file: string;
  readonly text: string;
  /** What the Hub would say that it is for, where the card does not. */
  readonly task: string | null;
  readonly library: string | null;
}

const guess = z.string().optional();
const IndexLine = z.object({
  model_id: z.string(),
  file: z.string(),
  pipeline_tag_guess: guess,
  library_guess: guess,
});

/** Cards of a folder: named by its `index.jsonl` where there is one, else every `.md` file in it. */
export function readCorpus(folder: string): CorpusCard[] {
  const known = (word: string | undefined): string | null =>
    word === undefined || word === 'unknown' ? null : word;
  const read = (id: string, file: string, task?: string, library?: string): CorpusCard => ({
    id,
    file,
    text: readFileSync(join(folder, file), 'utf8'),
    task: known(task),
    library: known(library),
  });
  let index: string;
  try {
    index = readFileSync(join(folder, 'index.jsonl'), 'utf8');
  } catch {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.md'))
      .map((file) => read(file.slice(0, -3).replace('__', '/'), file));
  }
  return index
    .trim()
    .split('\n')
    .map((line) => {
      const one = IndexLine.parse(JSON.parse(line));
      return read(one.model_id, one.file, one.pipeline_tag_guess, one.library_guess);
    });
}

const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null);
const list = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

const NO_GUESS = { task: null, library: null };

/** Model facts from a card alone: what front matter says, unknown for the rest. */
export function factsFromCard(
  id: string,
  cardText: string,
  card: ModelCard = readModelCard(cardText),
  guess: { readonly task: string | null; readonly library: string | null } = NO_GUESS,
): ModelFacts {
  const { frontMatter } = card;
  const tags = list(frontMatter['tags']);
  return {
    ...NO_FACTS,
    id,
    sha: '0'.repeat(40),
    task: text(frontMatter['pipeline_tag']) ?? guess.task,
    library:
      text(frontMatter['library_name']) ??
      (tags.includes('diffusers') ? 'diffusers' : guess.library),
    tags,
    licence: text(frontMatter['license']),
    licenceLink: text(frontMatter['license_link']),
    customCode: card.hints.trustRemoteCode,
    hasChatTemplate: true,
    maskToken: text(frontMatter['mask_token']),
    baseModels: list(frontMatter['base_model']).map((base) => ({
      id: base,
      relation: null,
      gated: null,
    })),
    cardData: frontMatter,
    cardText,
  };
}
