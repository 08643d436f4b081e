import type {
  Deck,
  Difficulty,
  PromptPack,
  TaskAdapter,
  Topic,
  UiComponent,
} from '../deck/schema.ts';
import { MEDIA_KINDS } from '../deck/shapes.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { ModelCard } from '../model-card/types.ts';
import type { PythonValue } from '../python/literal.ts';
import { packMatters } from '../recipe/prompt-use.ts';
import type { Recipe } from '../recipe/schema.ts';
import type { RemixOf } from '../sharing/editor/marks.ts';
import { modelSlots } from './model-slots.ts';
import { fillFrame, samplesFor, type Sample } from './samples.ts';
import { name, type Scope, type SlotValue } from './template.ts';

/** A hand with every card looked up. */
export interface Hand {
  readonly recipe: Recipe;
  readonly facts: ModelFacts;
  readonly card: ModelCard;
  readonly adapter: TaskAdapter;
  readonly topic: Topic;
  readonly pack: PromptPack;
  readonly ownPrompts: readonly string[] | null;
  readonly difficulty: Difficulty;
  readonly component: UiComponent;
  /** The shared notebook whose cards were swapped, if any. */
  readonly remixOf: RemixOf | null;
}

export interface NotebookContext {
  readonly flags: Set<string>;
  readonly slots: Record<string, SlotValue>;
  readonly lists: Record<string, readonly Scope[]>;
  readonly samples: readonly Sample[];
}

/** Put a topic of the user's own into the sentences of `own.yaml`. */
export function ownTopic(template: Topic, subject: string): Topic {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return fillFrame(value, { subject });
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item)]));
    }
    return value;
  };
  // SAFETY: `fill` maps strings to strings and keeps every key and list.
  return { ...(fill(template) as Topic), name: subject, subject };
}

/** `org/name` -> `name`. */
export const shortName = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** The argument a person types: the first text or message. */
const textInput = (adapter: TaskAdapter) =>
  adapter.inputs.find((input) => input.kind === 'text' || input.kind === 'messages');

/** What a person would type into the first text box, one for each sample. */
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
 * questions are about: written once, beside the examples. Where nothing else
 * tells the examples apart, nothing is shared.
 */
function sharedInputs(adapter: TaskAdapter, samples: readonly Sample[]): ReadonlySet<string> {
  const same = adapter.inputs
    .map((input) => input.name)
    .filter((key) => {
      const first = JSON.stringify(samples[0]?.[key]);
      return first !== undefined && samples.every((one) => JSON.stringify(one[key]) === first);
    });
  const differs = Object.keys(samples[0] ?? {}).some((key) => !same.includes(key));
  return new Set(samples.length > 1 && differs ? same : []);
}

/** Flags and slots that every template of a notebook shares (docs/architecture.md). */
export function notebookContext(hand: Hand, deck: Deck): NotebookContext {
  const { adapter, recipe, topic, pack } = hand;
  const samples = samplesFor(adapter, hand);
  const literals = adapter.inputs.filter((input) => !MEDIA_KINDS.includes(input.kind));
  const media = adapter.inputs.filter((input) => MEDIA_KINDS.includes(input.kind));
  const only = adapter.inputs.length === 1 ? adapter.inputs[0] : undefined;

  const flags = new Set<string>([
    recipe.difficulty,
    adapter.route,
    `ui.${recipe.ui_component}`,
    `out.${adapter.output}`,
    ...adapter.inputs.map((input) => `in.${input.kind}`),
  ]);
  const flag = (on: unknown, one: string) => {
    if (on) flags.add(one);
  };
  flag(adapter.torch && adapter.route === 'local', 'torch');
  flag(adapter.streams, 'streams');
  flag(only && literals.length === 1, 'in.bare');
  flag(only && media.length === 1, 'in.onlymedia');
  flag(media.length > 0, 'in.media');
  flag(hand.ownPrompts, 'own_prompts');
  flag(packMatters(adapter.samples), 'framed');

  const slots: Record<string, SlotValue> = {
    model_id: hand.facts.id,
    model_name: shortName(hand.facts.id),
    revision: hand.facts.sha,
    task_title: adapter.title,
    task_summary: adapter.summary,
    topic_name: topic.name,
    topic_emoji: topic.emoji,
    topic_line: topic.summary,
    topic_subject: topic.subject,
    prompts_name: hand.ownPrompts ? 'Your own prompts' : pack.name,
    prompts_emoji: pack.emoji,
    prompts_line: hand.ownPrompts ? `${hand.ownPrompts.length} of your own` : pack.summary,
    difficulty_name: hand.difficulty.name,
    difficulty_emoji: hand.difficulty.emoji,
    difficulty_line: hand.difficulty.summary,
    ui_name: hand.component.name,
    ui_emoji: hand.component.emoji,
    ui_line: hand.component.summary,
    app_title: `${shortName(hand.facts.id)} - ${topic.name}`,
    params: name(adapter.inputs.map((input) => input.name).join(', ')),
  };
  if (only) slots['only'] = name(only.name);
  for (const input of literals) {
    const values = samples.map((sample) => sample[input.name] ?? null);
    slots[`sample_${input.name}`] = values[0] ?? null;
    slots[`samples_${input.name}`] = values;
  }
  const shared = sharedInputs(adapter, samples);
  const examples: PythonValue =
    only && literals.length === 1
      ? samples.map((sample) => sample[only.name] ?? null)
      : samples.map((sample) =>
          Object.fromEntries(Object.entries(sample).filter(([key]) => !shared.has(key))),
        );
  slots['examples'] = examples;
  const prompts = promptTexts(adapter, samples);
  slots['prompt_samples'] = prompts;
  slots['sample_prompt'] = prompts[0] ?? '';
  slots['turns'] = [prompts[0] ?? '', prompts[1] ?? prompts[0] ?? ''];
  const firstText = textInput(adapter);

  const lists: Record<string, readonly Scope[]> = {
    inputs: adapter.inputs.map((input) => ({
      flags: [
        `input.${input.kind}`,
        ...(MEDIA_KINDS.includes(input.kind) ? ['input.media'] : ['input.literal']),
        ...(shared.has(input.name) ? ['input.shared'] : []),
        ...(input === firstText ? ['input.first-text'] : []),
      ],
      slots: {
        input_name: name(input.name),
        input_key: input.name,
        input_label: input.label,
        ...(literals.includes(input) ? { input_sample: samples[0]?.[input.name] ?? null } : {}),
      },
    })),
    shared: [...shared].map((key) => ({
      slots: { shared_name: name(key), shared_value: samples[0]?.[key] ?? null },
    })),
    terms: Object.entries(adapter.terms).map(([term, meaning]) => ({ slots: { term, meaning } })),
    similar: deck.models
      .filter((model) => model.task === hand.facts.task && model.id !== hand.facts.id)
      .slice(0, 3)
      .map((model) => ({ slots: { similar_id: model.id, similar_line: model.summary } })),
  };
  flag(lists['similar']?.length, 'similar');
  flag(lists['terms']?.length, 'terms');

  const model = modelSlots(hand);
  for (const one of model.flags) flags.add(one);
  Object.assign(slots, model.slots);
  return { flags, slots, lists, samples };
}
