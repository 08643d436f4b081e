import type { Deck } from '../../deck/schema.ts';
import { adapterForCandidate } from '../../library/candidate-adapter.ts';
import { deal, type ModelCandidate } from '../../recipe/deal.ts';
import type { Hand } from '../protocol/faces.ts';
import type { ModelShelf } from './shelf.ts';
import { adapterFor } from './adapter.ts';

interface Dealing {
  readonly deck: Deck;
  readonly shelf: ModelShelf;
  /** Models that are dealt before the deck's own, where there are any. */
  readonly first: readonly ModelCandidate[];
  /** Numbers in [0, 1). */
  readonly random: () => number;
}

/** A hand dealt around the cards that are kept. */
export function dealHand(kept: Hand, { deck, shelf, first, random }: Dealing): Hand {
  const { recipe } = deal({
    seed: Math.floor(random() * Number.MAX_SAFE_INTEGER),
    deck,
    locked: withoutGaps(kept),
    candidates: first,
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
  Object.fromEntries(Object.entries(hand).filter(([, card]) => card !== undefined));
