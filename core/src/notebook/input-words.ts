import type { TaskAdapter } from '../deck/adapter.ts';
import { MEDIA_KINDS } from '../deck/shapes.ts';
import type { PythonValue } from '../python/literal.ts';
import type { Sample } from '../samples/samples.ts';
import type { SampleSlot, ScopeFlag, ScopeSlot } from './template-names.ts';
import type { TemplateScope } from './template.ts';
import { name, type SlotValue } from './template-slots.ts';

/** What templates say about the arguments of `predict`. */
export interface InputWords {
  /** Whether there is just one argument, and of which sort. */
  readonly only: 'literal' | 'media' | null;
  /** Whether rows of a table differ in one text: all else is a picture, or the same for every row. */
  readonly textsOnly: boolean;
  readonly samples: Readonly<Record<SampleSlot, SlotValue>>;
  readonly examples: PythonValue;
  /** What a person would type into the first text box, one for each sample. */
  readonly prompts: string[];
  readonly scopes: readonly TemplateScope<ScopeFlag, ScopeSlot>[];
  /** Arguments that are the same in every example, written once beside them. */
  readonly shared: readonly TemplateScope<ScopeFlag, ScopeSlot>[];
}

const isMedia = (input: TaskAdapter['inputs'][number]): boolean => MEDIA_KINDS.includes(input.kind);

export function inputWords(adapter: TaskAdapter, samples: readonly Sample[]): InputWords {
  const literals = adapter.inputs.filter((input) => !isMedia(input));
  const only = adapter.inputs.length === 1 ? adapter.inputs[0] : undefined;
  const firstText = textInput(adapter);
  const shared = sharedInputs(adapter, samples);
  const bySlot: Record<SampleSlot, SlotValue> = {};
  for (const input of literals) {
    const values = samples.map((sample) => sample[input.name] ?? null);
    bySlot[`sample_${input.name}`] = values[0] ?? null;
    bySlot[`samples_${input.name}`] = values;
  }
  return {
    only: only ? (isMedia(only) ? 'media' : 'literal') : null,
    textsOnly:
      firstText !== undefined &&
      !shared.has(firstText.name) &&
      literals.every((input) => input === firstText || shared.has(input.name)),
    samples: bySlot,
    examples:
      only && !isMedia(only)
        ? samples.map((sample) => sample[only.name] ?? null)
        : samples.map((sample) =>
            Object.fromEntries(Object.entries(sample).filter(([key]) => !shared.has(key))),
          ),
    prompts: promptTexts(adapter, samples),
    scopes: adapter.inputs.map((input) => ({
      flags: [
        `input.${input.kind}` as const,
        ...(isMedia(input) ? (['input.media'] as const) : []),
        ...(shared.has(input.name) ? (['input.shared'] as const) : []),
        ...(input === firstText ? (['input.first-text'] as const) : []),
      ],
      slots: {
        input_name: name(input.name),
        input_key: input.name,
        input_label: input.label,
        ...(isMedia(input) ? {} : { input_sample: samples[0]?.[input.name] ?? null }),
      },
    })),
    shared: [...shared].map((key) => ({
      slots: { shared_name: name(key), shared_value: samples[0]?.[key] ?? null },
    })),
  };
}

/** The argument a person types: the first text or message. */
const textInput = (adapter: TaskAdapter) =>
  adapter.inputs.find((input) => input.kind === 'text' || input.kind === 'messages');

function promptTexts(adapter: TaskAdapter, samples: readonly Sample[]): string[] {
  const input = textInput(adapter);
  if (!input) return [];
  return samples.flatMap((sample) => {
    const value = sample[input.name];
    if (typeof value === 'string') return [value];
    const turn: unknown = Array.isArray(value) ? value.at(-1) : null;
    const content =
      typeof turn === 'object' && turn !== null && 'content' in turn ? turn.content : null;
    return typeof content === 'string' ? [content] : [];
  });
}

/**
 * Arguments that are the same in every example, such as the one table that all
 * questions are about. Where nothing else tells the examples apart, nothing is shared.
 */
function sharedInputs(adapter: TaskAdapter, samples: readonly Sample[]): ReadonlySet<string> {
  const same = adapter.inputs
    .map((input) => input.name)
    .filter((key) => {
      const first = samples[0]?.[key];
      const text = JSON.stringify(first);
      return first !== undefined && samples.every((one) => JSON.stringify(one[key]) === text);
    });
  const differs = Object.keys(samples[0] ?? {}).some((key) => !same.includes(key));
  return new Set(samples.length > 1 && differs ? same : []);
}
