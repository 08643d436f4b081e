import type { ModelFacts } from './facts.ts';
import { formatBytes, formatCount } from './format.ts';

/** Number formats a notebook loads weights in; `stored` keeps them as they are. */
export type Dtype = 'float32' | 'float16' | 'bfloat16' | 'stored';

const BYTES: Readonly<Record<Exclude<Dtype, 'stored'>, number>> = {
  float32: 4,
  float16: 2,
  bfloat16: 2,
};

/**
 * What running a model takes beside its weights: activations, caches, buffers.
 * A fifth is the rule of thumb for inference. Source: EleutherAI, "Transformer
 * Math 101", section on inference memory.
 */
const OVERHEAD = 0.2;

/** Bytes a parameter of a GGUF file quantised to about 4 bits (Q4_K_M: 4.8 bits). */
const GGUF_4_BIT = 0.6;

/** All in bytes. */
export interface MemoryNeed {
  readonly weights: number;
  readonly overhead: number;
  readonly total: number;
}

type Size = Pick<ModelFacts, 'parameters' | 'weightBytes' | 'quantisation' | 'gguf'>;

/** Memory to run a model, or null when the Hub does not say how large it is. */
export const memoryNeed = (facts: Size, dtype: Dtype): MemoryNeed | null => {
  const weights = weightsIn(facts, dtype);
  if (weights === null) return null;
  const overhead = Math.ceil(weights * OVERHEAD);
  return { weights, overhead, total: weights + overhead };
};

const weightsIn = (facts: Size, dtype: Dtype): number | null => {
  const { parameters, weightBytes } = facts;
  // Quantised weights stay as stored, whatever format the sums are done in.
  if (isQuantised(facts) || dtype === 'stored') return weightBytes ?? guessed(facts);
  return parameters === null ? weightBytes : parameters * BYTES[dtype];
};

const isQuantised = (facts: Size): boolean => facts.quantisation !== null || isGgufOnly(facts);
const isGgufOnly = ({ gguf, weightBytes }: Size): boolean => gguf !== null && weightBytes === null;
const guessed = (facts: Size): number | null =>
  facts.parameters !== null && isGgufOnly(facts) ? Math.ceil(facts.parameters * GGUF_4_BIT) : null;

/**
 * The size of a model in one plain sentence, for people: "It has 494 M
 * parameters: about 2.0 GB of memory in float32, 988 MB in float16."
 */
export const memoryWords = (facts: Size): string => {
  const { parameters, weightBytes, quantisation } = facts;
  const has = parameters === null ? null : `It has ${formatCount(parameters)} parameters`;
  if (has !== null && parameters !== null && !isQuantised(facts)) {
    const full = formatBytes(parameters * BYTES.float32);
    return `${has}: about ${full} of memory in float32, ${formatBytes(parameters * BYTES.float16)} in float16.`;
  }
  if (has !== null && isGgufOnly(facts)) {
    const four = formatBytes(guessed(facts) ?? 0);
    return `${has}; with weights quantised to 4 bits that is about ${four} of memory.`;
  }
  if (weightBytes !== null) {
    const how = quantisation === null ? '' : `, quantised (${quantisation})`;
    return `Its weights take ${formatBytes(weightBytes)}${how}.`;
  }
  return has === null ? 'The Hub does not say how large this model is.' : `${has}.`;
};

/** Bytes a second of a line of 100 Mbit/s. */
const LINE = 12_500_000;

/**
 * What the first run fetches, and how long a usual line takes: "The first run downloads 268 MB:
 * about 20 seconds at 100 Mbit/s." Null where the size is not known, or hangs on the file chosen (GGUF).
 */
export const downloadWords = ({ weightBytes, gguf }: Size): string | null => {
  if (weightBytes === null || weightBytes === 0 || gguf !== null) return null;
  const seconds = weightBytes / LINE;
  const minutes = Math.round(seconds / 60);
  const time =
    seconds < 5
      ? 'a few seconds'
      : seconds < 90
        ? `about ${String(Math.ceil(seconds / 10) * 10)} seconds`
        : `about ${String(minutes)} minutes`;
  return `The first run downloads ${formatBytes(weightBytes)}: ${time} at 100 Mbit/s.`;
};
