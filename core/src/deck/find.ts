import uFuzzy from '@leeoniya/ufuzzy';

/** What a card is found by. */
export interface Findable {
  readonly id: string;
  readonly name: string;
  /** In words: the task of a model, the family of a prompt pack. Empty: none. */
  readonly category: string;
  readonly summary: string;
}

/** One slip of the finger within a word is forgiven; words may come in any order. */
const fuzzy = new uFuzzy({ intraMode: 1 });
const ANY_ORDER = 5;
/** Shorter words are too much like each other: a slip in three letters finds anything. */
const FORGIVING = 5;

/**
 * The cards that match every word of `text`, best first; all of them, as they
 * are, when it has no words. The one rule of search: the panel, the command
 * line and the API ask here. A slip is forgiven in words of five letters or
 * more; shorter ones stand in the name as they are, or begin a word of the rest.
 */
export function findCards<Card>(
  cards: readonly Card[],
  text: string,
  about: (card: Card) => Findable,
): Card[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const isLong = (word: string): boolean => word.length >= FORGIVING && /^[\da-z]+$/.test(word);
  const [long, short] = [words.filter(isLong), words.filter((word) => !isLong(word))];
  const rated = cards.flatMap((card) => {
    const given = about(card);
    const ranks = short.map((word) => rankOf(word, given));
    return ranks.includes(0) ? [] : [{ card, given, rank: ranks.reduce((a, b) => a + b, 0) }];
  });
  if (short.length > 0) rated.sort((a, b) => b.rank - a.rank);
  if (long.length === 0) return rated.map(({ card }) => card);
  const texts = rated.map(({ given: { name, id, category, summary } }) =>
    [name, id, category, summary].join(' '),
  );
  const [indexes, info, order] = fuzzy.search(texts, long.join(' '), ANY_ORDER);
  const best = order ? order.map((position) => info.idx[position]) : (indexes ?? []);
  return best.flatMap((index) => {
    const found = index === undefined ? undefined : rated[index];
    return found === undefined ? [] : [found.card];
  });
}

/** How well a short word fits a card; 0: not at all. */
function rankOf(word: string, { id, name, category, summary }: Findable): number {
  if (begins(name, word)) return 4;
  if (begins(id, word)) return 3;
  if (`${name} ${id}`.toLowerCase().includes(word)) return 2;
  return begins(`${category} ${summary}`, word) ? 1 : 0;
}

/** True when a word of `text` begins with `word`. */
const begins = (text: string, word: string): boolean =>
  (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).some((one) => one.startsWith(word));
