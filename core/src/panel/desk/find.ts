import uFuzzy from '@leeoniya/ufuzzy';
import type { CardFace } from '../protocol/faces.ts';

/** One slip of the finger within a word is forgiven; words may come in any order. */
const fuzzy = new uFuzzy({ intraMode: 1 });
const ANY_ORDER = 5;

const haystack = (face: CardFace): string =>
  [face.name, face.id, face.category, face.summary].join(' ');

/** The faces that match `text`, best first; all of them, as they are, when it is empty. */
export function find(faces: readonly CardFace[], text: string): CardFace[] {
  const needle = text.trim();
  if (needle === '') return [...faces];
  const texts = faces.map(haystack);
  const [indexes, info, order] = fuzzy.search(texts, needle, ANY_ORDER);
  const best = info && order ? order.map((position) => info.idx[position]) : (indexes ?? []);
  return best.flatMap((index) => (index === undefined ? [] : (faces[index] ?? [])));
}
