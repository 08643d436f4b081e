import { by, show, type Takes } from '../../src/library/takes.ts';

const HEAD = /ForSequenceClassification$/;
/** Natural language inference tells three labels apart; `CrossEncoder.rank` wants one score. */
const INFERENCE = /(?:^|[-_/])nli(?:$|[-_/])|mnli|\bsnli|\bxnli|entailment/i;

/** Embedding models, sparse encoders, cross-encoders, by library, files or tag. */
export const takes: Takes = ({ facts, ours, task, has, tagged }) => {
  if (!ours && !has('modules.json') && !tagged('cross-encoder')) return null;
  if (facts.library === 'setfit' || has('config_setfit.json'))
    return show(
      `${facts.id} is a SetFit classifier: an embedding model with a classifier of its own (model_head.pkl), which sentence-transformers alone would leave out. The notebook shows what is in the repository, with the card's own example where it passes the checks.`,
    );
  if (tagged('sparse-encoder') || has(/SpladePooling\//))
    return show(
      `${facts.id} is a sparse encoder: it weighs words (SparseEncoder) instead of making embeddings. The notebook shows what is in the repository, with the card's own example where it passes the checks.`,
    );
  // A natural language inference cross-encoder is a zero-shot classifier, not a ranker.
  if (task === 'zero-shot-classification') return by('zero-shot-classification');
  const head = facts.architectures.some((name) => HEAD.test(name)) && !has('modules.json');
  // A head that scores pairs, unless the Hub says that the model is for embeddings.
  const scores = head && (task === 'text-classification' || task === 'text-ranking');
  const infers = INFERENCE.test([facts.id, ...facts.tags].join(' '));
  if (scores && task === 'text-classification' && infers) return by('text-classification');
  const ranks = task === 'text-ranking' || tagged('cross-encoder') || scores;
  return by(ranks ? 'text-ranking' : 'sentence-similarity');
};
