import { by, show, type Takes } from '../../src/library/takes.ts';

export const takes: Takes = ({ facts, ours, task, has, tagged }) => {
  if (!ours && !tagged('sklearn')) return null;
  if (facts.files.length > 0 && !has(/\.(skops|joblib|pkl)$/)) {
    return show(
      `${facts.id} holds no file that scikit-learn could load (.skops, .joblib, .pkl). The notebook shows what is in the repository.`,
      'no-weights',
    );
  }
  return by(task === 'tabular-regression' ? 'tabular-regression' : 'tabular-classification');
};
