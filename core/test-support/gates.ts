import { detectAll } from 'tinyld';
import type { LabelledItem } from '../src/deck/labelled.ts';
import type { Topic } from '../src/deck/schema.ts';

/** Gates of the deck: each gives what is wrong, a line a fault, and never throws. */

/** Every text below a value, with the path to it. */
export function texts(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => texts(one, path ? `${path}.${key}` : key));
}

const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu) ?? [];

/** Empty texts, spaces at the ends or doubled, left-over placeholders. */
export function untidy(value: unknown, slots: readonly string[] = []): string[] {
  return texts(value).flatMap(([path, text]) => [
    ...(text.trim() === '' ? [`${path}: empty`] : []),
    ...(text !== text.trim() || text.includes('  ') ? [`${path}: spaces in "${text}"`] : []),
    ...[...text.matchAll(/\{([^}]*)\}/g)]
      .filter(([, slot = '']) => !slots.includes(slot))
      .map(([slot]) => `${path}: ${slot} was left over in "${text}"`),
    ...(/\b(?:TODO|FIXME|XXX|[Ll]orem ipsum)\b|undefined|\[object /.test(text)
      ? [`${path}: "${text}" was left over`]
      : []),
  ]);
}

/** Texts that stand twice in a list. */
export const repeated = (all: readonly string[]): string[] =>
  all.filter((text, index) => all.indexOf(text) !== index).map((text) => `"${text}" stands twice`);

/** Number of words, at least and at most. */
export function length(all: readonly string[], [least, most]: readonly [number, number]): string[] {
  return all.flatMap((text) => {
    const count = text.trim().split(/\s+/).length;
    return count < least || count > most
      ? [`${String(count)} words (${String(least)} to ${String(most)}): "${text}"`]
      : [];
  });
}

const syllables = (word: string): number => {
  const groups = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?:[^laeiouy]es|[^dt]ed|[^laeiouy]e)$/, (end) => end.charAt(0))
    .match(/[aeiouy]+/g);
  return Math.max(1, groups?.length ?? 0);
};

/** Flesch reading ease: 60 is plain English, 30 is hard (Flesch 1948). */
export function readingEase(text: string): number {
  const words = text.match(/[A-Za-zÀ-ž]+(?:'[a-z]+)?/g) ?? [];
  const sentences = text.match(/[^.!?]+[.!?]+/g)?.length ?? 1;
  const all = words.reduce((sum, word) => sum + syllables(word), 0);
  return 206.835 - 1.015 * (words.length / sentences) - 84.6 * (all / Math.max(1, words.length));
}

/** A text that a detector takes for another language, though the right one is among the candidates. */
export function otherLanguage(text: string, code: string, among: readonly string[]): string[] {
  const [first] = detectAll(text, { only: [...among] });
  return first?.lang === code
    ? []
    : [`not ${code} but ${first?.lang ?? 'nothing'}: "${text.slice(0, 60)}"`];
}

/** What topics share on purpose: the questions about a shared picture or sound. */
const sharedPath = ({ image, sound }: Topic, path: string): boolean =>
  (image.picture !== undefined && path.startsWith('image.questions')) ||
  (sound.sample !== undefined && path.startsWith('sound.questions'));

/**
 * Texts of different topics that share more than half of the shorter one's runs of
 * four words. Texts of fewer than eight words are forms of speech: "How many shops are there?"
 */
export function copied(topics: readonly Topic[]): string[] {
  const seen = new Map<string, Set<number>>();
  const items = topics.flatMap((topic) =>
    texts(topic).flatMap(([path, text]) => {
      const words = wordsOf(text);
      if (words.length < 8 || sharedPath(topic, path)) return [];
      const grams = new Set(words.slice(3).map((_, at) => words.slice(at, at + 4).join(' ')));
      return [{ topic: topic.id, path, grams }];
    }),
  );
  const faults: string[] = [];
  items.forEach((item, index) => {
    const shared = new Map<number, number>();
    for (const gram of item.grams) {
      for (const other of seen.get(gram) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
      seen.set(gram, (seen.get(gram) ?? new Set()).add(index));
    }
    for (const [at, count] of shared) {
      const other = items[at];
      if (!other || other.topic === item.topic) continue;
      if (count > Math.min(item.grams.size, other.grams.size) / 2)
        faults.push(`${other.topic}.${other.path} and ${item.topic}.${item.path} say the same`);
    }
  });
  return faults;
}

/** Labels that do not belong to the topic, or that are more than twice as common as another. */
export function unbalanced(items: readonly LabelledItem[], labels: readonly string[]): string[] {
  const count = new Map(labels.map((label) => [label, 0]));
  const foreign: string[] = [];
  for (const item of items) {
    if (item.kind !== 'label') continue;
    if (!count.has(item.right)) foreign.push(`"${item.right}" is no label of the topic`);
    count.set(item.right, (count.get(item.right) ?? 0) + 1);
  }
  const counts = [...count.values()];
  const most = Math.max(...counts);
  return [
    ...foreign,
    ...[...count].flatMap(([label, n]) =>
      n * 3 < most || n === 0
        ? [`"${label}" stands ${String(n)} times, another ${String(most)}`]
        : [],
    ),
  ];
}

/** A right answer that cannot be found where it should stand. */
export function unfound(items: readonly LabelledItem[]): string[] {
  return items.flatMap((item) => {
    switch (item.kind) {
      case 'spans':
        return item.spans.flatMap(({ text }) =>
          item.text.includes(text) ? [] : [`"${text}" does not stand in "${item.text}"`],
        );
      case 'answer':
        return item.context.includes(item.right)
          ? []
          : [`"${item.right}" does not stand in the passage (${item.question})`];
      case 'cell':
        return item.table.rows.flat().includes(item.right)
          ? []
          : [`"${item.right}" is no cell of the table (${item.question})`];
      case 'label':
        return item.labels.includes(item.right) ? [] : [`"${item.right}" is no label`];
      default:
        return [];
    }
  });
}

export interface Baselines {
  /** Share of sentences whose label the sentence of the nearest length has too. */
  readonly nearestLength: number;
  /** Share that always saying the topic's commonest label gets right. */
  readonly commonest: number;
  /** What guessing gets right: one in as many labels as the topic has. */
  readonly chance: number;
}

/** What somebody gets right who sees only how long a sentence is, or how common a label is. */
export function baselines(topics: readonly (readonly LabelledItem[])[]): Baselines {
  let [all, near, common, chance] = [0, 0, 0, 0];
  for (const items of topics) {
    const labelled = items.filter((item) => item.kind === 'label');
    const counts = new Map<string, number>();
    for (const { right } of labelled) counts.set(right, (counts.get(right) ?? 0) + 1);
    common += Math.max(0, ...counts.values());
    for (const item of labelled) {
      const others = labelled
        .filter((other) => other !== item)
        .map((other) => [Math.abs(other.text.length - item.text.length), other.right] as const)
        .sort(([a], [b]) => a - b);
      all += 1;
      chance += 1 / counts.size;
      if (others[0]?.[1] === item.right) near += 1;
    }
  }
  return { nearestLength: near / all, commonest: common / all, chance: chance / all };
}

/** Share of claims that the best threshold on their length gets right; one half is chance. */
export function claimsByLength(items: readonly LabelledItem[]): number {
  const claims = items.filter((item) => item.kind === 'claim');
  const right = (limit: number) =>
    claims.filter(({ claim, right: follows }) => claim.length > limit === follows).length;
  const best = Math.max(...claims.map(({ claim }) => claim.length).map(right));
  return (
    Math.max(best, claims.length - Math.min(...claims.map(({ claim }) => right(claim.length)))) /
    claims.length
  );
}
