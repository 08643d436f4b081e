import type { ModelFacts } from '../hub/facts.ts';

/** Which of a repository's files a notebook loads. */

/** `unet/diffusion_pytorch_model.fp16.safetensors`: weights stored under a name of their own. */
export function variantOf(
  files: readonly string[],
): { readonly name: string; readonly only: boolean } | null {
  const weights = files.filter((file) => /\/[^/]+\.(?:safetensors|bin)$/.test(file));
  const named = weights.map(
    (file) => /\.(fp16|bf16|fp8|non_ema|ema)\.(?:safetensors|bin)$/.exec(file)?.[1],
  );
  const name = named.find((one) => one === 'fp16' || one === 'bf16');
  if (!name) return null;
  // A part is covered when it has a plain file, too; one without makes the variant necessary.
  const plain = new Set(weights.filter((_, at) => named[at] === undefined).map(folderOf));
  const only = weights.some((file, at) => named[at] === name && !plain.has(folderOf(file)));
  return { name, only };
}
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));

/** Quantisations from best compromise to last resort. */
const GGUF_ORDER = [
  'q4_k_m',
  'q4_k_s',
  'q5_k_m',
  'q4_0',
  'q5_0',
  'q8_0',
  'q6_k',
  'q3_k_m',
  'q2_k',
  'f16',
  'bf16',
  'f32',
];

const PART = /-\d{5}-of-\d{5}\.gguf$/;

/** The other parts of a file that is cut into several; llama.cpp wants them beside the first. */
export const ggufParts = (first: string | null, files: readonly string[]): string[] =>
  first !== null && PART.test(first)
    ? files.filter((file) => file !== first && file.replace(PART, '') === first.replace(PART, ''))
    : [];

export function ggufFile(files: readonly string[]): string | null {
  const all = files.filter((file) => file.endsWith('.gguf') && !/mmproj/i.test(file)).sort();
  // One file is less trouble than a set of parts.
  const whole = all.filter((file) => !PART.test(file));
  const candidates = whole.length > 0 ? whole : all.filter((file) => /-0{4}1-of-/.test(file));
  for (const quantisation of GGUF_ORDER) {
    const found = candidates.find((file) => file.toLowerCase().includes(quantisation));
    if (found) return found;
  }
  return candidates[0] ?? null;
}

export function sklearnFile(facts: ModelFacts): string {
  const sklearn = facts.config['sklearn'];
  const model =
    typeof sklearn === 'object' && sklearn !== null
      ? (sklearn as Record<string, unknown>)['model']
      : null;
  const named =
    typeof model === 'object' && model !== null ? (model as Record<string, unknown>)['file'] : null;
  if (typeof named === 'string' && facts.files.includes(named)) return named;
  return facts.files.find((file) => /\.(skops|joblib|pkl)$/.test(file)) ?? 'sklearn_model.joblib';
}

/** `model.bin` by convention; else a quantised model, which is smaller, before a whole one. */
export const fasttextFile = (files: readonly string[]): string =>
  files.find((file) => file === 'model.bin') ??
  files.find((file) => file.endsWith('.ftz')) ??
  files.find((file) => file.endsWith('.bin')) ??
  'model.bin';
