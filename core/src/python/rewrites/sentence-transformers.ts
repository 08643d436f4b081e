import { RUN } from './shared.ts';
import type { Rewrite } from './types.ts';

/** sentence-transformers 6. */
export const SENTENCE_TRANSFORMERS: readonly Rewrite[] = [
  {
    id: 'sentence-transformers-encode-sentences',
    library: 'sentence-transformers',
    since: '6.0.0',
    match: { on: 'keyword', calls: /\.encode$/, keyword: 'sentences' },
    action: { do: 'rename', to: 'inputs' },
    message: 'The argument sentences of encode is called inputs now.',
    source: RUN,
  },
  {
    id: 'sentence-transformers-dimension',
    library: 'sentence-transformers',
    since: '6.0.0',
    match: { on: 'attribute', names: /^get_sentence_embedding_dimension$/ },
    action: { do: 'rename', to: 'get_embedding_dimension' },
    message: 'get_sentence_embedding_dimension is called get_embedding_dimension now.',
    source: RUN,
  },
  {
    id: 'sentence-transformers-pytorch-cos-sim',
    library: 'sentence-transformers',
    since: '2.0.0',
    match: { on: 'attribute', names: /^pytorch_cos_sim$/ },
    action: { do: 'rename', to: 'cos_sim' },
    message: 'pytorch_cos_sim is called cos_sim.',
    source: RUN,
  },
  {
    id: 'sentence-transformers-modules-moved',
    library: 'sentence-transformers',
    since: '6.0.0',
    match: {
      on: 'name',
      module: 'sentence_transformers',
      names: /^(?:models|losses|evaluation|datasets|readers)$/,
    },
    action: { do: 'refuse' },
    message:
      'The parts of sentence-transformers moved to sentence_transformers.sentence_transformer.',
    source: RUN,
  },
];
