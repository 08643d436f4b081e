/** Modules an example may import: the standard library without what reaches out of the notebook, */
const STANDARD =
  '__future__ abc base64 bisect collections contextlib copy csv dataclasses datetime decimal difflib enum fractions functools gc hashlib heapq html inspect io itertools json logging math operator os pathlib pprint queue random re statistics string struct sys tempfile textwrap threading time types typing unicodedata uuid warnings wave zlib';
/** … and libraries whose notebooks were run on an ordinary machine. */
const THIRD_PARTY =
  'IPython PIL accelerate diffusers huggingface_hub joblib matplotlib numpy pandas peft safetensors scipy sentence_transformers sklearn skops timm tokenizers torch tqdm transformers typing_extensions';

const ALLOWED = new Set(`${STANDARD} ${THIRD_PARTY}`.split(' '));

/** Other engines, by the module that shows it. */
export const OTHER_ENGINES: Readonly<Record<string, string>> = {
  vllm: 'vLLM',
  sglang: 'SGLang',
  lmdeploy: 'LMDeploy',
  tensorflow: 'TensorFlow',
  tf_keras: 'TensorFlow',
  keras: 'Keras',
  flax: 'Flax',
  jax: 'JAX',
  mlx: 'MLX',
  mlx_lm: 'MLX',
  mlx_vlm: 'MLX',
  openai: 'the OpenAI client',
  onnxruntime: 'ONNX Runtime',
  optimum: 'Optimum',
  openvino: 'OpenVINO',
  ctransformers: 'ctransformers',
  llama_cpp: 'llama.cpp',
  adapters: 'adapters',
};
export const NEEDS_GPU = new Set([
  'flash_attn',
  'bitsandbytes',
  'auto_gptq',
  'gptqmodel',
  'awq',
  'xformers',
  'unsloth',
  'deepspeed',
  'triton',
  'exllamav2',
  'apex',
  'mamba_ssm',
  'causal_conv1d',
  'tensorrt',
  'cupy',
]);

const plain = (name: string): string => name.toLowerCase().replace(/[-_.]/g, '');

/** May a notebook for a model of this library import the module? */
export const mayImport = (module: string, library: string | null): boolean =>
  ALLOWED.has(module) || (library !== null && plain(module) === plain(library));
