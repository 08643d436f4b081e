import { z } from 'zod';
import {
  DIFFICULTIES,
  INPUT_KINDS,
  OUTPUT_KINDS,
  ROUTES,
  SAMPLE_KINDS,
  UI_COMPONENTS,
} from './shapes.ts';

/** Data files of the deck: `core/cards/**.yaml` and the headers of `core/templates/tasks/*.py`. */

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'ids are kebab-case');
const line = z
  .string()
  .min(1)
  .refine((text) => !text.includes('\n'), 'must be one line');
const prose = z.string().min(1);
const card = { id, name: line, emoji: line, summary: line };

/** `core/cards/topics/<id>.yaml`: a domain, with inputs for every input shape. */
export const TopicSchema = z.strictObject({
  ...card,
  /** Noun phrase that fits into a sentence: "sourdough baking". */
  subject: line,
  /** Sentences with an opinion or a claim, for classification and embeddings. */
  texts: z.array(line).min(6),
  /** Sentences rich in names, organisations, places and dates. */
  entities: z.array(line).min(4),
  /** Candidate labels that tell `texts` apart. */
  labels: z.array(line).min(3).max(6),
  /** Every question is answered by a span of the text. */
  passage: z.strictObject({ text: prose, questions: z.array(line).min(3) }),
  /** 120-220 words, for summarisation. */
  article: prose,
  dialogue: z.array(z.strictObject({ speaker: line, text: line })).min(6),
  /** Sentences with exactly one `{blank}`. */
  blanks: z.array(line.refine((text) => text.split('{blank}').length === 2)).min(4),
  translate: z.array(line).min(4),
  similar: z.strictObject({ query: line, candidates: z.array(line).min(5) }),
  choices: z.array(z.strictObject({ question: line, choices: z.array(line).min(3) })).min(2),
  table: z
    .strictObject({
      columns: z.array(line).min(3),
      rows: z.array(z.array(z.string())).min(4),
      questions: z.array(line).min(3),
    })
    .refine((t) => t.rows.every((row) => row.length === t.columns.length), 'ragged table'),
  /** What a person would ask an assistant. */
  chat: z.array(line).min(4),
  /** Beginnings that a language model continues. */
  openings: z.array(line).min(4),
  image: z.strictObject({
    labels: z.array(line).min(4),
    questions: z.array(line).min(3),
    prompts: z.array(line).min(3),
    edits: z.array(line).min(2),
  }),
  /** A small page (invoice, form, log), top to bottom, and questions about it. */
  document: z.strictObject({ lines: z.array(line).min(5), questions: z.array(line).min(2) }),
  sound: z.strictObject({
    labels: z.array(line).min(3),
    prompts: z.array(line).min(2),
    questions: z.array(line).min(2),
  }),
  speech: z.array(line).min(3),
  series: z.strictObject({ name: line, unit: line, values: z.array(z.number()).min(36) }),
});
export type Topic = z.infer<typeof TopicSchema>;

export const PROMPT_FAMILIES = ['quick-start', 'real-world', 'creative', 'domain'] as const;

/**
 * `core/cards/prompts/<id>.yaml`: 3-5 ways to put the topic to the model. Each
 * frame may use the slots {subject}, {name} and the one of its own line:
 * chat {question} {text}; opening {opening}; text {text}; image {prompt};
 * speech {speech}.
 */
export const PromptPackSchema = z.strictObject({
  ...card,
  family: z.enum(PROMPT_FAMILIES),
  prompts: z
    .array(
      z.strictObject({
        title: line,
        chat: line,
        opening: line,
        text: line,
        image: line,
        speech: line,
      }),
    )
    .min(3)
    .max(5),
});
export type PromptPack = z.infer<typeof PromptPackSchema>;

/** `core/cards/difficulties/<id>.yaml` */
export const DifficultySchema = z.strictObject({
  ...card,
  id: z.enum(DIFFICULTIES),
  /** Share of random hands, 0..1; the three add up to 1. */
  weight: z.number(),
});
export type Difficulty = z.infer<typeof DifficultySchema>;

/** `core/cards/components/<id>.yaml` */
export const UiComponentSchema = z.strictObject({ ...card, id: z.enum(UI_COMPONENTS) });
export type UiComponent = z.infer<typeof UiComponentSchema>;

/**
 * One row of `core/cards/models/<task>.yaml`: what a model card shows when dealt
 * offline. Figures are rounded and as of November 2026, when the list was made;
 * online, the Hub's own figures are shown instead.
 */
export const CuratedModelSchema = z.strictObject({
  id: z.string(),
  task: z.string(),
  library: z.string(),
  emoji: line,
  summary: line,
  licence: z.string(),
  /** Number of parameters. */
  parameters: z.number().int().positive(),
  /** Bytes to download for inference. */
  size: z.number().int().positive(),
  /** Downloads a month, rounded, when the list was made. */
  downloads: z.number().int().nonnegative(),
  likes: z.number().int().nonnegative(),
  tags: z.array(z.string()).default([]),
});
export type CuratedModel = z.infer<typeof CuratedModelSchema>;

/** YAML header of `core/templates/tasks/<id>.py`. */
export const TaskAdapterSchema = z.strictObject({
  id,
  /** How this adapter reaches the model. */
  route: z.enum(ROUTES).default('local'),
  /** Plain words for the task: "text classification". */
  title: line,
  /** One sentence for the title cell: what the model does. */
  summary: line,
  /** Arguments of `predict`, in order. `name` is a Python identifier. */
  inputs: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9_]*$/),
        kind: z.enum(INPUT_KINDS),
        label: line,
      }),
    )
    .min(1),
  output: z.enum(OUTPUT_KINDS),
  samples: z.enum(SAMPLE_KINDS),
  /** True when a cell of role `stream` defines `stream(...)`, which yields pieces of text. */
  streams: z.boolean().default(false),
  /** Distributions needed though no cell imports them (sentencepiece, accelerate …). */
  installs: z.array(line).default([]),
  /** True when tensors are made with torch: brings the device and dtype cell. */
  torch: z.boolean().default(true),
  /** True when the models compute in float32 on a graphics card, too. */
  float32: z.boolean().default(false),
  /** Terms explained once, for beginners: term -> one sentence. */
  terms: z.record(line, line).default({}),
});
export type TaskAdapter = z.infer<typeof TaskAdapterSchema>;

/** Everything one can choose from, and every template, as bundled by `npm run data`. */
export interface Deck {
  readonly topics: readonly Topic[];
  /** Inputs for a topic of the user's own; `{subject}` stands for its name. */
  readonly ownTopic: Topic;
  readonly prompts: readonly PromptPack[];
  readonly difficulties: readonly Difficulty[];
  readonly components: readonly UiComponent[];
  readonly models: readonly CuratedModel[];
  readonly adapters: Readonly<Record<string, TaskAdapter>>;
  /** Path below `core/templates`, without `.py`, -> percent-format text without header. */
  readonly templates: Readonly<Record<string, string>>;
}
