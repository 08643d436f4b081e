import { by, refuse, show, type Answer, type Asked, type Takes } from '../../src/library/takes.ts';
import type { AdapterId } from '../../src/library/ids.generated.ts';
import { taskOfRepository } from '../../src/library/tasks.ts';
import { isNative } from '../../src/library/transformers-names.ts';

/** Pipeline tags that have an adapter of the same name. */
const TASKS = new Set<string>([
  'text-classification',
  'token-classification',
  'table-question-answering',
  'question-answering',
  'zero-shot-classification',
  'translation',
  'summarization',
  'text2text-generation',
  'feature-extraction',
  'text-generation',
  'fill-mask',
  'sentence-similarity',
  'text-ranking',
  'multiple-choice',
  'text-to-speech',
  'text-to-audio',
  'automatic-speech-recognition',
  'audio-classification',
  'zero-shot-audio-classification',
  'depth-estimation',
  'image-classification',
  'object-detection',
  'image-segmentation',
  'image-to-text',
  'image-to-image',
  'video-classification',
  'time-series-forecasting',
  'image-text-to-text',
  'visual-question-answering',
  'document-question-answering',
  'zero-shot-image-classification',
  'zero-shot-object-detection',
  'mask-generation',
  'image-feature-extraction',
  'keypoint-detection',
] satisfies AdapterId[]);

const OTHER_TAGS: Readonly<Record<string, AdapterId>> = {
  'table-to-text': 'text2text-generation',
  'tabular-to-text': 'text2text-generation',
  conversational: 'text-generation',
  'text-retrieval': 'sentence-similarity',
};

/** Adapters that only one family gets, in place of the one of its tag. */
const OWN: Readonly<Record<string, readonly AdapterId[]>> = {
  'document-question-answering': ['donut'],
  'image-text-to-text': ['florence'],
  'image-to-text': ['florence'],
  'visual-question-answering': ['florence'],
  'object-detection': ['florence'],
};

/** Tags whose models need a large graphics card whatever their size on disk. */
const ALWAYS_LARGE = new Set(['text-to-video', 'video-text-to-text', 'any-to-any']);

/** Weight files that `from_pretrained` finds by itself, at the root. Source: transformers `WEIGHTS_NAME` and its kin. */
const WEIGHTS =
  /^(?:model|pytorch_model)(?:\.[\w-]+)?(?:-\d{5}-of-\d{5})?(?:\.[\w-]+)?\.(?:safetensors|bin)$/;
const CHECKPOINT = /^(checkpoint-\d+)\/(?:model|pytorch_model)[\w.-]*\.(?:safetensors|bin)$/;
/** What a tokenizer is read from. */
const TOKENIZER =
  /^(?:tokenizer\.json|vocab\.(?:json|txt)|[\w.-]*\.(?:model|spm)|bpe\.codes|tokenizer\.pkl|tekken\.json|tokenization_\w+\.py)$/;
const READS_TEXT = new Set([
  'text-classification',
  'token-classification',
  'question-answering',
  'zero-shot-classification',
  'translation',
  'summarization',
  'text2text-generation',
  'text-generation',
  'conversational',
  'fill-mask',
  'feature-extraction',
]);

const CAUSAL = /ForCausalLM$|LMHeadModel$/;
const WRITES_FROM_TEXT = /^(?:translation|summarization|text2text-generation)$/;

export const takes: Takes = (model) => {
  const { facts, task, large } = model;
  if (facts.library !== null && !model.ours) return null;
  if (facts.quantisation === 'mlx')
    return show(
      `The weights of ${facts.id} are packed for MLX, which runs on Apple silicon; PyTorch cannot read them.${madeFrom(facts)} The notebook shows what is in the repository.`,
      'no-weights',
    );
  if (facts.quantisation)
    return refuse(
      `The weights of ${facts.id} are quantised (${facts.quantisation}) for graphics cards.${madeFrom(facts)}`,
    );
  const nameless = facts.modelType === null && facts.architectures.length === 0;
  if (facts.files.length > 0 && nameless && (facts.library === null || !model.has('config.json')))
    return show(
      `${facts.id} does not say in a config.json what kind of model it is, so transformers cannot load it. The notebook shows what is in the repository, with the card's own example where it passes the checks.`,
      'no-weights',
    );
  if (!nameless && !facts.customCode && !isNative(facts.modelType, facts.architectures))
    return show(
      `transformers has no model of the type ${facts.modelType ?? facts.architectures[0] ?? ''}, and ${facts.id} brings no code of its own. Its card says which library reads it; the notebook shows what is in the repository.`,
    );
  if (facts.files.length > 0 && !model.has(WEIGHTS)) return withoutWeights(model);
  if (task !== null && READS_TEXT.has(task) && facts.files.length > 0 && !model.has(TOKENIZER))
    return show(
      `${facts.id} holds no tokenizer, which a model of words cannot do without.${madeFrom(facts)} The notebook shows what is in the repository.`,
      'no-weights',
    );
  if (task === null) return refuse(`The Hub does not say what ${facts.id} is for.`);
  if (large) return refuse(`${facts.id} is too large for a laptop.`);
  if (ALWAYS_LARGE.has(task)) return refuse(`${task} models need a large graphics card.`);
  return byTask(model, task);
};

/** The model it was made from, as a way out. */
const madeFrom = ({ baseModels: [base] }: Asked['facts']): string =>
  base ? ` It was made from ${base.id}.` : '';

function withoutWeights({ facts, has }: Asked): Answer {
  const checkpoint = facts.files
    .flatMap((file) => CHECKPOINT.exec(file)?.[1] ?? [])
    .toSorted((a, b) => Number(b.slice(11)) - Number(a.slice(11)))[0];
  if (checkpoint !== undefined)
    return show(
      `The weights of ${facts.id} lie in folders of training steps and not where transformers looks. The last one is loaded by from_pretrained("${facts.id}", subfolder="${checkpoint}"). The notebook shows what is in the repository.`,
      'no-weights',
    );
  const other = has(/openvino_model\.(?:xml|bin)$/)
    ? 'OpenVINO'
    : has(/\.onnx$/)
      ? 'ONNX'
      : has(/\.(h5|msgpack|ot)$/)
        ? 'TensorFlow, Flax or Rust'
        : null;
  return show(
    other
      ? `${facts.id} only holds ${other} weights, which PyTorch cannot load. The notebook shows what is in the repository.`
      : `${facts.id} holds no weights that transformers can load. The notebook shows what is in the repository.`,
    'no-weights',
  );
}

/** A row of its own: a pipeline tag may be any word, "constructor" too. */
const otherTag = (task: string): AdapterId | undefined =>
  Object.hasOwn(OTHER_TAGS, task) ? OTHER_TAGS[task] : undefined;

function byTask({ facts, knows }: Asked, task: string): Answer {
  // SAFETY: TASKS holds adapter ids only.
  const adapter = TASKS.has(task) ? (task as AdapterId) : otherTag(task);
  if (!adapter) return refuse(`There is no local template for ${task}.`);
  const speaks = facts.hasChatTemplate ? 'text-generation-chat' : 'text-generation';
  const seq2seq =
    facts.autoModel === 'AutoModelForSeq2SeqLM' ||
    (!facts.architectures.some((name) => CAUSAL.test(name)) &&
      taskOfRepository({ ...facts, library: null }) === 'text2text-generation');
  if (adapter === 'text-generation' && seq2seq) return by('text2text-generation');
  if (adapter === 'text-generation') return by(speaks);
  const causal = facts.architectures.some((name) => CAUSAL.test(name));
  if (causal && WRITES_FROM_TEXT.test(adapter)) return by(speaks);
  const own = OWN[adapter]?.find((one) => knows(one));
  if (own) return by(own);
  if (knows(adapter)) return by(adapter);
  const type = facts.modelType;
  if (adapter === 'time-series-forecasting')
    return refuse(`There is no template for forecasting with ${type ?? facts.id}.`);
  // Of most families nothing but their type tells whether the adapter fits: untold is tried.
  if (type === null) return by(adapter);
  const none = `There is no template for ${task} with models of the type ${type}.`;
  // A model that answers about pictures can be asked in its own words.
  return adapter === 'visual-question-answering' ? by('image-text-to-text', none) : show(none);
}
