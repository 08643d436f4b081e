import type { TaskAdapter } from '../deck/adapter.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { FamilyFacts } from '../library/family.ts';
import type { PythonValue } from '../python/literal.ts';

/**
 * How a model thinks before it answers. `switch`: the chat template turns it off
 * with `enable_thinking`. `message`: `/no_think` in the message does (Qwen3 behind
 * a program that does not hand on the switch). `always`: it cannot be turned off.
 */
export type Thinking = 'switch' | 'message' | 'always' | null;

export function thinkingOf(
  facts: Pick<ModelFacts, 'id' | 'config' | 'gguf'>,
  family: Pick<FamilyFacts, 'thinking'>,
  cardText: string | null,
): Thinking {
  const { tokenizer_config: tokenizer, chat_template_jinja: jinja } = facts.config;
  const template = JSON.stringify([tokenizer ?? null, jinja ?? null]);
  // llama.cpp does not hand the switch of a template on.
  const isFile = facts.gguf !== null || /gguf/i.test(facts.id);
  if (!isFile && template.includes('enable_thinking')) return 'switch';
  if (family.thinking === 'always') return 'always';
  if (isFile && family.thinking === 'message') return 'message';
  if (template.includes('<think>')) return 'always';
  const said = (cardText ?? '').slice(0, 40_000);
  return /<\/think>/.test(said) && /\b(?:think|reason)(?:s|ing)?\b/i.test(said) ? 'always' : null;
}

/** What `generate` and llama.cpp take; other names of a card are for other programs. */
const TAKEN: Readonly<Record<'torch' | 'llama' | 'api', readonly string[]>> = {
  torch: ['temperature', 'top_p', 'top_k', 'min_p', 'repetition_penalty'],
  llama: ['temperature', 'top_p', 'top_k', 'min_p'],
  api: ['temperature', 'top_p'],
};

export interface Writing {
  /** Longest answer in tokens, with and without a graphics card. */
  readonly longest: { readonly gpu: number; readonly cpu: number };
  /** Arguments beside the limit, in the words of the program that writes. */
  readonly choosing: Readonly<Record<string, PythonValue>>;
  readonly sampled: boolean;
}

/**
 * The limit and the way of choosing tokens, for adapters that write.
 * @param recommended sampling of the model's makers: of its card, else of its family.
 */
export function writingOf(
  { writes, route, torch }: Pick<TaskAdapter, 'writes' | 'route' | 'torch'>,
  recommended: Readonly<Record<string, PythonValue>>,
  thinking: Thinking,
): Writing {
  const program = route === 'api' ? 'api' : torch ? 'torch' : 'llama';
  const said = Object.fromEntries(
    Object.entries(recommended).filter(([name]) => TAKEN[program].includes(name)),
  );
  // Greedy thinking repeats itself without end: such a model samples, with a value of our own if need be.
  const wanted =
    thinking === 'always' && !('temperature' in said) ? { temperature: 0.6, ...said } : said;
  const sampled = writes === 'answers' && 'temperature' in wanted;
  return {
    longest: longestOf(writes, route, thinking),
    choosing: choosingOf(program, writes, sampled, wanted),
    sampled,
  };
}

function longestOf(
  writes: TaskAdapter['writes'],
  route: TaskAdapter['route'],
  thinking: Thinking,
): Writing['longest'] {
  if (route === 'api') return { gpu: 1500, cpu: 1500 };
  if (thinking === 'always') return { gpu: 4096, cpu: 1500 };
  return writes === 'answers' ? { gpu: 512, cpu: 200 } : { gpu: 120, cpu: 60 };
}

function choosingOf(
  program: 'torch' | 'llama' | 'api',
  writes: TaskAdapter['writes'],
  sampled: boolean,
  wanted: Readonly<Record<string, PythonValue>>,
): Record<string, PythonValue> {
  const penalty = writes === 'continuations';
  if (program === 'torch') {
    return sampled
      ? { do_sample: true, ...wanted }
      : { do_sample: false, ...(penalty ? { repetition_penalty: 1.2 } : {}) };
  }
  const base = sampled ? { ...wanted } : { temperature: 0 };
  if (program === 'api') return { ...base, seed: 7 };
  return { ...base, ...(penalty ? { repeat_penalty: 1.2 } : {}), ...(sampled ? { seed: 7 } : {}) };
}
