import type { CuratedModel, Deck } from '../../deck/schema.ts';
import type { Hub } from '../../hub/client.ts';
import type { ModelFacts } from '../../hub/facts.ts';
import type { HubError, HubResult } from '../../hub/result.ts';
import { outlineFacts, type ModelOutline } from '../../library/outline.ts';
import type { CardFace, Hand } from '../protocol/faces.ts';
import { FactsAhead } from './facts-ahead.ts';
import { curatedFace, factsFace, unknownModelFace } from './faces.ts';

export interface OnShelf {
  readonly face: CardFace;
  /** From the Hub, or as far as a list told them; null when nothing is known. */
  readonly facts: ModelFacts | null;
  /** Why the Hub could not say anything about the model. */
  readonly error: HubError | null;
}

/** What is known about models: the deck's own, those a search has shown, those looked up. */
export class ModelShelf {
  readonly #deck: Deck;
  readonly #ahead: FactsAhead;
  readonly #seen = new Map<string, OnShelf>();

  constructor(deck: Deck, hub: Hub) {
    this.#deck = deck;
    this.#ahead = new FactsAhead(hub);
    for (const model of deck.models) this.remember(curatedFace(model), model);
  }

  curated(id: string): CuratedModel | undefined {
    return this.#deck.models.find((model) => model.id === id);
  }

  /** An emoji for a model of the Hub: that of the deck's models of the same task. */
  emoji(task: string | null): string {
    return this.#deck.models.find((model) => model.task === task)?.emoji ?? '🤗';
  }

  remember(face: CardFace, outline: ModelOutline): void {
    if (this.#seen.has(face.id)) return;
    this.#seen.set(face.id, { face, facts: outlineFacts(outline), error: null });
  }

  /** What is known about the model of `id` without asking anybody. */
  known(id: string): OnShelf | undefined {
    return this.#seen.get(id);
  }

  /**
   * The model of `id`, asking the Hub when nothing is known about it yet.
   * @throws an `AbortError` when `signal` is aborted.
   */
  async look(id: string, signal?: AbortSignal): Promise<OnShelf> {
    const seen = this.known(id);
    if (seen) return seen;
    const answer = await this.facts(id, undefined, signal);
    if (answer.ok) return this.#learn(answer.value);
    return { face: unknownModelFace(id), facts: null, error: answer.error };
  }

  /** Has the facts of the model on the table at hand for when a notebook is made of it. */
  foresee(hand: Hand): void {
    if (hand.model_card) this.#ahead.foresee(hand.model_card.id, hand.model_card.revision);
  }

  /**
   * Facts of a model, fresh from the Hub or asked for a moment ago.
   * @throws an `AbortError` when `signal` is aborted.
   */
  async facts(id: string, revision?: string, signal?: AbortSignal): Promise<HubResult<ModelFacts>> {
    const answer = await this.#ahead.get(id, revision, signal);
    if (answer.ok) this.#learn(answer.value);
    return answer;
  }

  #learn(facts: ModelFacts): OnShelf {
    const curated = this.curated(facts.id);
    const face = curated ? curatedFace(curated) : factsFace(facts, this.emoji(facts.task));
    const entry = { face, facts, error: null };
    this.#seen.set(facts.id, entry);
    return entry;
  }
}
