import type { PromptPack, TaskAdapter, Topic } from '../deck/schema.ts';
import { samplesFor } from '../notebook/samples.ts';
import { adaptExample } from '../python/adapt.ts';
import {
  NOTEBOOK_NAMES,
  type AdaptContext,
  type Adaptation,
  type SampleInputs,
} from '../python/adapt-types.ts';
import type { PythonLinter } from '../python/ruff.ts';
import type { Finding } from '../finding.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { Example, ModelCard } from './types.ts';

/** An example that a notebook may show. */
export interface Adapted extends Adaptation {
  readonly status: 'accepted';
  readonly example: Example;
}

export interface Selection {
  /** At most `MOST_SHOWN`, best first. */
  readonly shown: readonly Adapted[];
  /** Examples that were tried and refused, with the reasons. */
  readonly refused: readonly { readonly example: Example; readonly reasons: readonly Finding[] }[];
}

export interface SelectContext {
  readonly facts: ModelFacts;
  readonly linter: PythonLinter;
  /** The hand whose topic gives the inputs; examples keep their own without it. */
  readonly hand?: {
    readonly adapter: TaskAdapter;
    readonly topic: Topic;
    readonly pack: PromptPack;
    readonly ownPrompts: readonly string[] | null;
  };
  /** Try every example, also when enough are found already (for reports). */
  readonly all?: boolean;
}

const MOST_SHOWN = 1;
/** Examples tried before giving up: cards with many are long pages of variants. */
const MOST_TRIED = 6;

/** An example with the earlier ones it needs in front of it, in page order. */
export function withNeeds(examples: readonly Example[], example: Example): Example {
  const parts = [...example.needs.flatMap((at) => examples[at] ?? []), example];
  if (parts.length === 1) return example;
  return {
    ...example,
    source: parts.map((part) => part.source).join('\n\n'),
    requirements: [...new Set(parts.flatMap((part) => part.requirements))],
    shell: parts.flatMap((part) => part.shell),
  };
}

/** How useful an example promises to be, before it is adapted. Higher is better. */
function promise(example: Example, facts: ModelFacts): number {
  let score = 0;
  if (example.engine !== null && example.engine === facts.library) score += 4;
  if (example.engine === 'transformers' || example.engine === 'sentence-transformers') score += 2;
  if (/print\(|display\(/.test(example.source)) score += 3;
  if (/\bpipeline\(/.test(example.source)) score += 1;
  if (/\.generate\(|\.encode\(|model\(\*\*/.test(example.source)) score += 1;
  if (/load_in_|BitsAndBytes|flash_attn|device_map/.test(example.source)) score -= 2;
  return score - example.needs.length - example.index * 0.1 - example.source.length / 2000;
}

/** What the notebook defines above the examples, on this adapter's route. */
function namesFor(hand: SelectContext['hand']): ReadonlySet<string> {
  if (!hand) return new Set([...NOTEBOOK_NAMES, 'sample_image', 'sample_sound']);
  const names = new Set(['MODEL_ID']);
  const { adapter } = hand;
  if (adapter.torch && adapter.route === 'local')
    for (const name of NOTEBOOK_NAMES) names.add(name);
  const kinds = adapter.inputs.map((input) => input.kind);
  if (kinds.includes('image') || kinds.includes('video')) names.add('sample_image');
  if (kinds.includes('audio')) names.add('sample_sound');
  return names;
}

function inputsFor(hand: NonNullable<SelectContext['hand']>, facts: ModelFacts): SampleInputs {
  const samples = samplesFor(hand.adapter, { ...hand, facts });
  const strings = (name: string): string[] =>
    samples.flatMap((sample) => {
      const value = sample[name];
      return typeof value === 'string' ? [value] : [];
    });
  const texts = strings('text');
  const seesImages = hand.adapter.inputs.some((input) => input.kind === 'image');
  return {
    texts: texts.length > 0 ? texts : hand.topic.texts,
    labels: seesImages ? hand.topic.image.labels : hand.topic.labels,
    question: strings('question')[0] ?? null,
    context: strings('context')[0] ?? null,
    message: strings('text')[0] ?? hand.topic.chat[0] ?? null,
  };
}

/**
 * Choose the best example of a card for the notebook, adapted so that it runs
 * after the settings cell alone.
 */
export function selectExamples(card: ModelCard, context: SelectContext): Selection {
  const { facts, linter, hand } = context;
  // A model too large for this machine is reached through its API; the card's local code is of no use.
  if (hand?.adapter.route === 'api') return { shown: [], refused: [] };
  const adapt: AdaptContext = {
    facts,
    hints: card.hints,
    linter,
    defined: namesFor(hand),
    ...(hand && speaksEnglish(card) ? { inputs: inputsFor(hand, facts) } : {}),
  };
  const ranked = card.examples.toSorted((a, b) => promise(b, facts) - promise(a, facts));
  const shown: Adapted[] = [];
  const refused: { example: Example; reasons: readonly Finding[] }[] = [];
  for (const example of context.all ? ranked : ranked.slice(0, MOST_TRIED)) {
    if (!context.all && shown.length >= MOST_SHOWN) break;
    const adapted = adaptExample(withNeeds(card.examples, example), adapt);
    if (adapted.status === 'refused') refused.push({ example, reasons: adapted.reasons });
    else if (!shown.some((one) => one.source === adapted.source))
      shown.push({ ...adapted, status: 'accepted', example });
  }
  return { shown: context.all ? shown : shown.slice(0, MOST_SHOWN), refused };
}

/** English inputs fit models that say nothing about languages, or say English or many. */
function speaksEnglish(card: ModelCard): boolean {
  const value = card.frontMatter['language'];
  const languages = (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === 'string',
  );
  return (
    languages.length === 0 ||
    languages.some((one) => /^(?:en|eng|english|multilingual|code)\b/i.test(one))
  );
}
