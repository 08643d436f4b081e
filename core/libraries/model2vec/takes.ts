import { by, type Takes } from '../../src/library/takes.ts';

/** Static embeddings; the repository may hold a copy for sentence-transformers, which is slower. */
export const takes: Takes = ({ ours, task }) => {
  if (!ours) return null;
  return by(task === 'feature-extraction' ? 'model2vec-features' : 'model2vec-similarity');
};
