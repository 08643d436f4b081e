import { by, refuse, show, type Takes } from '../../src/library/takes.ts';

/** Architectures of GGUF files that hold no language model. Source: llama.cpp LLM_ARCH_NAMES, stable-diffusion.cpp, ComfyUI-GGUF. */
const EMBEDS = /bert|^t5encoder$|^gemma-embedding$/i;
const DRAWS =
  /^(?:flux|sd1|sd3|sdxl|aura|wan|hyvid|hunyuan_?video|ltxv?|cosmos|hidream|lumina2?|qwen_image|pig|z_?image)/i;
const EMBEDDING_TASKS = new Set(['sentence-similarity', 'feature-extraction', 'text-ranking']);
const WRITING_TASKS = new Set([
  null,
  'text-generation',
  'conversational',
  'text2text-generation',
  'summarization',
  'translation',
  'question-answering',
  'image-text-to-text',
  'any-to-any',
]);

/** GGUF files, unless there are weights for PyTorch beside them. A file format, not a task: the architecture decides. */
export const takes: Takes = ({ facts, task, large, has, hasWeights, tagged }) => {
  if (!facts.gguf && (hasWeights || !(tagged('gguf') || has(/\.gguf$/)))) return null;
  const kind = facts.gguf?.architecture ?? '';
  const base = facts.baseModels[0]?.id;
  const made = base ? ` It was made from ${base}.` : '';
  if (DRAWS.test(kind) || (task !== null && /-to-(?:image|video)$/.test(task)))
    return refuse(
      `${facts.id} is a model for pictures or films (${kind || task || 'GGUF'}) in GGUF files, which llama.cpp does not run.${made}`,
    );
  if (EMBEDS.test(kind) || (task !== null && EMBEDDING_TASKS.has(task)))
    return show(
      `${facts.id} turns text into embeddings (${kind || task || 'GGUF'}); there is no template for such GGUF files.${made} The notebook shows what is in the repository.`,
    );
  if (!WRITING_TASKS.has(task))
    return show(
      `${facts.id} is for ${task ?? ''}; there is no template for such GGUF files.${made} The notebook shows what is in the repository.`,
    );
  if (tagged('lora') || facts.baseModels.some(({ relation }) => relation === 'adapter'))
    return show(
      `${facts.id} is an adapter in GGUF form, which runs on top of its base model only.${made} The notebook shows what is in the repository.`,
    );
  if (large) return refuse(`${facts.id} is too large for a laptop.`);
  const sees = has(/mmproj/i) || task === 'image-text-to-text';
  const half = sees
    ? `${facts.id} can also look at pictures; this notebook uses the half of it that reads and writes text.`
    : undefined;
  return by(facts.hasChatTemplate ? 'gguf-chat' : 'gguf', half, 'part-unused');
};
