/**
 * Callees that several rules, and the adaptation of examples, ask for. A rule
 * names one with a `$`: `calls: $loads-model`. They are matched against callees
 * with imports resolved: `transformers.AutoModel.from_pretrained`.
 */
const HELPERS = [
  'Tokenizer',
  'TokenizerFast',
  'Processor',
  'ProcessorFast',
  'FeatureExtractor',
  'Config',
  'Scheduler',
].join('|');

const HALF_TYPES = 'float16|bfloat16';

export const PATTERNS = {
  /** Anything at all. */
  any: /./,
  loads: /\.from_pretrained$/,
  'loads-transformers': /^transformers\.(?:[\w.]+\.)?\w+\.from_pretrained$/,
  /** `Model.from_pretrained` and its like, not tokenizers, processors and configurations. */
  'loads-model': new RegExp(
    `^(?:transformers|diffusers|peft)\\.(?:[\\w.]+\\.)?\\w*(?<!${HELPERS})\\.from_pretrained$`,
  ),
  'loads-helper': new RegExp(`(?:${HELPERS})\\.from_pretrained$`),
  pipeline: /^transformers\.(?:pipelines\.)?pipeline$/,
  /** The function that makes a pipeline, or a pipeline that is called. */
  'pipeline-or-call': /^transformers\.(?:pipelines\.)?pipeline(?:\(\))?$/,
  generates: /\.generate$/,
  /** What hands a token on to the Hub. */
  'takes-token':
    /\.from_pretrained$|^transformers\.pipeline$|^huggingface_hub\.\w+$|^datasets\.load_dataset$|^sentence_transformers\.\w+$/,
  /** A CUDA device, as a string or made by torch. */
  cuda: /^f?["']cuda(?::\d+)?["']$|^torch\.device\(\s*["']cuda(?::\d+)?["']\s*\)$/,
  /** Number formats chosen for graphics cards. */
  half: new RegExp(`^(?:torch\\.(?:${HALF_TYPES}|half)|["'](?:auto|${HALF_TYPES}|fp16|bf16)["'])$`),
} as const satisfies Readonly<Record<string, RegExp>>;

export type PatternName = keyof typeof PATTERNS;
