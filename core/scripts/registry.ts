import { EXAMPLE } from './explained/example.ts';
import type { Explained, ExplainedKind } from './explained/explained.ts';
import { HUB } from './explained/hub.ts';
import { MODEL } from './explained/model.ts';
import { NOTEBOOK } from './explained/notebook.ts';
import { PLACE } from './explained/place.ts';
import { RECIPE } from './explained/recipe.ts';
import { SHARING } from './explained/sharing.ts';
import { EXAMPLE_CODES } from '../src/findings/example.ts';
import { HUB_CODES } from '../src/hub/hub-findings.ts';
import { MODEL_FINDINGS } from '../src/findings/model.ts';
import { NOTEBOOK_FINDINGS } from '../src/findings/notebook.ts';
import { PLACE_FINDINGS } from '../src/findings/place.ts';
import { RECIPE_FINDINGS } from '../src/findings/recipe.ts';
import { SHARING_FINDINGS } from '../src/findings/sharing.ts';
import type { Entry } from '../src/findings/entry.ts';
import type { Severity } from '../src/findings/finding.ts';

/** One code of the registry, for the pages that list them all. */
export interface Registered extends Explained {
  readonly code: string;
  readonly severities: readonly Severity[];
  /** Its sentence, with ‹name› where a value stands; null where it is worded where it is found. */
  readonly sentence: string | null;
  /** What is found, where there is no one sentence. */
  readonly what?: string;
}

/** Values whose every field reads as its own name. */
const NAMED = new Proxy(
  {},
  {
    get: (_, key) => {
      const word = `‹${String(key)}›`;
      return Object.assign(new String(word), { join: () => word });
    },
  },
);

function sentenceOf(says: Entry['says']): string | null {
  if (typeof says === 'string') return says;
  try {
    // SAFETY: the sentences only put fields of their values into text.
    const sentence = says(NAMED as never);
    // A choice between sentences that the values would make.
    return sentence.includes('undefined') && !sentence.includes(' ') ? null : sentence;
  } catch {
    return null;
  }
}

const listed = <C extends string>(
  entries: Readonly<Record<C, Entry>>,
  explained: Readonly<Record<C, Explained>>,
): Registered[] =>
  // SAFETY: the keys of the entries are their codes.
  (Object.entries(entries) as [C, Entry][]).map(([code, { severity, also = [], says }]) => ({
    ...explained[code],
    code,
    severities: [severity, ...also],
    sentence: sentenceOf(says),
  }));

const worded = <C extends string>(
  codes: readonly C[],
  explained: Readonly<Record<C, ExplainedKind>>,
  severities: readonly Severity[],
): Registered[] => codes.map((code) => ({ ...explained[code], code, severities, sentence: null }));

/** Every code a finding can have, by what it is about. Hosts load the parts they use, not this list. */
export const REGISTRY: Readonly<Record<string, readonly Registered[]>> = {
  notebook: listed(NOTEBOOK_FINDINGS, NOTEBOOK),
  model: listed(MODEL_FINDINGS, MODEL),
  recipe: listed(RECIPE_FINDINGS, RECIPE),
  sharing: listed(SHARING_FINDINGS, SHARING),
  place: listed(PLACE_FINDINGS, PLACE),
  example: worded(EXAMPLE_CODES, EXAMPLE, ['info']),
  hub: worded(HUB_CODES, HUB, ['warning', 'error']),
};
