/** Libraries that are whole alternatives to each other, the most telling import first. */
const BY_IMPORT: readonly (readonly [RegExp, string])[] = [
  [/^vllm\b/, 'vllm'],
  [/^sglang\b/, 'sglang'],
  [/^lmdeploy\b/, 'lmdeploy'],
  [/^(?:llama_cpp|ctransformers)\b/, 'llama-cpp'],
  [/^mlx/, 'mlx'],
  [/^(?:openai|anthropic|together|replicate|boto3|sagemaker)\b/, 'remote'],
  [/^(?:onnxruntime|onnx|optimum\.onnxruntime)\b/, 'onnx'],
  [/^(?:openvino|optimum\.intel)\b/, 'openvino'],
  [/^(?:tensorflow|tf_keras|keras)\b/, 'tensorflow'],
  [/^(?:flax|jax)\b/, 'flax'],
  [/^(?:auto_gptq|gptqmodel|awq)\b/, 'gptq'],
  [/^unsloth\b/, 'unsloth'],
  [/^sentence_transformers\b/, 'sentence-transformers'],
  [/^diffusers\b/, 'diffusers'],
  [/^peft\b/, 'peft'],
  [/^adapters\b/, 'adapters'],
  [/^timm\b/, 'timm'],
  [/^open_clip\b/, 'open_clip'],
  [/^speechbrain\b/, 'speechbrain'],
  [/^flair\b/, 'flair'],
  [/^spacy\b/, 'spacy'],
  [/^fasttext\b/, 'fasttext'],
  [/^fastai\b/, 'fastai'],
  [/^stable_baselines3|^huggingface_sb3/, 'stable-baselines3'],
  [/^(?:simpletransformers|farm|haystack)\b/, 'haystack'],
  [/^span_marker\b/, 'span-marker'],
  [/^setfit\b/, 'setfit'],
  [/^gliner\b/, 'gliner'],
  [/^FlagEmbedding\b/, 'flag-embedding'],
  [/^(?:sklearn|skops|joblib)\b/, 'sklearn'],
  [/^nemo\b/, 'nemo'],
  [/^pyannote\b/, 'pyannote-audio'],
  [/^espnet/, 'espnet'],
  [/^ultralytics\b/, 'ultralytics'],
  [/^(?:transformers|accelerate)\b/, 'transformers'],
  [/^torch\b/, 'pytorch'],
];

const BY_HEADING: readonly (readonly [RegExp, string])[] = [
  [/\bvllm\b/i, 'vllm'],
  [/\bsglang\b/i, 'sglang'],
  [/\bllama[.-]?cpp\b/i, 'llama-cpp'],
  [/\bmlx\b/i, 'mlx'],
  [/\bopenai\b/i, 'remote'],
  [/\bonnx\b/i, 'onnx'],
  [/\bopenvino\b/i, 'openvino'],
  [/\btensor ?flow\b|\bkeras\b/i, 'tensorflow'],
  [/\bflax\b|\bjax\b/i, 'flax'],
  [/\bsentence[- ]transformers\b/i, 'sentence-transformers'],
  [/\bdiffusers\b/i, 'diffusers'],
  [/\btransformers\b/i, 'transformers'],
  [/\bpytorch\b/i, 'pytorch'],
];

/** Classes of transformers' TensorFlow and Flax halves (gone in 5.x). */
const OTHER_FRAMEWORK: readonly (readonly [RegExp, string])[] = [
  [
    /\bTF[A-Z]\w+\.from_pretrained|\bTFAutoModel|return_tensors=["']tf["']|\bframework=["']tf["']/,
    'tensorflow',
  ],
  [/\bFlax[A-Z]\w+\.from_pretrained|\bFlaxAutoModel|return_tensors=["'](?:jax|np-jax)["']/, 'flax'],
];

const IMPORTED = /^\s*(?:from\s+([\w.]+)\s+import|import\s+([\w., ]+))/gm;

function modulesOf(source: string): string[] {
  const modules: string[] = [];
  for (const match of source.matchAll(IMPORTED)) {
    if (match[1]) modules.push(match[1]);
    for (const part of match[2]?.split(',') ?? []) modules.push(part.trim().split(' ')[0] ?? '');
  }
  return modules;
}

/** Which of a page's alternatives a piece of Python belongs to, or null when nothing tells. */
export function engineOf(source: string, headings: readonly string[], lead: string): string | null {
  for (const [pattern, engine] of OTHER_FRAMEWORK) if (pattern.test(source)) return engine;
  const modules = modulesOf(source);
  for (const [pattern, engine] of BY_IMPORT) {
    if (modules.some((module) => pattern.test(module))) return engine;
  }
  if (modules.length > 0) return null;
  for (const text of [lead, ...headings.toReversed()]) {
    for (const [pattern, engine] of BY_HEADING) if (pattern.test(text)) return engine;
  }
  return null;
}
