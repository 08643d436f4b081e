/** Synthetic ids like those of the Hub, with Zipf-like downloads, and queries with typing errors. */
const FAMILIES =
  `Llama-2 Llama-3 Llama-3.1 Llama-3.2 Llama-3.3 Llama-4-Scout Qwen1.5 Qwen2 Qwen2.5 Qwen2.5-Coder Qwen2.5-VL Qwen3 Qwen3-Coder Mistral Mixtral-8x7B Mistral-Nemo Mistral-Small gemma gemma-2 gemma-3 gemma-3n phi-2 Phi-3 Phi-3.5 phi-4 DeepSeek-V2 DeepSeek-V3 DeepSeek-R1 DeepSeek-R1-Distill-Qwen Yi-1.5 falcon SmolLM2 SmolLM3 bert-base bert-large roberta-base roberta-large distilbert-base deberta-v3 xlm-roberta t5 flan-t5 mt5 bart pegasus gpt2 gpt-neox opt bloom bloomz CodeLlama starcoder2 whisper wav2vec2 hubert speecht5 bark musicgen vit-base clip-vit siglip dinov2 detr-resnet yolos segformer sam stable-diffusion-v1-5 stable-diffusion-xl FLUX.1-dev llava-1.5 idefics2 paligemma florence-2 bge e5 gte nomic-embed-text MiniLM olmo granite-3.1 command-r aya-23 nemotron zephyr openchat vicuna tulu-3 hermes-3 dolphin-2.9 orca-2 internlm2 baichuan2 chatglm3 glm-4 ernie trocr layoutlmv3 donut blip timesfm chronos-t5 ppo-LunarLander-v2 q-Taxi-v3`.split(
    ' ',
  );
const SIZES =
  '0.5B 1B 1.5B 2B 3B 4B 7B 8B 9B 13B 14B 27B 32B 70B tiny base small medium large large-v2 large-v3 turbo mini xl xxl uncased cased'.split(
    ' ',
  );
const SUFFIXES = [
  '',
  '',
  '',
  ...'Instruct Instruct Chat Base it hf GGUF GGUF AWQ GPTQ 4bit 8bit mlx-4bit lora qlora sft dpo orpo grpo merged finetuned finetuned-ner finetuned-squad v1 v2 v3 final test exl2 onnx fp8 FP16 i1-GGUF abliterated roleplay code math medical legal finance german french spanish japanese korean'.split(
    ' ',
  ),
];
const SYLLABLES =
  'ka lo mi ra ten shi vo da qua zen pix neo ai lab data deep mind cloud soft tech uni hug nova star byte code flow wave sky dev chen wang li kim sato garcia singh patel rossi silva'.split(
    ' ',
  );
export const POPULAR =
  `meta-llama/Llama-3.2-3B-Instruct meta-llama/Llama-3.1-8B-Instruct meta-llama/Llama-3.3-70B-Instruct Qwen/Qwen2.5-7B-Instruct Qwen/Qwen2.5-Coder-7B-Instruct Qwen/Qwen3-8B mistralai/Mistral-7B-Instruct-v0.3 mistralai/Mixtral-8x7B-Instruct-v0.1 google/gemma-2-9b-it google/gemma-3-4b-it microsoft/Phi-3.5-mini-instruct microsoft/phi-4 deepseek-ai/DeepSeek-R1 deepseek-ai/DeepSeek-R1-Distill-Qwen-7B openai/whisper-large-v3 google-bert/bert-base-uncased FacebookAI/roberta-base sentence-transformers/all-MiniLM-L6-v2 stabilityai/stable-diffusion-xl-base-1.0 black-forest-labs/FLUX.1-dev facebook/bart-large-cnn google/flan-t5-base openai/clip-vit-large-patch14 BAAI/bge-m3 intfloat/multilingual-e5-large HuggingFaceTB/SmolLM2-1.7B-Instruct bigcode/starcoder2-15b codellama/CodeLlama-13b-Instruct-hf HuggingFaceH4/zephyr-7b-beta facebook/dinov2-base`.split(
    ' ',
  );

/** A repeatable stream of random numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** JSON lines of `count` models, the popular ones first. */
export function* modelLines(count: number): Generator<string> {
  const random = seeded(42);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const organisations = Array.from(
    { length: Math.max(10, Math.round(count / 7)) },
    () =>
      pick(SYLLABLES) +
      pick(SYLLABLES) +
      (random() < 0.4 ? pick(SYLLABLES) : '') +
      (random() < 0.5 ? String(Math.floor(random() * 999)) : ''),
  );
  const line = (id: string, downloads: number): string =>
    JSON.stringify({
      id,
      downloads,
      pipeline_tag: 'text-generation',
      library_name: 'transformers',
      likes: 0,
      tags: [],
    });
  const seen = new Set(POPULAR);
  yield* POPULAR.map((id, index) => line(id, Math.round(5e7 / (index + 1))));
  while (seen.size < count) {
    let name = pick(FAMILIES);
    if (random() < 0.75) name += `-${pick(SIZES)}`;
    for (const chance of [1, 0.35]) {
      const suffix = random() < chance ? pick(SUFFIXES) : '';
      if (suffix) name += `-${suffix}`;
    }
    if (random() < 0.25) name += `-${pick(SYLLABLES)}${pick(SYLLABLES)}`;
    if (random() < 0.15) name += `_${Math.floor(random() * 10_000)}`;
    const id = `${pick(organisations)}/${name}`;
    if (seen.has(id)) continue;
    seen.add(id);
    yield line(id, Math.floor(10 ** (random() * random() * 5.5)));
  }
}

/** What people type, and the popular id that must be among the first ten answers. */
export const QUERIES: readonly (readonly [query: string, expected: string])[] = [
  ['lama 3.2 instrct', 'meta-llama/Llama-3.2-3B-Instruct'],
  ['llama 3.2 3b instruct', 'meta-llama/Llama-3.2-3B-Instruct'],
  ['lamma-3.1-8b', 'meta-llama/Llama-3.1-8B-Instruct'],
  ['meta lama 3.3 70b', 'meta-llama/Llama-3.3-70B-Instruct'],
  ['qwn2.5 7b instruct', 'Qwen/Qwen2.5-7B-Instruct'],
  ['qwen2.5 codr 7b', 'Qwen/Qwen2.5-Coder-7B-Instruct'],
  ['qwen 2.5 coder', 'Qwen/Qwen2.5-Coder-7B-Instruct'],
  ['qwem3 8b', 'Qwen/Qwen3-8B'],
  ['mistrl 7b instuct', 'mistralai/Mistral-7B-Instruct-v0.3'],
  ['mistral instruct v0.3', 'mistralai/Mistral-7B-Instruct-v0.3'],
  ['mixtrl 8x7b', 'mistralai/Mixtral-8x7B-Instruct-v0.1'],
  ['gema 2 9b it', 'google/gemma-2-9b-it'],
  ['gemma3 4b', 'google/gemma-3-4b-it'],
  ['phi 3.5 mni instruct', 'microsoft/Phi-3.5-mini-instruct'],
  ['micosoft phi-4', 'microsoft/phi-4'],
  ['deepseek r1', 'deepseek-ai/DeepSeek-R1'],
  ['deepseek r1 distil qwen 7b', 'deepseek-ai/DeepSeek-R1-Distill-Qwen-7B'],
  ['wisper large v3', 'openai/whisper-large-v3'],
  ['whisper larg', 'openai/whisper-large-v3'],
  ['bert base uncasd', 'google-bert/bert-base-uncased'],
  ['robrta base', 'FacebookAI/roberta-base'],
  ['all minilm l6', 'sentence-transformers/all-MiniLM-L6-v2'],
  ['sentance transformers minilm', 'sentence-transformers/all-MiniLM-L6-v2'],
  ['stable difusion xl', 'stabilityai/stable-diffusion-xl-base-1.0'],
  ['flux dev', 'black-forest-labs/FLUX.1-dev'],
  ['bart larg cnn', 'facebook/bart-large-cnn'],
  ['flan t5 bse', 'google/flan-t5-base'],
  ['clip vit larg', 'openai/clip-vit-large-patch14'],
  ['bge m3', 'BAAI/bge-m3'],
  ['multilingul e5', 'intfloat/multilingual-e5-large'],
  ['smollm2 1.7b', 'HuggingFaceTB/SmolLM2-1.7B-Instruct'],
  ['smolm2 instruct', 'HuggingFaceTB/SmolLM2-1.7B-Instruct'],
  ['starcodr2 15b', 'bigcode/starcoder2-15b'],
  ['codelama 13b', 'codellama/CodeLlama-13b-Instruct-hf'],
  ['zepyr 7b beta', 'HuggingFaceH4/zephyr-7b-beta'],
  ['dino v2 base', 'facebook/dinov2-base'],
  ['llama instruct', 'meta-llama/Llama-3.2-3B-Instruct'],
  ['qwen', 'Qwen/Qwen2.5-7B-Instruct'],
  ['whisper', 'openai/whisper-large-v3'],
  ['ll', 'meta-llama/Llama-3.2-3B-Instruct'],
];
