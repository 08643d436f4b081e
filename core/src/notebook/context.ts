import type { Deck, Topic } from '../deck/schema.ts';
import type { Finding } from '../findings/finding.ts';
import { fillFrame, samplesFor } from '../samples/samples.ts';
import { flagsOf } from './flags.ts';
import type { FullHand } from './hand.ts';
import { inputWords } from './input-words.ts';
import { listsOf, type NotebookLists } from './lists.ts';
import { modelTraits } from './model-traits.ts';
import { slotsOf, type NotebookSlots } from './slots.ts';
import type { Flag } from './template-names.ts';

/** What a template may ask for and fill in. The names stand in template-names.ts. */
export interface NotebookContext {
  readonly flags: ReadonlySet<Flag>;
  readonly slots: NotebookSlots;
  readonly lists: NotebookLists;
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

/** Flags, slots and lists that every template of a notebook shares. Pure. */
export function notebookContext(
  hand: FullHand,
  deck: Deck,
  findings: readonly Finding[],
): NotebookContext {
  const inputs = inputWords(hand.adapter, samplesFor(hand.adapter, hand));
  const traits = modelTraits(hand);
  const lists = listsOf(hand, deck, inputs, traits, findings);
  return {
    flags: flagsOf(hand, inputs, traits, lists),
    slots: slotsOf(hand, deck, inputs, traits),
    lists,
  };
}
