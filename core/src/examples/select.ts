import type { TaskAdapter } from '../deck/adapter.ts';
import { adaptExample } from './adapt.ts';
import { loadsInside } from './loaded.ts';
import { predictsFor } from './predict.ts';
import { ONLY_LOADS } from './result.ts';
import { NOTEBOOK_NAMES, type AdaptContext, type Adaptation } from './types.ts';
import type { PythonLinter } from '../python/ruff.ts';
import { isReadable } from '../findings/example.ts';
import type { Finding } from '../findings/finding.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { Example, ModelCard } from '../model-card/types.ts';

/** An example that a notebook may show. */
export interface Adapted extends Adaptation {
  readonly status: 'accepted';
  readonly example: Example;
}

/** An example that says something about the model and cannot be checked: it is shown and not run. */
export interface Unexecuted {
  readonly example: Example;
  /** The author's lines, as they stand. */
  readonly source: string;
  /** Why it is not run, in a sentence. */
  readonly why: string;
}

export interface Selection {
  /** At most `MOST_SHOWN`, best first. */
  readonly shown: readonly Adapted[];
  /** The best one that can be shown only, where none can run. */
  readonly unexecuted: Unexecuted | null;
  /** Examples that were tried and refused, with the reasons. */
  readonly refused: readonly { readonly example: Example; readonly reasons: readonly Finding[] }[];
}

export interface SelectContext {
  readonly facts: ModelFacts;
  readonly linter: PythonLinter;
  /** The hand that the notebook is made for; without it an example stands alone. */
  readonly hand?: { readonly adapter: TaskAdapter; readonly twin?: string | null };
  /** Try every example, also when enough are found already (for reports). */
  readonly all?: boolean;
}

const MOST_SHOWN = 1;
/** Examples tried before giving up: cards with many are long pages of variants. */
const MOST_TRIED = 6;

/** An example with the earlier ones it needs in front of it, in page order. */
function withNeeds(examples: readonly Example[], example: Example): Example {
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
  // Where the notebook does not load the model, an example is judged as if it did.
  if (!hand || hand.adapter.route !== 'local')
    return new Set([...NOTEBOOK_NAMES, 'sample_image', 'sample_sound']);
  const names = new Set(['MODEL_ID']);
  const { adapter } = hand;
  if (adapter.torch && adapter.route === 'local')
    for (const name of NOTEBOOK_NAMES) names.add(name);
  if (predictsFor(adapter)) names.add('predict');
  const kinds = adapter.inputs.map((input) => input.kind);
  if (kinds.includes('image') || kinds.includes('video')) names.add('sample_image');
  if (kinds.includes('audio')) names.add('sample_sound');
  return names;
}

/**
 * Choose the best example of a card for the notebook, adapted so that it runs
 * after the settings cell alone.
 */
export function selectExamples(card: ModelCard, context: SelectContext): Selection {
  const { facts, linter, hand } = context;
  const adapt: AdaptContext = {
    facts,
    ...(hand ? { adapter: hand.adapter } : {}),
    hints: card.hints,
    linter,
    defined: namesFor(hand),
  };
  const ranked = card.examples.toSorted((a, b) => promise(b, facts) - promise(a, facts));
  const shown: Adapted[] = [];
  const onlyLoad: Adapted[] = [];
  const refused: { example: Example; reasons: readonly Finding[] }[] = [];
  for (const example of context.all ? ranked : ranked.slice(0, MOST_TRIED)) {
    if (!context.all && shown.length >= MOST_SHOWN) break;
    const adapted = adaptExample(withNeeds(card.examples, example), adapt);
    const onlyLoads = adapted.changes.some(({ code }) => code === ONLY_LOADS);
    if (adapted.status === 'refused') refused.push({ example, reasons: adapted.reasons });
    else if (onlyLoads) onlyLoad.push({ ...adapted, status: 'accepted', example });
    else if (!shown.some((one) => one.source === adapted.source))
      shown.push({ ...adapted, status: 'accepted', example });
  }
  // One that does nothing but load the model is better than none.
  if (context.all || shown.length === 0) shown.push(...onlyLoad);
  // A model too large for this machine is reached through its API: local code is there to be read.
  const stays = staysUnrun(hand, facts, shown[0]);
  const asides = [
    ...(stays === null ? [] : shown.map(({ example }) => ({ example, why: stays }))),
    ...refused.flatMap(({ example, reasons }) => {
      const why = isReadable(reasons) ? reasons[0]?.message : undefined;
      return why === undefined ? [] : [{ example, why }];
    }),
  ];
  const aside = asides.find(({ example }) => linesOf(example.source) <= MOST_LINES);
  return {
    shown: stays === null ? (context.all ? shown : shown.slice(0, MOST_SHOWN)) : [],
    unexecuted:
      (stays === null && shown.length > 0) || !aside
        ? null
        : { ...aside, source: withNeeds(card.examples, aside.example).source },
    refused,
  };
}

/** Bytes of weights from which on an example is read and not run where the notebook does not load them. */
const MOST_UNASKED = 2e9;

/** Why an example that could run does not, in a notebook that does not load the model; null: it runs. */
function staysUnrun(
  hand: SelectContext['hand'],
  { id, weightBytes }: ModelFacts,
  best: Adapted | undefined,
): string | null {
  if (!hand || !best) return null;
  if (hand.twin) return `It is for the files of ${id}, and this notebook loads ${hand.twin}.`;
  if (hand.adapter.route === 'local') {
    return loadsInside(best.source)
      ? 'It loads the model inside a function: that would be a second copy in memory.'
      : null;
  }
  if (hand.adapter.route === 'api')
    return 'It loads the model on this machine, and a provider runs it here.';
  const looks = 'This notebook looks into the repository and does not load the model.';
  if ((weightBytes ?? 0) > MOST_UNASKED)
    return `It downloads ${((weightBytes ?? 0) / 1e9).toFixed(1)} GB. ${looks}`;
  return /(?<![\w.])(?:device|dtype|sample_image|sample_sound)(?!\w)/.test(best.source)
    ? looks
    : null;
}
/** Longer ones are read on the model page. */
const MOST_LINES = 60;
const linesOf = (source: string): number => source.split('\n').length;
