import type { Deck } from '../../deck/schema.ts';
import type { TaskAdapter } from '../../deck/adapter.ts';
import type { ModelFacts } from '../../hub/facts.ts';
import { dispatch } from '../../library/dispatch.ts';

/** The task adapter a model gets, or null when nothing is known about the model. */
export function adapterFor(facts: ModelFacts, deck: Deck): TaskAdapter | null {
  if (facts.task === null && facts.library === null) return null;
  return deck.adapters[dispatch(facts).adapter] ?? null;
}
