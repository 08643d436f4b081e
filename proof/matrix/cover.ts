import { DECK } from '../../core/src/deck/data.ts';
import { DIFFICULTIES } from '../../core/src/deck/shapes.ts';
import type { Case, ProofModel } from './case.ts';

/**
 * A small set of cases in which each wanted pair occurs: every model; every
 * adapter at every difficulty; every component with every output kind, input
 * kind, route and difficulty; every topic and every prompt pack with every
 * difficulty. Topics and packs are data for the same few places of any
 * component, and their products would outgrow all the rest. Greedy, without
 * chance: the same deck gives the same cases.
 */
export function pairwiseCover(models: readonly ProofModel[]): Case[] {
  const places = models.flatMap(placesOf);
  const open = new Set(
    places.flatMap((place) => [
      ...modelPairs(place),
      ...ALL_HANDS.flatMap((hand) => handPairs(place, hand)),
    ]),
  );
  const used = new Map<string, number>();
  const cases: Case[] = [];
  for (;;) {
    const best = choose(places, open, used);
    if (best.gain === 0) return cases;
    const { place, hand } = best;
    for (const pair of [...modelPairs(place), ...handPairs(place, hand)]) open.delete(pair);
    for (const card of [hand.topic, hand.prompts]) used.set(card, (used.get(card) ?? 0) + 1);
    cases.push({ ...place, ...hand });
  }
}

type Place = Pick<Case, 'model' | 'ui' | 'difficulty'>;
type Hand = Pick<Case, 'topic' | 'prompts'>;

const ALL_HANDS: readonly Hand[] = DECK.topics.flatMap((topic) =>
  DECK.prompts.map((pack) => ({ topic: topic.id, prompts: pack.id })),
);

const placesOf = (model: ProofModel): Place[] =>
  (model.shape?.components ?? (['gradio'] as const)).flatMap((ui) =>
    DIFFICULTIES.map((difficulty) => ({ model, ui, difficulty })),
  );

interface Choice {
  readonly place: Place;
  readonly hand: Hand;
  readonly gain: number;
}

/** The case that covers most open pairs; among equals the hand dealt least so far. */
function choose(
  places: readonly Place[],
  open: ReadonlySet<string>,
  used: ReadonlyMap<string, number>,
): Choice {
  const hands = new Map<string, { hand: Hand; gain: number }>();
  const dealt = ({ topic, prompts }: Hand): number =>
    (used.get(topic) ?? 0) + (used.get(prompts) ?? 0);
  let best: Choice | null = null;
  for (const place of places) {
    const kind = `${place.ui} ${place.difficulty}`;
    const known = hands.get(kind) ?? bestHand(place, open, dealt);
    hands.set(kind, known);
    const gain = known.gain + count(modelPairs(place), open);
    if (!best || gain > best.gain) best = { place, hand: known.hand, gain };
  }
  if (!best) throw new Error('there are no models to cover');
  return best;
}

function bestHand(
  place: Place,
  open: ReadonlySet<string>,
  dealt: (hand: Hand) => number,
): { hand: Hand; gain: number } {
  const rated = ALL_HANDS.map((hand) => ({ hand, gain: count(handPairs(place, hand), open) }));
  const best = rated.reduce((a, b) =>
    b.gain > a.gain || (b.gain === a.gain && dealt(b.hand) < dealt(a.hand)) ? b : a,
  );
  return best;
}

const modelPairs = ({ model, ui, difficulty }: Place): string[] => [
  `model ${model.id}`,
  `adapter ${model.adapter} ${difficulty}`,
  `ui ${ui} output ${model.shape?.output ?? '?'}`,
  `ui ${ui} route ${model.shape?.route ?? '?'}`,
  ...(model.shape?.inputs ?? []).map(({ kind }) => `ui ${ui} input ${kind}`),
];

const handPairs = ({ ui, difficulty }: Place, { topic, prompts }: Hand): string[] => [
  `ui ${ui} ${difficulty}`,
  `topic ${topic} ${difficulty}`,
  `prompts ${prompts} ${difficulty}`,
];

const count = (pairs: readonly string[], open: ReadonlySet<string>): number =>
  pairs.filter((pair) => open.has(pair)).length;
