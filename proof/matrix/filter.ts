import type { Case } from './case.ts';

/** `task=…,ui=…` -> a test; the same key twice means either. Throws on a key that is not there. */
export function caseFilter(text: string): (one: Case) => boolean {
  const wanted = new Map<string, Set<string>>();
  for (const part of text.split(',').filter(Boolean)) {
    const [key = '', value = ''] = part.split('=');
    if (!(key in READ)) {
      throw new Error(`--only knows ${Object.keys(READ).join(', ')}, not "${key}"`);
    }
    wanted.set(key, (wanted.get(key) ?? new Set()).add(value));
  }
  return (one) => [...wanted].every(([key, values]) => values.has(READ[key]?.(one) ?? ''));
}

const READ: Readonly<Record<string, (one: Case) => string | null>> = {
  model: ({ model }) => model.id,
  task: ({ model }) => model.task,
  library: ({ model }) => model.library,
  adapter: ({ model }) => model.adapter,
  route: ({ model }) => model.shape?.route ?? null,
  ui: ({ ui }) => ui,
  difficulty: ({ difficulty }) => difficulty,
  topic: ({ topic }) => topic,
  prompts: ({ prompts }) => prompts,
  gpu: ({ gpu }) => (gpu ? 'yes' : 'no'),
};
