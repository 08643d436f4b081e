import type { ModelFacts } from '../hub/facts.ts';
import type { Finding } from '../finding.ts';

/** Which task adapter a model gets, and why when it is not the obvious one. */
export interface Dispatch {
  readonly adapter: string;
  readonly findings: readonly Finding[];
}

/** Weights above this do not fit a laptop: the notebook goes through the API instead (bytes, 16-bit). */
export const LAPTOP_LIMIT = 20e9;

/** Pipeline tag -> adapter that runs the model with its own library on this machine. */
const LOCAL_BY_TASK: Readonly<Record<string, string>> = {
  'text-classification': 'text-classification',
  'token-classification': 'token-classification',
  'table-question-answering': 'table-question-answering',
  'question-answering': 'question-answering',
  'zero-shot-classification': 'zero-shot-classification',
  translation: 'translation',
  summarization: 'summarization',
  'text2text-generation': 'text2text-generation',
  'table-to-text': 'text2text-generation',
  'tabular-to-text': 'text2text-generation',
  'feature-extraction': 'feature-extraction',
  'text-generation': 'text-generation',
  conversational: 'text-generation',
  'fill-mask': 'fill-mask',
  'sentence-similarity': 'sentence-similarity',
  'text-ranking': 'text-ranking',
  'text-retrieval': 'sentence-similarity',
  'multiple-choice': 'multiple-choice',
  'text-to-speech': 'text-to-speech',
  'text-to-audio': 'text-to-audio',
  'automatic-speech-recognition': 'automatic-speech-recognition',
  'audio-classification': 'audio-classification',
  'zero-shot-audio-classification': 'zero-shot-audio-classification',
  'depth-estimation': 'depth-estimation',
  'image-classification': 'image-classification',
  'object-detection': 'object-detection',
  'image-segmentation': 'image-segmentation',
  'image-to-text': 'image-to-text',
  'image-to-image': 'image-to-image',
  'unconditional-image-generation': 'unconditional-image-generation',
  'text-to-image': 'text-to-image',
  'video-classification': 'video-classification',
  'reinforcement-learning': 'reinforcement-learning',
  'tabular-classification': 'tabular-classification',
  'tabular-regression': 'tabular-regression',
  'time-series-forecasting': 'time-series-forecasting',
  'image-text-to-text': 'image-text-to-text',
  'visual-question-answering': 'visual-question-answering',
  'document-question-answering': 'document-question-answering',
  'zero-shot-image-classification': 'zero-shot-image-classification',
  'zero-shot-object-detection': 'zero-shot-object-detection',
  'mask-generation': 'mask-generation',
  'image-feature-extraction': 'image-feature-extraction',
  'keypoint-detection': 'keypoint-detection',
};

/** Tags served by Inference Providers when a laptop cannot run the model. */
const API_BY_TASK: Readonly<Record<string, string>> = {
  'text-generation': 'api-chat',
  conversational: 'api-chat',
  'image-text-to-text': 'api-image-chat',
  'video-text-to-text': 'api-image-chat',
  'any-to-any': 'api-image-chat',
  'text-to-image': 'api-text-to-image',
};

/** Tags whose models need a large GPU whatever their size on disk. */
const ALWAYS_LARGE = new Set(['text-to-video', 'video-text-to-text', 'any-to-any']);

/** Weights in formats that other runtimes own; PyTorch on a CPU cannot load them. */
const GPU_QUANTISATION =
  /gptq|awq|bitsandbytes|bnb|exl2|fp8|aqlm|hqq|compressed-tensors|mxfp4|eetq/i;

/** Architecture suffix -> tag, for repositories without a pipeline tag. */
const TASK_BY_ARCHITECTURE: readonly (readonly [RegExp, string])[] = [
  [/ForSequenceClassification$/, 'text-classification'],
  [/ForTokenClassification$/, 'token-classification'],
  [/ForQuestionAnswering$/, 'question-answering'],
  [/ForMaskedLM$/, 'fill-mask'],
  [/ForMultipleChoice$/, 'multiple-choice'],
  [/ForImageClassification$/, 'image-classification'],
  [/ForObjectDetection$/, 'object-detection'],
  [/ForSemanticSegmentation$|ForUniversalSegmentation$/, 'image-segmentation'],
  [/ForDepthEstimation$/, 'depth-estimation'],
  [/ForCTC$|ForSpeechSeq2Seq$|^Whisper/, 'automatic-speech-recognition'],
  [/ForAudioClassification$/, 'audio-classification'],
  [
    /^(T5|MT5|Bart|MBart|Pegasus|Marian|LongT5|M2M100|UMT5|LED)\w*For\w+$|MarianMTModel$/,
    'text2text-generation',
  ],
  [/ForCausalLM$|LMHeadModel$/, 'text-generation'],
  [
    /(Bert|Roberta|Electra|Albert|DistilBert|XLMRoberta|MPNet|Camembert|Deberta\w*|ModernBert)Model$/,
    'feature-extraction',
  ],
];

/** Environments that gymnasium 1 makes without extra packages. Source: its registry, classic control. */
const PLAIN_WORLDS =
  /(Acrobot-v1|CartPole-v[01]|MountainCar-v0|MountainCarContinuous-v0|Pendulum-v1)/;

/** Forecasting models of transformers 5; others bring their own library or code. */
const FORECASTERS = new Set(['patchtst', 'patchtsmixer', 'timesfm', 'timesfm2_5']);

/** Adapters with a variant `-chat` for models that have a chat template. */
const SPEAKS = new Set(['text-generation', 'gguf', 'peft']);

/** Libraries whose repositories the `transformers` adapters can load. */
const TRANSFORMERS = new Set(['transformers', 'pytorch', 'safetensors', 'setfit', 'peft']);

const info = (code: string, message: string): Finding => ({ code, severity: 'info', message });

/**
 * Choose the adapter for a model: library, tags and files first, then the
 * pipeline tag, then the architecture. Every model gets one: what nothing else
 * can handle is inspected and downloaded (adapter `inspect`).
 */
export function dispatch(facts: ModelFacts): Dispatch {
  const has = (file: string | RegExp): boolean =>
    facts.files.some((path) => (typeof file === 'string' ? path === file : file.test(path)));
  const tagged = (tag: string): boolean => facts.library === tag || facts.tags.includes(tag);
  const task = facts.task ?? taskFromArchitecture(facts.architectures);
  const large = isLarge(facts);
  const to = (adapter: string, ...findings: Finding[]): Dispatch => ({
    adapter: facts.hasChatTemplate && SPEAKS.has(adapter) ? `${adapter}-chat` : adapter,
    findings,
  });
  const remote = (reason: string): Dispatch => {
    const adapter = task ? API_BY_TASK[task] : undefined;
    return adapter
      ? to(
          adapter,
          info(
            'route-api',
            `${reason} The notebook calls it through Inference Providers, which needs a Hugging Face token.`,
          ),
        )
      : to(
          'inspect',
          info(
            'route-inspect',
            `${reason} The notebook shows what is in the repository and downloads its files.`,
          ),
        );
  };

  const weights = has(/\.(safetensors|bin|pt|pth|ckpt|joblib|pkl|skops|zip)$/);
  if (facts.gguf || (tagged('gguf') && !weights) || (has(/\.gguf$/) && !weights)) {
    return large ? remote(`${facts.id} is too large for a laptop.`) : to('gguf');
  }
  if (facts.library === 'peft' || has('adapter_config.json')) {
    const base = facts.baseModels[0]?.id;
    return base && (task === null || task === 'text-generation' || task === 'conversational')
      ? to('peft')
      : to(
          'inspect',
          info(
            'route-inspect',
            `${facts.id} is an adapter${base ? ` for the task ${task ?? 'unknown'}` : ' that does not name its base model'}, which no template covers. The notebook shows what is in the repository.`,
          ),
        );
  }
  if (facts.library === 'sentence-transformers' || has('modules.json') || tagged('cross-encoder')) {
    // A natural language inference cross-encoder is a zero-shot classifier, not a ranker.
    if (task === 'zero-shot-classification') return to('zero-shot-classification');
    const ranks = task === 'text-ranking' || tagged('cross-encoder');
    return to(ranks ? 'text-ranking' : 'sentence-similarity');
  }
  if (facts.library === 'diffusers' || has('model_index.json')) {
    if (large) return remote(`${facts.id} needs a large graphics card.`);
    if (facts.files.length > 0 && !has('model_index.json') && !tagged('lora')) {
      return to(
        'inspect',
        info(
          'route-inspect',
          `${facts.id} is a part of a diffusers pipeline (a ControlNet, a VAE …) and not a whole one. The notebook shows what is in the repository.`,
        ),
      );
    }
    if (task === 'image-to-image') return to('image-to-image-diffusion');
    if (task === 'unconditional-image-generation') return to('unconditional-image-generation');
    if (task === null || task === 'text-to-image') {
      return tagged('lora') && !has('model_index.json')
        ? remote(`${facts.id} is a LoRA for a large image model.`)
        : to('text-to-image');
    }
    return remote(`${task} with ${facts.id} needs a large graphics card.`);
  }
  if (facts.library === 'timm' || (facts.library === null && tagged('timm'))) {
    if (task === 'image-feature-extraction') return to('timm-image-feature-extraction');
    return to('timm-image-classification');
  }
  if (tagged('sklearn') || facts.library === 'skops') {
    if (facts.files.length > 0 && !has(/\.(skops|joblib|pkl)$/)) {
      return to(
        'inspect',
        info(
          'no-weights',
          `${facts.id} holds no file that scikit-learn could load (.skops, .joblib, .pkl). The notebook shows what is in the repository.`,
        ),
      );
    }
    return to(task === 'tabular-regression' ? 'tabular-regression' : 'tabular-classification');
  }
  if (facts.library === 'stable-baselines3') {
    return PLAIN_WORLDS.test([facts.id, ...facts.files].join(' '))
      ? to('reinforcement-learning')
      : remote(`The world that ${facts.id} acts in needs more than gymnasium itself.`);
  }

  if (facts.library !== null && !TRANSFORMERS.has(facts.library)) {
    return to(
      'inspect',
      info(
        'library-unknown',
        `There is no template for the library ${facts.library}: the notebook uses the model card's own example where it passes the checks, and shows what is in the repository.`,
      ),
    );
  }
  if (facts.quantisation && GPU_QUANTISATION.test(facts.quantisation)) {
    return remote(
      `The weights of ${facts.id} are quantised (${facts.quantisation}) for graphics cards.`,
    );
  }
  if (facts.files.length > 0 && !weights) {
    const other = has(/\.onnx$/)
      ? 'ONNX'
      : has(/\.(h5|msgpack|ot)$/)
        ? 'TensorFlow, Flax or Rust'
        : null;
    return to(
      'inspect',
      info(
        'no-weights',
        other
          ? `${facts.id} only holds ${other} weights, which PyTorch cannot load. The notebook shows what is in the repository.`
          : `${facts.id} holds no weights that transformers can load. The notebook shows what is in the repository.`,
      ),
    );
  }
  if (task !== null && (large || ALWAYS_LARGE.has(task))) {
    return remote(
      large
        ? `${facts.id} is too large for a laptop.`
        : `${task} models need a large graphics card.`,
    );
  }
  const causal = facts.architectures.some((name) => /ForCausalLM$|LMHeadModel$/.test(name));
  const local = task === null ? undefined : LOCAL_BY_TASK[task];
  if (local && causal && /^(translation|summarization|text2text-generation)$/.test(local)) {
    return to('text-generation');
  }
  const families = local ? FAMILIES[local] : undefined;
  if (families && facts.modelType && !families.types.test(facts.modelType)) {
    return to(
      families.otherwise,
      info(
        'route-inspect',
        `There is no template for ${task ?? 'this task'} with models of the type ${facts.modelType}.`,
      ),
    );
  }
  if (local === 'time-series-forecasting' && !FORECASTERS.has(facts.modelType ?? '')) {
    return remote(`There is no template for forecasting with ${facts.modelType ?? facts.id}.`);
  }
  if (!local || needsOtherLibrary(local)) {
    return remote(
      task === null
        ? `The Hub does not say what ${facts.id} is for.`
        : `There is no local template for ${task}.`,
    );
  }
  return to(local);
}

/**
 * Adapters that know some model types only (`model_type` of config.json), and
 * where the others of the same task go.
 */
const FAMILIES: Readonly<Record<string, { types: RegExp; otherwise: string }>> = {
  'visual-question-answering': {
    types: /^(vilt|blip|blip-2|git|pix2struct)$/,
    otherwise: 'image-text-to-text',
  },
  'document-question-answering': {
    types: /^(layoutlm\w*|vision-encoder-decoder)$/,
    otherwise: 'inspect',
  },
  'image-to-image': { types: /^swin2sr$/, otherwise: 'inspect' },
  'keypoint-detection': { types: /^(superpoint|vitpose)$/, otherwise: 'inspect' },
  'mask-generation': { types: /^sam(_hq|2\w*|3\w*)?$/, otherwise: 'inspect' },
};

/** Tasks whose repositories always belong to a library of their own. */
const needsOtherLibrary = (adapter: string): boolean =>
  [
    'text-to-image',
    'unconditional-image-generation',
    'reinforcement-learning',
    'tabular-classification',
    'tabular-regression',
  ].includes(adapter);

function taskFromArchitecture(architectures: readonly string[]): string | null {
  for (const name of architectures) {
    const found = TASK_BY_ARCHITECTURE.find(([pattern]) => pattern.test(name));
    if (found) return found[1];
  }
  return null;
}

const isLarge = (facts: ModelFacts): boolean =>
  facts.gguf
    ? (facts.parameters ?? 0) > 30e9
    : (facts.parameters === null ? (facts.weightBytes ?? 0) : facts.parameters * 2) > LAPTOP_LIMIT;
