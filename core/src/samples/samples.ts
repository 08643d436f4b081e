import type { Language, PromptPack, Topic } from '../deck/schema.ts';
import type { TaskAdapter } from '../deck/adapter.ts';
import type { SampleKind } from '../deck/shapes.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { PythonValue } from '../python/literal.ts';
import { INJECTIONS, purposeOf } from './purpose.ts';
import { written } from './forms.ts';
import { widgetTexts } from './language.ts';
import { tabularRows } from './rows.ts';

/** One example: the arguments of `predict` that are literals, by name. Media are made in the notebook. */
export type Sample = Readonly<Record<string, PythonValue>>;

export interface SampleSource {
  readonly topic: Topic;
  readonly pack: PromptPack;
  /** The user's own prompts, used as they are wherever a prompt pack would frame a text. */
  readonly ownPrompts: readonly string[] | null;
  readonly facts: ModelFacts;
  /** The language the model reads, where it is not English and the deck has it. */
  readonly language: Language | null;
  /** Words that the model was trained to be told; empty: it takes any. */
  readonly asks?: readonly string[];
  /** The deck's languages, for models that tell them apart. */
  readonly languages: readonly Language[];
}

/** What a person writes to a model. What it reads (a review, a clause) is never put into a frame. */
type Frame = 'chat' | 'opening' | 'image';

/** Put values into the `{slots}` of a frame. Unknown slots stay as they are. */
export const fillFrame = (frame: string, values: Readonly<Record<string, string>>): string =>
  frame.replace(/\{([a-z]+)\}/g, (whole, slot: string) => values[slot] ?? whole);

const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('a list of the deck is empty');
  return item;
};

/** Each prompt of the pack applied to the next of the topic's texts; or the user's own prompts. */
export function framed(
  source: Pick<SampleSource, 'topic' | 'pack' | 'ownPrompts'>,
  frame: Frame,
  slot: string,
  texts: readonly string[],
): string[] {
  if (source.ownPrompts) return [...source.ownPrompts];
  const { topic, pack } = source;
  // A pack that is not for this kind of task leaves the texts as they are.
  if (pack.prompts.some((prompt) => prompt[frame] === undefined)) return texts.slice(0, 4);
  return pack.prompts.map((prompt, index) =>
    fillFrame(prompt[frame] ?? '', {
      subject: topic.subject,
      name: topic.name,
      text: at(topic.texts, index),
      [slot]: at(texts, index),
    }),
  );
}

/**
 * What a model reads: the user's own texts, else sentences in the model's own
 * language (the card's widget first), else the topic's.
 */
function read(
  source: SampleSource,
  topic: readonly string[],
  forms: 'as-is' | 'of-pack' = 'of-pack',
): string[] {
  if (source.ownPrompts) return [...source.ownPrompts];
  const purpose = purposeOf(source.facts);
  if (purpose === 'language') {
    return [at(topic, 0), ...source.languages.map(({ texts }) => at(texts, 0))].slice(0, 6);
  }
  if (purpose === 'injection') return [at(topic, 0), INJECTIONS[0], at(topic, 1), INJECTIONS[1]];
  const texts = source.language
    ? [...new Set([...widgetTexts(source.facts), ...source.language.texts])]
    : topic;
  return forms === 'as-is' ? texts.slice(0, 4) : asWritten(source.pack, texts);
}

/** The first texts of a topic, each in the next form of a pack of inputs. */
const asWritten = ({ prompts }: PromptPack, topic: readonly string[]): string[] =>
  topic.slice(0, 4).map((text, index) => {
    const form = at(prompts, index).input ?? 'as-is';
    return written[form](text, at(topic, index + 1));
  });

/** What a person asks an assistant, in its language. */
const asked = (source: SampleSource): string[] =>
  source.language && !source.ownPrompts
    ? [...source.language.questions]
    : framed(source, 'chat', 'question', source.topic.chat);

/** A LoRA that was taught a word of its own does nothing without it (`instance_prompt` of the card). */
function triggered({ cardData }: ModelFacts, prompt: string): string {
  const word = cardData['instance_prompt'];
  return typeof word === 'string' && word.trim() !== '' && word.length <= 100
    ? `${word.replace(/\s+/g, ' ').trim()}, ${prompt}`
    : prompt;
}

const user = (content: string): PythonValue => [{ role: 'user', content }];

/** Words of the document with boxes on a page of 1000 x 1000, as document models expect them. */
function documentWords(lines: readonly string[]): PythonValue {
  const words: PythonValue[] = [];
  lines.forEach((line, row) => {
    let x = 60;
    const y = 60 + row * Math.min(60, Math.floor(880 / lines.length));
    for (const word of line.split(/\s+/)) {
      const width = Math.min(11 * word.length, 930 - x);
      if (width <= 0) break;
      words.push([word, [x, y, x + width, y + 28]]);
      x += width + 12;
    }
  });
  return words;
}

/** Small text files that say most about a repository. */
const TELLING = [
  /^README\.md$/,
  /(^|\/)config\.json$/,
  /model_index\.json$/,
  /\.(json|ya?ml|txt)$/,
];

function tellingFiles(files: readonly string[]): string[] {
  const picked = TELLING.flatMap((pattern) => files.filter((file) => pattern.test(file)));
  const all = [...new Set([...picked, ...files.filter((file) => file !== '.gitattributes')])];
  return all.length > 0 ? all.slice(0, 3) : ['README.md'];
}

const zip = (
  questions: readonly string[],
  make: (question: string, index: number) => Sample,
): Sample[] => questions.slice(0, 4).map(make);

/** All labels, then the same question with a way out: models like to choose, even when nothing fits. */
const labelSets = (labels: readonly string[]): Sample[] => [
  { labels },
  { labels: [...labels.slice(0, 2), 'something else'] },
];

/** Builders by sample kind. Field names are those of the adapters' `inputs`. */
const BUILDERS: Readonly<Record<SampleKind, (source: SampleSource) => Sample[]>> = {
  texts: (s) => read(s, s.topic.texts).map((text) => ({ text })),
  entities: (s) => read(s, s.topic.entities).map((text) => ({ text })),
  'labelled-texts': (s) => read(s, s.topic.texts).map((text) => ({ text, labels: s.topic.labels })),
  passage: ({ topic }) =>
    topic.passage.questions.map(({ ask }) => ({ question: ask, context: topic.passage.text })),
  article: ({ topic }) => [
    { text: topic.article },
    { text: topic.dialogue.map((turn) => `${turn.speaker}: ${turn.text}`).join('\n') },
    { text: topic.passage.text },
  ],
  translate: (s) => read(s, s.topic.translate).map((text) => ({ text })),
  blanks: ({ topic, facts }) =>
    topic.blanks.map((text) => ({ text: text.replace('{blank}', facts.maskToken ?? '[MASK]') })),
  similar: ({ topic }) => [
    { query: topic.similar.query, candidates: topic.similar.candidates },
    { query: at(topic.chat, 0), candidates: topic.texts },
  ],
  choices: ({ topic }) => topic.choices.map(({ question, choices }) => ({ question, choices })),
  table: ({ topic }) => {
    const table = Object.fromEntries(
      topic.table.columns.map((column, index) => [
        column,
        topic.table.rows.map((row) => row[index] ?? ''),
      ]),
    );
    return zip(topic.table.questions, (question) => ({ question, table }));
  },
  chat: (s) => asked(s).map((text) => ({ messages: user(text), text })),
  openings: (s) => framed(s, 'opening', 'opening', s.topic.openings).map((text) => ({ text })),
  speech: (s) => read(s, s.topic.speech, 'as-is').map((text) => ({ text })),
  'image-prompts': (s) =>
    framed(s, 'image', 'prompt', s.topic.image.prompts).map((text) => ({
      text: triggered(s.facts, text),
    })),
  'sound-prompts': ({ topic, ownPrompts }) =>
    (ownPrompts ?? topic.sound.prompts).map((text) => ({ text })),
  image: () => [{}],
  'image-labels': ({ topic }) => labelSets(topic.image.labels),
  'image-questions': ({ topic, ownPrompts, asks = [] }) =>
    (asks.length > 0 ? asks : (ownPrompts ?? topic.image.questions)).map((question) => ({
      question,
    })),
  'image-tasks': ({ asks = [] }) =>
    zip(asks.length > 0 ? asks : ['<CAPTION>', '<OD>'], (task) => ({ task })),
  'page-questions': ({ topic }) => zip(topic.document.questions, (question) => ({ question })),
  'image-edits': ({ topic, ownPrompts }) =>
    (ownPrompts ?? topic.image.edits).map((prompt) => ({ prompt })),
  document: ({ topic }) =>
    zip(topic.document.questions, (question) => ({
      words: documentWords(topic.document.lines),
      question,
    })),
  sound: () => [{}],
  'sound-labels': ({ topic }) => labelSets(topic.sound.labels),
  'sound-questions': ({ topic, ownPrompts }) =>
    (ownPrompts ?? topic.sound.questions).map((question) => ({ question })),
  video: () => [{}],
  rows: ({ facts }) => {
    const rows = tabularRows(facts);
    return [{ rows }, { rows: rows.slice(0, 1) }];
  },
  series: ({ topic }) => [
    { series: topic.series.values },
    {
      series: topic.series.values.map((value, index, all) =>
        index ? (value + (all[index - 1] ?? value)) / 2 : value,
      ),
    },
  ],
  seed: () => [{ seed: 7 }, { seed: 42 }],
  files: ({ facts }) => tellingFiles(facts.files).map((path) => ({ path })),
};

/**
 * The examples of a notebook, each with a literal for every argument that is
 * not made by code. Throws when an adapter names its arguments differently
 * from its sample kind (our own mistake, caught by the deck's tests).
 */
export function samplesFor(adapter: TaskAdapter, source: SampleSource): Sample[] {
  const samples = BUILDERS[adapter.samples](source);
  return samples.map((sample) =>
    Object.fromEntries(
      adapter.inputs
        .filter((input) => !['image', 'audio', 'video'].includes(input.kind))
        .map((input) => {
          const value = sample[input.name];
          if (value === undefined) {
            throw new Error(`samples "${adapter.samples}" have no "${input.name}" (${adapter.id})`);
          }
          return [input.name, value];
        }),
    ),
  );
}
