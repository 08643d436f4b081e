import { z } from 'zod';
import { id, prose, wordsOnOneLine } from './fields.ts';
import type { TaskAdapter } from './adapter.ts';
import { DIFFICULTIES, UI_COMPONENTS } from './shapes.ts';

/** Data files of the deck, `core/cards/**.yaml`, and the deck as a whole. */

const card = { id, name: wordsOnOneLine, emoji: wordsOnOneLine, summary: wordsOnOneLine };

/** `core/cards/topics/<id>.yaml`: a domain, with inputs for every input shape. */
export const TopicSchema = z.strictObject({
  ...card,
  /** Noun phrase that fits into a sentence: "sourdough baking". */
  subject: wordsOnOneLine,
  /** Sentences with an opinion or a claim, for classification and embeddings. */
  texts: z.array(wordsOnOneLine).min(6),
  /** Sentences rich in names, organisations, places and dates. */
  entities: z.array(wordsOnOneLine).min(4),
  /** Candidate labels that tell `texts` apart. */
  labels: z.array(wordsOnOneLine).min(3).max(6),
  /** Every question is answered by a span of the text, and the answer says which. */
  passage: z
    .strictObject({
      text: prose,
      questions: z.array(z.strictObject({ ask: wordsOnOneLine, answer: wordsOnOneLine })).min(3),
    })
    .superRefine(({ text, questions }, context) => {
      for (const [at, { answer }] of questions.entries()) {
        if (text.includes(answer)) continue;
        const path = ['questions', at, 'answer'];
        context.addIssue({
          code: 'custom',
          path,
          message: `"${answer}" does not stand in the text`,
        });
      }
    }),
  /** 120-220 words, for summarisation. */
  article: prose,
  dialogue: z.array(z.strictObject({ speaker: wordsOnOneLine, text: wordsOnOneLine })).min(6),
  /** Sentences with exactly one `{blank}`. */
  blanks: z.array(wordsOnOneLine.refine((text) => text.split('{blank}').length === 2)).min(4),
  translate: z.array(wordsOnOneLine).min(4),
  similar: z.strictObject({ query: wordsOnOneLine, candidates: z.array(wordsOnOneLine).min(4) }),
  choices: z
    .array(z.strictObject({ question: wordsOnOneLine, choices: z.array(wordsOnOneLine).min(3) }))
    .min(2),
  table: z
    .strictObject({
      columns: z.array(wordsOnOneLine).min(3),
      rows: z.array(z.array(z.string())).min(4),
      questions: z.array(wordsOnOneLine).min(3),
    })
    .refine((t) => t.rows.every((row) => row.length === t.columns.length), 'ragged table'),
  /** What a person would ask an assistant. */
  chat: z.array(wordsOnOneLine).min(4),
  /** Beginnings that a language model continues. */
  openings: z.array(wordsOnOneLine).min(4),
  image: z.strictObject({
    /** A picture that topics share, `samples/image-<picture>`; else the topic's own drawing. */
    picture: id.optional(),
    labels: z.array(wordsOnOneLine).min(4),
    questions: z.array(wordsOnOneLine).min(3),
    prompts: z.array(wordsOnOneLine).min(3),
    edits: z.array(wordsOnOneLine).min(2),
  }),
  /** A small page (invoice, form, log), top to bottom, and questions about it. */
  document: z.strictObject({
    lines: z.array(wordsOnOneLine).min(5),
    questions: z.array(wordsOnOneLine).min(2),
  }),
  sound: z.strictObject({
    /** A sound that topics share, `samples/sound-<sample>`; else the topic's own. */
    sample: id.optional(),
    labels: z.array(wordsOnOneLine).min(3),
    prompts: z.array(wordsOnOneLine).min(2),
    questions: z.array(wordsOnOneLine).min(2),
  }),
  speech: z.array(wordsOnOneLine).min(3),
  series: z.strictObject({
    name: wordsOnOneLine,
    unit: wordsOnOneLine,
    values: z.array(z.number()).min(36),
  }),
});
export type Topic = z.infer<typeof TopicSchema>;

/**
 * `core/cards/languages/<code>.yaml`: what a model that does not read English is shown.
 * The same sentences in each language, in the same order.
 */
export const LanguageSchema = z.strictObject({
  /** ISO 639-1. */
  code: z.string().regex(/^[a-z]{2}$/),
  /** In English, and in the language itself. */
  name: wordsOnOneLine,
  own_name: wordsOnOneLine,
  texts: z.array(wordsOnOneLine).min(4),
  questions: z.array(wordsOnOneLine).min(3),
});
export type Language = z.infer<typeof LanguageSchema>;

export const PROMPT_FAMILIES = ['quick-start', 'real-world', 'creative', 'domain'] as const;

/** Sample kinds whose texts a person writes to a model: a pack puts them into its frames. */
export const FRAMES = { chat: 'chat', openings: 'opening', 'image-prompts': 'image' } as const;
/** Sample kinds whose texts a model reads: a pack of inputs changes how they are written. */
export const READ_KINDS = ['texts', 'entities', 'labelled-texts', 'translate'] as const;
/** What a pack of inputs does to a text; the label of the text stays. */
export const INPUT_FORMS = [
  'as-is',
  'upper-case',
  'lower-case',
  'no-punctuation',
  'typing-mistakes',
  'first-half',
  'followed', // by the next text of the topic
  'preceded', // by the next text of the topic
] as const;

/**
 * `core/cards/prompts/<id>.yaml`: 3-5 ways to put the topic to a model. `for` says
 * to which sample kinds it matters; each prompt has what these need: `chat` with
 * {question} or {text}, `opening` with {opening}, `image` with {prompt}, each also
 * with {subject} and {name}; or `input`, which says how a text that is read is written.
 */
export const PromptPackSchema = z
  .strictObject({
    ...card,
    family: z.enum(PROMPT_FAMILIES),
    for: z.array(z.enum(['chat', 'openings', 'image-prompts', ...READ_KINDS])).min(1),
    prompts: z
      .array(
        z.strictObject({
          title: wordsOnOneLine,
          chat: wordsOnOneLine.optional(),
          opening: wordsOnOneLine.optional(),
          image: wordsOnOneLine.optional(),
          input: z.enum(INPUT_FORMS).optional(),
        }),
      )
      .min(3)
      .max(5),
  })
  .superRefine((pack, context) => {
    for (const [at, prompt] of pack.prompts.entries()) {
      for (const kind of pack.for) {
        const needed = kind in FRAMES ? FRAMES[kind as keyof typeof FRAMES] : 'input';
        if (prompt[needed] !== undefined) continue;
        const message = `is missing, though the pack is for ${kind}`;
        context.addIssue({ code: 'custom', path: ['prompts', at, needed], message });
      }
    }
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
  emoji: wordsOnOneLine,
  summary: wordsOnOneLine,
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

/** One of `core/cards/house-hands.yaml`: five cards that go together and always work. */
export const HouseHandSchema = z.strictObject({
  title: wordsOnOneLine,
  description: wordsOnOneLine,
  /** Ids of cards of the deck; the bundler looks each up. */
  model: z.string(),
  prompts: id,
  topic: id,
  difficulty: z.enum(DIFFICULTIES),
  component: z.enum(UI_COMPONENTS),
});
export type HouseHand = z.infer<typeof HouseHandSchema>;

/** Everything one can choose from, and every template, as bundled by `npm run data`. */
export interface Deck {
  readonly topics: readonly Topic[];
  /** Inputs for a topic of the user's own; `{subject}` stands for its name. */
  readonly ownTopic: Topic;
  readonly languages: readonly Language[];
  readonly prompts: readonly PromptPack[];
  readonly difficulties: readonly Difficulty[];
  readonly components: readonly UiComponent[];
  readonly models: readonly CuratedModel[];
  readonly houseHands: readonly HouseHand[];
  readonly adapters: Readonly<Record<string, TaskAdapter>>;
  /** `sections/…`, `ui/…`, `samples/…` or `tasks/<id>` -> percent-format text without header. */
  readonly templates: Readonly<Record<string, string>>;
}
