import { by, show, type Takes } from '../../src/library/takes.ts';

const VECTORS = new Set(['feature-extraction', 'sentence-similarity']);

/** Classifiers, which fastText calls supervised models; tables of word vectors are shown. */
export const takes: Takes = ({ facts, ours, task, has }) => {
  if (!ours) return null;
  if (facts.files.length > 0 && !has(/\.(?:bin|ftz)$/))
    return show(
      `${facts.id} holds no model that fastText could load (.bin, .ftz). The notebook shows what is in the repository.`,
      'no-weights',
    );
  if (task !== null && VECTORS.has(task))
    return show(
      `${facts.id} is a table of word vectors, several gigabytes in one file; there is no template for it. The notebook shows what is in the repository, with the card's own example where it passes the checks.`,
    );
  return by('fasttext');
};
