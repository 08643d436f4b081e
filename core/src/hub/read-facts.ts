import type { ModelFacts } from './facts.ts';
import type { ModelInfo } from './wire.ts';
import { bytesOfParameters } from './weights.ts';
import { ModelIdSchema } from '../recipe/schema.ts';

/** What decides whether an adapter's base model can be loaded. */
export interface BaseFacts {
  readonly gated: false | 'auto' | 'manual' | null;
  readonly parameters?: number | null;
  readonly quantisation?: string | null;
  readonly sha?: string | null;
}

/** Base facts from the little that is asked about a base model. */
export const baseFacts = (
  info: Pick<ModelInfo, 'gated' | 'safetensors' | 'gguf' | 'config' | 'tags'> & {
    readonly sha?: string | null;
  },
): BaseFacts => ({
  sha: /^[0-9a-f]{40}$/.test(info.sha ?? '') ? (info.sha ?? null) : null,
  gated: info.gated,
  parameters: parametersOf(info),
  quantisation: quantisationOf(info),
});

/** What is learned by other requests than the model info. */
export interface Beside {
  readonly unsafeFiles: readonly string[];
  readonly cardText: string | null;
  /** Bytes from the file tree, where it was asked for. */
  readonly treeBytes: number | null;
  /** What is known of base models, by id. */
  readonly bases: ReadonlyMap<string, BaseFacts>;
}

/** Model facts from the Hub's model info. Pure. */
export const readFacts = (info: ModelInfo, beside: Beside): ModelFacts => {
  const files = info.siblings.map(({ rfilename }) => rfilename);
  return {
    id: info.id,
    sha: info.sha,
    asOf: null,
    task: info.pipeline_tag,
    library: info.library_name,
    tags: info.tags,
    licence: licenceOf(info.tags, info.cardData),
    licenceLink: string(info.cardData['license_link']),
    gated: info.gated,
    private: info.private,
    disabled: info.disabled,
    unsafeFiles: beside.unsafeFiles,
    downloads: info.downloads,
    likes: info.likes,
    parameters: parametersOf(info),
    weightBytes: bytesOfParameters(info.safetensors?.parameters ?? {}) ?? beside.treeBytes,
    modelType: string(info.config['model_type']),
    architectures: stringsOf(info.config['architectures']),
    autoModel: info.transformersInfo?.auto_model ?? null,
    customCode:
      isObject(info.config['auto_map']) ||
      info.tags.includes('custom_code') ||
      Boolean(info.transformersInfo?.custom_class),
    quantisation: quantisationOf(info),
    hasChatTemplate: hasChatTemplate(info, files),
    maskToken: info.mask_token,
    files,
    baseModels: baseModelsOf(info).map(({ id, relation }) => ({
      id,
      relation,
      ...(beside.bases.get(id) ?? { gated: null }),
    })),
    providers: info.inferenceProviderMapping,
    gguf: info.gguf
      ? { architecture: info.gguf.architecture, contextLength: info.gguf.context_length }
      : null,
    config: info.config,
    cardData: info.cardData,
    widgetData: info.widgetData,
    cardText: beside.cardText,
  };
};

/** Number of parameters, from safetensors or GGUF metadata. */
export const parametersOf = (info: Pick<ModelInfo, 'safetensors' | 'gguf'>): number | null => {
  const counts = Object.values(info.safetensors?.parameters ?? {});
  const sum = counts.length > 0 ? counts.reduce((total, each) => total + each, 0) : null;
  return info.safetensors?.total ?? sum ?? info.gguf?.total ?? null;
};

/** Licence id in lower case: of the card, else of the `license:` tag the Hub makes from it. */
export const licenceOf = (
  tags: readonly string[],
  cardData: Readonly<Record<string, unknown>>,
): string | null => {
  const said = cardData['license'];
  const first: unknown = Array.isArray(said) ? said[0] : said;
  const tag = tags.find((each) => each.startsWith('license:'))?.slice('license:'.length);
  return (string(first) ?? tag ?? null)?.trim().toLowerCase() || null;
};

/**
 * Models this one was made from: as the Hub says (`baseModels`), else from its
 * tags (`base_model:adapter:org/name`), else from the card.
 */
export const baseModelsOf = (
  info: Pick<ModelInfo, 'baseModels' | 'tags' | 'cardData' | 'config'>,
): { id: string; relation: string | null }[] => {
  if (info.baseModels && info.baseModels.models.length > 0) {
    const { relation, models } = info.baseModels;
    return models.map(({ id }) => ({ id, relation }));
  }
  const found = new Map<string, string | null>();
  for (const tag of info.tags) {
    const [, relation, id] =
      /^base_model:(?:(adapter|finetune|quantized|merge):)?(.+)$/.exec(tag) ?? [];
    if (id !== undefined && isId(id)) found.set(id, relation ?? found.get(id) ?? null);
  }
  const peft = info.config['peft'];
  const named = isObject(peft) ? string(peft['base_model_name_or_path']) : null;
  const said = info.cardData['base_model'] ?? named;
  const relation = string(info.cardData['base_model_relation']);
  for (const id of Array.isArray(said) ? stringsOf(said) : stringsOf([said])) {
    if (isId(id) && !found.has(id)) found.set(id, relation);
  }
  return [...found].map(([id, how]) => ({ id, relation: how }));
};

const isId = (text: string): boolean => ModelIdSchema.safeParse(text).success;

/** Tags the Hub gives quantised repositories; GGUF and MLX are libraries of their own. */
const QUANTISED_TAGS = [
  'bitsandbytes',
  'gptq',
  'awq',
  'compressed-tensors',
  'aqlm',
  'eetq',
  'hqq',
  'fp8',
];

const quantisationOf = (info: Pick<ModelInfo, 'config' | 'tags'>): string | null => {
  const config = info.config['quantization_config'];
  // MLX writes how many bits a group of weights has, and names no method.
  const mlx = [config, info.config['quantization']].some(
    (one) => isObject(one) && 'bits' in one && !('quant_method' in one),
  );
  if (mlx || info.tags.includes('mlx')) return 'mlx';
  if (isObject(config)) {
    const method = string(config['quant_method']);
    if (method !== null) return method.toLowerCase();
    if (config['load_in_4bit'] === true || config['load_in_8bit'] === true) return 'bitsandbytes';
  }
  return QUANTISED_TAGS.find((tag) => info.tags.includes(tag)) ?? null;
};

/** Since transformers 5 templates are files of their own; before, a field of the tokenizer's configuration. */
const hasChatTemplate = (info: ModelInfo, files: readonly string[]): boolean => {
  const within = (key: string): unknown => {
    const part = info.config[key];
    return isObject(part) ? part['chat_template'] : undefined;
  };
  const templates = [
    within('tokenizer_config'),
    within('processor_config'),
    info.config['chat_template_jinja'],
    info.gguf?.chat_template,
  ];
  return (
    templates.some(
      (each) => Boolean(each) && (typeof each === 'string' || typeof each === 'object'),
    ) ||
    files.includes('chat_template.jinja') ||
    files.includes('chat_template.json')
  );
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const string = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
const stringsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
