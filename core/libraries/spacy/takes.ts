import { by, show, type Takes } from '../../src/library/takes.ts';

/**
 * Languages whose tokenizer is a package of its own. Source: spaCy `lang/ja`, `lang/th`, `lang/vi`, and
 * `lang/zh` (trained Chinese pipelines segment with spacy-pkuseg).
 */
const SEGMENTERS: Readonly<Record<string, string>> = {
  ja: 'sudachipy and sudachidict-core',
  th: 'pythainlp',
  vi: 'pyvi',
  zh: 'spacy-pkuseg',
};

/** Trained pipelines: a folder with `config.cfg` and `meta.json`, as `spacy.load` reads it. */
export const takes: Takes = ({ facts, ours, task, has, tagged }) => {
  if (!ours && !(tagged('spacy') && has('config.cfg'))) return null;
  if (facts.files.length > 0 && !has('config.cfg'))
    return show(
      `${facts.id} holds no config.cfg at its root, which spacy.load needs. The notebook shows what is in the repository.`,
      'no-weights',
    );
  if (/_trf$/.test(facts.id) || has(/^(?:curated_)?transformer\//))
    return show(
      `${facts.id} is built on a transformer, which spaCy reads with an extra package (spacy-transformers or spacy-curated-transformers: its meta.json names which and in what version). The notebook shows what is in the repository; the pipeline of the same name that ends in _sm, _md or _lg needs no more than spaCy.`,
    );
  const language = Object.keys(SEGMENTERS).find(
    (code) => facts.tags.includes(code) || new RegExp(`/${code}_`).test(facts.id),
  );
  if (language !== undefined)
    return show(
      `${facts.id} cuts its texts into words with ${SEGMENTERS[language] ?? ''}, which spaCy does not bring along. The notebook shows what is in the repository.`,
    );
  return by(task === 'text-classification' || has(/^textcat/) ? 'spacy-labels' : 'spacy');
};
