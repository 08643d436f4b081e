import type { ModelCard } from '../model-card/types.ts';

/**
 * Distributions that tokenizers and custom code ask for by name at run time, where
 * nothing in a notebook imports them. What else a card tells people to install is
 * a stranger's word and stays out.
 */
const KNOWN = new Set([
  'blobfile',
  'cn2an',
  'einops',
  'fugashi',
  'ipadic',
  'jaconv',
  'jieba',
  'mecab-python3',
  'phonemizer',
  'protobuf',
  'pythainlp',
  'rjieba',
  'sacremoses',
  'sentencepiece',
  'sudachidict-core',
  'sudachipy',
  'tiktoken',
  'timm',
  'underthesea',
  'unidic',
  'unidic-lite',
  'uroman',
]);

/** Of what the card says must be installed, that which the model needs beside its library. */
export const cardExtras = ({ hints }: ModelCard): string[] => [
  ...new Set(
    hints.requirements
      .map((one) => (/^[A-Za-z0-9._-]+/.exec(one)?.[0] ?? '').toLowerCase().replaceAll('_', '-'))
      .filter((name) => KNOWN.has(name)),
  ),
];
