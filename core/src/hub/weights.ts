/** Bytes of one value, by the names of the safetensors format. */
const BYTES: Readonly<Record<string, number>> = {
  F64: 8,
  I64: 8,
  U64: 8,
  F32: 4,
  I32: 4,
  U32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
  U16: 2,
  F8_E4M3: 1,
  F8_E5M2: 1,
  F8_E8M0: 1,
  I8: 1,
  U8: 1,
  BOOL: 1,
  F6_E2M3: 0.75,
  F6_E3M2: 0.75,
  F4: 0.5,
};

/** Bytes of weights from the Hub's count of values by dtype; null when a dtype is unknown. */
export const bytesOfParameters = (parameters: Readonly<Record<string, number>>): number | null => {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return null;
  let bytes = 0;
  for (const [dtype, values] of entries) {
    const each = BYTES[dtype];
    if (each === undefined) return null;
    bytes += values * each;
  }
  return Math.ceil(bytes);
};

export interface HubFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly lfs: boolean;
}

/** Kinds of weight files, best first: a loader takes one kind, not all. */
const KINDS: readonly RegExp[] = [
  /\.safetensors$/,
  /(^|\/)(pytorch_model|diffusion_pytorch_model|open_clip_pytorch_model|adapter_model)[^/]*\.bin$/,
  /\.(bin|pt|pth|ckpt)$/,
  /\.(onnx|onnx_data)$/,
  /(^|\/)(tf_model|flax_model)\.[^/]+$/,
  /\.(h5|keras|msgpack|pb|tflite|nemo|joblib|pkl|pickle|skops|zip)$/,
];

/** Variants next to the plain weights, which loaders take only when asked to. */
const VARIANT = /\.(fp16|bf16|fp32|int8|non_ema|ema)[.-]/;
/** What training leaves beside the weights. */
const LEFTOVER =
  /(^|\/)(optimizer|scheduler|training_args|rng_state[^/]*|scaler|random_states[^/]*)\.(pt|pth|bin|pkl)$|(^|\/)(checkpoint-\d+|runs|logs)\//;
/** Copies in other formats; the weights themselves where there are no others. */
const COPIES = /(^|\/)(original|onnx|openvino|coreml)\//;

const isNoLeftover = ({ path }: HubFile): boolean => !LEFTOVER.test(path);

/**
 * Bytes of the weight files a loader would fetch: one format (safetensors before
 * .bin, not both), without variants, optimiser states and copies in other
 * formats. Single files at the top beside a sharded or a diffusers set are left
 * out where the set is complete in folders. GGUF files are not counted: one of
 * them is chosen later. Null when nothing looks like weights.
 */
export const weightBytes = (files: readonly HubFile[]): number | null => {
  if (files.some(({ path }) => path === 'config.cfg')) return pipelineBytes(files);
  const main = files.filter((file) => isNoLeftover(file) && !COPIES.test(file.path));
  const found = weightFiles(main);
  const chosen = found.length > 0 ? found : weightFiles(files.filter(isNoLeftover));
  return chosen.length > 0 ? chosen.reduce((sum, { size }) => sum + size, 0) : null;
};

/** A spaCy pipeline is loaded whole: its folders, but not the wheel that holds them once more. */
const pipelineBytes = (files: readonly HubFile[]): number | null =>
  files.reduce((sum, { path, size }) => (path.includes('/') ? sum + size : sum), 0) || null;

const weightFiles = (files: readonly HubFile[]): readonly HubFile[] => {
  const inFolders = files.some(({ path }) => path === 'model_index.json');
  for (const kind of KINDS) {
    const all = files.filter(({ path }) => kind.test(path) && (!inFolders || path.includes('/')));
    const plain = all.filter(({ path }) => !VARIANT.test(path));
    if (all.length > 0) return withoutDoubles(plain.length > 0 ? plain : all);
  }
  return [];
};

/** Shards (`-00001-of-00003`) or the single file of the same stem: the single one wins. */
const withoutDoubles = (files: readonly HubFile[]): readonly HubFile[] => {
  const whole = new Set(files.map(({ path }) => path));
  return files.filter(({ path }) => {
    const single = path.replace(/-\d{5}-of-\d{5}(?=\.)/, '');
    return single === path || !whole.has(single);
  });
};
