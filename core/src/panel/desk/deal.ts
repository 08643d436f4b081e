import type { Deck } from '../../deck/schema.ts';
import { adapterForCandidate } from '../../recipe/candidate-adapter.ts';
import { deal } from '../../recipe/deal.ts';
import type { Hand } from '../protocol/faces.ts';
import type { ModelShelf } from './shelf.ts';
import { adapterFor } from './adapter.ts';

/** A hand dealt around the cards that are kept. `random` gives numbers in [0, 1). */
export function dealHand(kept: Hand, deck: Deck, shelf: ModelShelf, random: () => number): Hand {
  const { recipe } = deal({
    seed: Math.floor(random() * Number.MAX_SAFE_INTEGER),
    deck,
    locked: withoutGaps(kept),
    adapterFor: (candidate) => {
      const facts = shelf.known(candidate.id)?.facts;
      return facts ? adapterFor(facts, deck) : adapterForCandidate(deck)(candidate);
    },
  });
  const { model_card, prompt_cards, topic, difficulty, ui_component } = recipe;
  return { model_card, prompt_cards, topic, difficulty, ui_component };
}

type Locked = NonNullable<Parameters<typeof deal>[0]['locked']>;

/** The same hand without keys that stand for nothing. */
const withoutGaps = (hand: Hand): Locked =>
  // SAFETY: what is left has the keys of a hand, each with a value.
  Object.fromEntries(Object.entries(hand).filter(([, card]) => card !== undefined)) as Locked;
