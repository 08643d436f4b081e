import { LOADS_HELPER, LOADS_MODEL, PIPELINE, RUN } from './shared.ts';
import type { Rewrite } from './types.ts';

const CUDA = /^f?["']cuda(?::\d+)?["']$|^torch\.device\(\s*["']cuda(?::\d+)?["']\s*\)$/;
const HALF = /^(?:torch\.(?:float16|bfloat16|half)|["'](?:auto|float16|bfloat16|fp16|bf16)["'])$/;
const row = (
  id: string,
  match: Rewrite['match'],
  action: Rewrite['action'],
  message: string,
  uses: readonly string[] = [],
  kind: NonNullable<Rewrite['kind']> = 'preference',
): Rewrite => ({
  id: `torch-${id}`,
  library: 'torch',
  since: '1.0.0',
  match,
  action,
  uses,
  kind,
  message,
  source: RUN,
});

const DEVICE = 'The code was written for a CUDA graphics card; `device` is what your machine has.';
const DTYPE =
  'The number format was chosen for a graphics card; `dtype` is what your machine handles well.';

/** What binds code to one kind of machine. `device` and `dtype` are names a notebook defines. */
export const MACHINE: readonly Rewrite[] = [
  row(
    'half-variant',
    { on: 'keyword', calls: /^diffusers\./, keyword: 'variant', value: /^["'](?:fp16|bf16)["']$/ },
    { do: 'drop' },
    'The half-precision files are for graphics cards; the full ones are loaded.',
  ),
  row(
    'to-cuda',
    { on: 'argument', calls: /\.to$/, at: 0, value: CUDA },
    { do: 'value', to: 'device' },
    DEVICE,
    ['device'],
    'bare-cuda',
  ),
  row(
    'to-first-gpu',
    { on: 'argument', calls: /\.to$/, at: 0, value: /^\d$/ },
    { do: 'value', to: 'device' },
    DEVICE,
    ['device'],
    'bare-cuda',
  ),
  row(
    'cuda-method',
    { on: 'call', calls: { callee: /[^h]\.cuda$/ } },
    { do: 'call', to: 'to(device)' },
    DEVICE,
    ['device'],
    'bare-cuda',
  ),
  row(
    'device-cuda',
    { on: 'keyword', calls: /./, keyword: 'device', value: CUDA },
    { do: 'value', to: 'device' },
    DEVICE,
    ['device'],
    'bare-cuda',
  ),
  row(
    'device-number',
    { on: 'keyword', calls: PIPELINE, keyword: 'device', value: /^\d$/ },
    { do: 'value', to: 'device' },
    DEVICE,
    ['device'],
    'bare-cuda',
  ),
  row(
    'torch-device',
    { on: 'argument', calls: /^torch\.(?:device|Generator|cuda\.device)$/, at: 0, value: CUDA },
    { do: 'value', to: 'device' },
    DEVICE,
    ['device'],
    'bare-cuda',
  ),
  row(
    'map-location',
    { on: 'keyword', calls: /^torch\.load$/, keyword: 'map_location', value: CUDA },
    { do: 'value', to: 'device' },
    DEVICE,
    ['device'],
    'bare-cuda',
  ),
  row(
    'device-map-pipeline',
    { on: 'keyword', calls: PIPELINE, keyword: 'device_map' },
    { do: 'argument', to: 'device=device' },
    'device_map needs the package accelerate; `device` is what your machine has.',
    ['device'],
  ),
  row(
    'device-map-helper',
    { on: 'keyword', calls: LOADS_HELPER, keyword: 'device_map' },
    { do: 'drop' },
    'Tokenizers and processors are not placed on a device.',
  ),
  row(
    'device-map',
    { on: 'keyword', calls: LOADS_MODEL, keyword: 'device_map' },
    { do: 'drop', append: '.to(device)' },
    'device_map needs the package accelerate; the model is moved to `device` instead.',
    ['device'],
  ),
  row(
    'dtype-of-model',
    { on: 'keyword', calls: /^(?:transformers|diffusers)\./, keyword: 'dtype', value: HALF },
    { do: 'value', to: 'dtype' },
    DTYPE,
    ['dtype'],
  ),
  row(
    'to-half',
    { on: 'argument', calls: /\.to$/, at: 0, value: HALF },
    { do: 'value', to: 'dtype' },
    DTYPE,
    ['dtype'],
  ),
  row(
    'to-device-and-half',
    { on: 'argument', calls: /\.to$/, at: 1, value: HALF },
    { do: 'value', to: 'dtype' },
    DTYPE,
    ['dtype'],
  ),
  row(
    'to-keyword-half',
    { on: 'keyword', calls: /\.to$/, keyword: 'dtype', value: HALF },
    { do: 'value', to: 'dtype' },
    DTYPE,
    ['dtype'],
  ),
  row(
    'half',
    { on: 'call', calls: { callee: /(?:from_pretrained\(\)|\.to\(\)|\.eval\(\))\.half$/ } },
    { do: 'call', to: 'to(dtype)' },
    DTYPE,
    ['dtype'],
  ),
  row(
    'cpu-offload',
    { on: 'call', calls: { callee: /\.enable_(?:model|sequential)_cpu_offload$/ } },
    { do: 'call', to: 'to(device)' },
    'Moving parts between CPU and GPU fails without a GPU; the model is moved to `device` instead.',
    ['device'],
  ),
  row(
    'xformers',
    { on: 'call', calls: { callee: /\.enable_xformers_memory_efficient_attention$/ } },
    { do: 'drop' },
    'xformers needs a CUDA graphics card; the built-in attention works everywhere.',
  ),
  row(
    'autocast',
    { on: 'call', calls: { callee: /(?:^|\.)autocast$/ } },
    { do: 'refuse' },
    'It computes under autocast, which is tied to one kind of device.',
  ),
  row(
    'offload-folder',
    { on: 'keyword', calls: LOADS_MODEL, keyword: 'offload_folder' },
    { do: 'drop' },
    'Nothing is offloaded without device_map.',
  ),
  row(
    'max-memory',
    { on: 'keyword', calls: LOADS_MODEL, keyword: 'max_memory' },
    { do: 'drop' },
    'max_memory belongs to device_map.',
  ),
];

/**
 * `device_map="cuda"`, on its own for the language server: in a generated
 * notebook every `device_map` goes (see `device-map`), in people's code only
 * the one that names a graphics card.
 */
export const DEVICE_MAP_CUDA: Rewrite = row(
  'device-map-cuda',
  {
    on: 'keyword',
    calls: /\.from_pretrained$|^transformers\.pipeline$/,
    keyword: 'device_map',
    value: CUDA,
  },
  { do: 'value', to: 'device' },
  DEVICE,
  ['device'],
  'bare-cuda',
);
