import type { Deck } from '../deck/schema.ts';
import type { TaskAdapter } from '../deck/adapter.ts';
import { dispatchOutline } from './outline.ts';
import type { ModelCandidate } from '../recipe/deal.ts';

/** The id of the task adapter a candidate gets, or null when nothing is known about it. */
export function adapterIdForCandidate(candidate: ModelCandidate): string | null {
  const { task, library, tags } = candidate;
  if (task === null && library === null && tags.length === 0) return null;
  return dispatchOutline(candidate).adapter;
}

/** `adapterFor` of `deal`, by the templates of a deck. */
export const adapterForCandidate =
  (deck: Pick<Deck, 'adapters'>) =>
  (candidate: ModelCandidate): TaskAdapter | null => {
    const id = adapterIdForCandidate(candidate);
    return id === null ? null : (deck.adapters[id] ?? null);
  };
