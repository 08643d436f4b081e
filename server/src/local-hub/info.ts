import { createHash } from 'node:crypto';
import { isObject, jsonOf, beginningOf, type RepoFiles } from './files.ts';
import { frontMatterOf } from './front-matter.ts';
import type { Repo } from './repo.ts';
import { transformersInfoOf } from './transformers-info.ts';
import { ggufOf, safetensorsOf } from './weights.ts';

/** Model info: every field the Hub can give but `sha`, which takes reading every file, before `expand` picks. */
export type Info = Readonly<Record<string, unknown>> & { readonly id: string };

const WHEN = '2026-01-01T00:00:00.000Z';
const known = new Map<string, { readonly key: string; readonly info: Info }>();

export const infoOf = (repo: Repo): Info => {
  const stamps = [...repo.files.values()].map(({ path, stamp }) => `${path} ${stamp}`).join('\n');
  const key = `${repo.id} ${stamps} ${JSON.stringify(repo.behaviour)}`;
  const before = known.get(repo.id);
  if (before?.key === key) return before.info;
  const info = compute(repo);
  known.set(repo.id, { key, info });
  return info;
};

const compute = (repo: Repo): Info => {
  const { id, files, behaviour, guesses } = repo;
  const card = frontMatterOf(files);
  const config = jsonOf(files, 'config.json');
  const task = string(card['pipeline_tag']) ?? guesses.task ?? null;
  const library = string(card['library_name']) ?? guesses.library ?? libraryOf(files, config);
  const { parameters } = behaviour;
  const safetensors =
    parameters === undefined
      ? safetensorsOf(files)
      : { parameters: { BF16: parameters }, total: parameters };
  const gguf = ggufOf(files);
  const bases = strings(card['base_model']);
  const relation = relationOf(card, files);
  const reported = configOf(files, config);
  return {
    _id: createHash('sha1').update(id).digest('hex').slice(0, 24),
    id,
    modelId: id,
    author: id.includes('/') ? id.slice(0, id.indexOf('/')) : null,
    private: behaviour.private ?? false,
    disabled: behaviour.disabled ?? false,
    gated: behaviour.gated ?? false,
    lastModified: WHEN,
    createdAt: WHEN,
    pipeline_tag: task ?? undefined,
    library_name: library ?? undefined,
    tags: [
      ...new Set(
        [
          library,
          gguf && 'gguf',
          safetensors && 'safetensors',
          string(config['model_type']),
          task,
          ...strings(card['language']),
          ...strings(card['tags']),
          isObject(config['auto_map']) && 'custom_code',
          ...bases.map((base) => `base_model:${base}`),
          ...bases.map((base) => `base_model:${relation}:${base}`),
          ...strings(card['license']).map((licence) => `license:${licence}`),
          'region:us',
        ].filter((tag) => typeof tag === 'string'),
      ),
    ],
    // Nobody counts here: numbers come from the source or are none.
    downloads: 0,
    likes: 0,
    trendingScore: 0,
    ...repo.guesses.popularity,
    mask_token: task === 'fill-mask' ? maskToken(files) : undefined,
    widgetData: Array.isArray(card['widget']) ? card['widget'] : undefined,
    'model-index': card['model-index'] ?? null,
    config: reported,
    cardData: card,
    transformersInfo: library === 'transformers' ? transformersInfoOf(config, task) : undefined,
    siblings: [...files.keys()].map((rfilename) => ({ rfilename })),
    spaces: [],
    safetensors: safetensors ?? undefined,
    gguf: gguf ?? undefined,
    baseModels:
      bases.length === 0
        ? undefined
        : { relation, models: bases.map((base) => ({ _id: base, id: base })) },
    usedStorage:
      behaviour.usedStorage ?? [...files.values()].reduce((sum, { size }) => sum + size, 0),
    securityRepoStatus: { scansDone: true, filesWithIssues: behaviour.unsafe ?? [] },
    ...behaviour.answers,
  };
};

/** Fields of the configuration the Hub reports. Source: huggingface.js `ModelData.config`. */
const configOf = (files: RepoFiles, config: Record<string, unknown>): Record<string, unknown> => {
  const tokenizer = jsonOf(files, 'tokenizer_config.json');
  const jinja = files.get('chat_template.jinja');
  const template = jinja && beginningOf(jinja);
  const adapter = jsonOf(files, 'adapter_config.json');
  const diffusers = jsonOf(files, 'model_index.json');
  const picked = pick(config, [
    'architectures',
    'model_type',
    'auto_map',
    'quantization_config',
    'sklearn',
    'speechbrain',
    'keras_hub',
    'adapter_transformers',
  ]);
  return {
    ...picked,
    ...(files.has('tokenizer_config.json')
      ? {
          tokenizer_config: pick(tokenizer, [
            'bos_token',
            'eos_token',
            'pad_token',
            'unk_token',
            'mask_token',
            'chat_template',
          ]),
        }
      : {}),
    ...(template === undefined ? {} : { chat_template_jinja: template }),
    ...(files.has('adapter_config.json')
      ? { peft: pick(adapter, ['base_model_name_or_path', 'task_type']) }
      : {}),
    ...(files.has('model_index.json') ? { diffusers: pick(diffusers, ['_class_name']) } : {}),
  };
};

/** What the Hub concludes from the files when a card names no library. */
const libraryOf = (files: RepoFiles, config: Record<string, unknown>): string | null => {
  if (files.has('adapter_config.json')) return 'peft';
  if (files.has('modules.json')) return 'sentence-transformers';
  if (files.has('model_index.json')) return 'diffusers';
  return 'model_type' in config ? 'transformers' : null;
};

const relationOf = (card: Record<string, unknown>, files: RepoFiles): string =>
  string(card['base_model_relation']) ??
  (files.has('adapter_config.json') || strings(card['tags']).includes('lora')
    ? 'adapter'
    : [...files.keys()].some((path) => path.endsWith('.gguf'))
      ? 'quantized'
      : 'finetune');

const maskToken = (files: RepoFiles): string | undefined => {
  const token = jsonOf(files, 'tokenizer_config.json')['mask_token'];
  return string(token) ?? (isObject(token) ? string(token['content']) : undefined);
};

const pick = (from: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.flatMap((name) => (name in from ? [[name, from[name]]] : [])));
const string = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const strings = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((each: unknown) => string(each) ?? []);
