import { z } from 'zod';
import { TopicSchema, type Topic } from './schema.ts';
import { id, wordsOnOneLine, prose } from './fields.ts';

/**
 * `core/cards/topics/<id>.yaml` as it is written: the inputs of a topic, each with
 * the answer a careful reader would give. What stands at the top is shown in
 * notebooks; what stands under `measure` is never shown, only measured.
 */

/** Types of named entities: people, organisations, places, dates and times, other names. */
export const ENTITY_TYPES = ['PER', 'ORG', 'LOC', 'DATE', 'MISC'] as const;

/** `- praise: The bread was lovely.`: the label and the sentence. */
const labelledText = z
  .record(wordsOnOneLine, wordsOnOneLine)
  .refine((one) => Object.keys(one).length === 1, 'one label, one sentence');

/** A sentence and, under each type, the names in it as they stand there. */
const entityText = z
  .strictObject({
    text: wordsOnOneLine,
    ...Object.fromEntries(
      ENTITY_TYPES.map((type) => [type, z.array(wordsOnOneLine).min(1).optional()]),
    ),
  })
  .superRefine((one, context) => {
    const { text, ...byType } = one as { text: string } & Record<string, string[] | undefined>;
    for (const [type, names] of Object.entries(byType))
      for (const name of names ?? [])
        if (!text.includes(name))
          context.addIssue({
            code: 'custom',
            path: [type],
            message: `"${name}" does not stand in the sentence`,
          });
  });

const question = z.strictObject({ ask: wordsOnOneLine, answer: wordsOnOneLine });
/** An English sentence, and the same in other languages by ISO 639-1 code. */
const translation = z.strictObject({ en: wordsOnOneLine }).catchall(wordsOnOneLine);
const claim = z.strictObject({ claim: wordsOnOneLine, follows: z.boolean() });
const choice = z.strictObject({
  question: wordsOnOneLine,
  right: wordsOnOneLine,
  wrong: z.array(wordsOnOneLine).min(2),
});
const cell = z.strictObject({ ask: wordsOnOneLine, cell: z.string().min(1) });
const search = z.strictObject({
  query: wordsOnOneLine,
  /** Sentences that answer the query, and sentences of the same topic that do not. */
  right: z.array(wordsOnOneLine).min(1),
  others: z.array(wordsOnOneLine).min(3),
});

/** What is only measured. `questions` and `claims` are about the passage, `cells` about the table. */
const MeasureSchema = z.strictObject({
  texts: z.array(labelledText).min(3),
  entities: z.array(entityText).min(2),
  questions: z.array(question).min(2),
  translate: z.array(translation).min(1),
  similar: search,
  choices: z.array(choice).min(1),
  cells: z.array(cell).min(1),
  claims: z.array(claim).min(2),
});

const { shape } = TopicSchema;
export const TopicFileSchema = z.strictObject({
  ...shape,
  texts: z.array(labelledText).min(6),
  entities: z.array(entityText).min(4),
  passage: z.strictObject({ text: prose, questions: z.array(question).min(3) }),
  /** Which sentences follow from the passage and which do not. */
  claims: z.array(claim).min(4).optional(),
  /** One or two sentences that say what the article says. */
  gist: wordsOnOneLine.optional(),
  translate: z.array(translation).min(4),
  similar: search,
  choices: z.array(choice).min(2),
  table: z
    .strictObject({
      columns: z.array(wordsOnOneLine).min(3),
      rows: z.array(z.array(z.string())).min(4),
      questions: z.array(cell).min(3),
    })
    .refine((t) => t.rows.every((row) => row.length === t.columns.length), 'ragged table'),
  /** With `picture`, a card of `cards/pictures`, labels and questions are that card's. */
  image: z.strictObject({
    ...shape.image.shape,
    labels: shape.image.shape.labels.optional(),
    questions: shape.image.shape.questions.optional(),
  }),
  /** With `sample`, a card of `cards/sounds`, labels and questions are that card's. */
  sound: z.strictObject({
    ...shape.sound.shape,
    labels: shape.sound.shape.labels.optional(),
    questions: shape.sound.shape.questions.optional(),
  }),
  /** Absent only in `own.yaml`. */
  measure: MeasureSchema.optional(),
});
export type TopicFile = z.infer<typeof TopicFileSchema>;
export type Measure = z.infer<typeof MeasureSchema>;

/** `core/cards/sounds/<id>.yaml`: a sound that several topics share, made by `<id>.py` beside it. */
export const SoundSchema = z.strictObject({
  id,
  /** What is heard, in a sentence. */
  caption: wordsOnOneLine,
  /** Labels of which the first is right. */
  labels: z.array(wordsOnOneLine).min(3),
  questions: z.array(question).min(2),
});
export type Sound = z.infer<typeof SoundSchema>;

/**
 * `core/cards/pictures/<id>.yaml`: a picture that several topics share: a photograph,
 * `<id>.jpg` beside it, or a drawing, `<id>.py`.
 */
export const PictureSchema = z.strictObject({
  id,
  /** What is seen, for somebody who cannot see it. */
  alt: wordsOnOneLine,
  /** A caption as a careful person would write it. */
  caption: wordsOnOneLine,
  /** Labels of which the first is right. */
  labels: z.array(wordsOnOneLine).min(4),
  questions: z.array(question).min(3),
  /** Things and where they are, in pixels of the picture: left, top, right, bottom. */
  boxes: z
    .array(
      z.strictObject({
        label: wordsOnOneLine,
        box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      }),
    )
    .default([]),
  /** Where the photograph is from and under which licence; a drawing has none. */
  credit: z
    .strictObject({
      title: wordsOnOneLine,
      by: wordsOnOneLine,
      licence: wordsOnOneLine,
      source: wordsOnOneLine,
    })
    .optional(),
});
export type Picture = z.infer<typeof PictureSchema>;

/** The pictures and sounds a topic may name. */
export interface Media {
  readonly pictures: readonly Picture[];
  readonly sounds: readonly Sound[];
}

const sentence = (one: Readonly<Record<string, string>>): string => Object.values(one)[0] ?? '';

/** Right first, in places that change from question to question, so that the place says nothing. */
function mixed(right: readonly string[], wrong: readonly string[], turn: number): string[] {
  const all = [...right, ...wrong];
  const shift = turn % all.length;
  return [...all.slice(shift), ...all.slice(0, shift)];
}

function named<T extends { readonly id: string }>(
  all: readonly T[],
  wanted: string,
  of: string,
): T {
  const found = all.find(({ id: one }) => one === wanted);
  if (!found) throw new Error(`topics/${of}.yaml: there is no card "${wanted}"`);
  return found;
}

/** What notebooks show of a topic, without the answers. Throws when it names media that the deck lacks. */
export function topicOf(file: TopicFile, media: Media): Topic {
  const rest = Object.fromEntries(Object.entries(file).filter(([key]) => key in TopicSchema.shape));
  const { picture } = file.image;
  const { sample } = file.sound;
  const seen = picture === undefined ? undefined : named(media.pictures, picture, file.id);
  const heard = sample === undefined ? undefined : named(media.sounds, sample, file.id);
  return TopicSchema.parse({
    ...rest,
    texts: file.texts.map(sentence),
    entities: file.entities.map(({ text }) => text),
    translate: file.translate.map(({ en }) => en),
    similar: {
      query: file.similar.query,
      candidates: mixed(file.similar.right, file.similar.others, file.id.length),
    },
    choices: file.choices.map(({ question: asked, right, wrong }, index) => ({
      question: asked,
      choices: mixed([right], wrong, index + file.id.length),
    })),
    table: { ...file.table, questions: file.table.questions.map(({ ask }) => ask) },
    image: {
      labels: seen?.labels,
      questions: seen?.questions.map(({ ask }) => ask),
      ...file.image,
    },
    sound: {
      labels: heard?.labels,
      questions: heard?.questions.map(({ ask }) => ask),
      ...file.sound,
    },
  });
}
