import type { TaskAdapter } from '../deck/adapter.ts';
import { framed, type SampleSource } from './samples.ts';
import { purposeOf } from './purpose.ts';
import { widgetTexts } from './language.ts';

/** Longest table: enough to see throughput and a distribution, short enough to read. */
const MOST = 100;

const sentences = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+/)
    .map((one) => one.trim())
    .filter((one) => one.length > 0);

/** Every whole sentence that a topic has: 50 or more of them. */
function sentencesOf({ topic }: SampleSource): string[] {
  const whole = [
    ...topic.texts,
    ...topic.entities,
    ...sentences(topic.passage.text),
    ...sentences(topic.article),
    ...topic.dialogue.flatMap(({ text }) => sentences(text)),
    ...topic.translate,
    ...topic.similar.candidates,
    ...topic.chat.flatMap(sentences),
  ];
  return [...new Set(whole)].slice(0, MOST);
}

/** What a person asks: each prompt of the pack with each question of the topic. */
function questionsOf(source: SampleSource): string[] {
  const { topic } = source;
  const asked = [...topic.chat, ...topic.passage.questions.map(({ ask }) => ask)];
  const all = asked.flatMap((_, index) =>
    framed(source, 'chat', 'question', [...asked.slice(index), ...asked.slice(0, index)]),
  );
  return [...new Set(all)].slice(0, MOST);
}

/** The beginning of a sentence, which a model goes on from. */
const opening = (sentence: string): string => sentence.split(' ').slice(0, 6).join(' ');

/** A sentence with its last word hidden. */
function hidden(sentence: string, mask: string): string {
  const last = [...sentence.matchAll(/[\p{L}\p{N}]+/gu)].at(-1);
  return last
    ? sentence.slice(0, last.index) + mask + sentence.slice(last.index + last[0].length)
    : sentence;
}

/**
 * The texts of the table that a batch works through, for the argument that a
 * person would type: whole sentences of the topic, in the language that the
 * model reads. Where the task needs more than sentences, its few samples.
 */
export function tableTexts(
  adapter: TaskAdapter,
  source: SampleSource,
  few: readonly string[],
): string[] {
  if (source.ownPrompts) return [...source.ownPrompts];
  const own = [...new Set([...widgetTexts(source.facts), ...(source.language?.texts ?? [])])];
  switch (adapter.samples) {
    case 'texts':
    case 'entities':
    case 'labelled-texts':
    case 'translate':
    case 'speech':
      if (source.language) return own;
      return purposeOf(source.facts) ? [...few] : sentencesOf(source);
    case 'chat':
      return source.language ? [...source.language.questions] : questionsOf(source);
    case 'openings':
      return [...few, ...sentencesOf(source).map(opening)].slice(0, MOST);
    case 'blanks': {
      const mask = source.facts.maskToken ?? '[MASK]';
      return [...few, ...sentencesOf(source).map((one) => hidden(one, mask))].slice(0, MOST);
    }
    default:
      return [...few];
  }
}
