import type { Hub } from '../../hub/client.ts';
import type { ModelFacts } from '../../hub/facts.ts';
import type { HubResult } from '../../hub/result.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Milliseconds for which facts count as fresh: a model that changes meanwhile is still read at one commit. */
const FRESH = 5 * 60_000;

/** Milliseconds a hand lies before its model is asked about: who deals on asks nobody. */
const PAUSE = 300;

interface Asked {
  readonly key: string;
  readonly at: number;
  readonly answer: Promise<HubResult<ModelFacts>>;
  readonly request: AbortController;
  /** How many wait for the answer; a request that nobody waits for may be stopped. */
  waiting: number;
}

/**
 * Facts of the model on the table, asked for while the hand lies there: when
 * Generate is pressed they are known, or at least on their way.
 */
export class FactsAhead {
  readonly #hub: Hub;
  #asked: Asked | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Asks for the facts of a model soon. A failure is not told: whoever needs them asks again. */
  foresee(id: string, revision?: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(id, revision), PAUSE);
  }

  /**
   * The facts, the ones that are there already when they are fresh.
   * @throws an `AbortError` when `signal` is aborted.
   */
  async get(id: string, revision?: string, signal?: AbortSignal): Promise<HubResult<ModelFacts>> {
    clearTimeout(this.#timer);
    const asked = this.#ask(id, revision);
    asked.waiting += 1;
    try {
      return await unlessAborted(asked.answer, signal);
    } finally {
      asked.waiting -= 1;
      if (signal?.aborted) this.#drop(asked);
    }
  }

  #ask(id: string, revision?: string): Asked {
    const key = JSON.stringify([this.#hub.endpoint, id, revision]);
    const before = this.#asked;
    if (before?.key === key && Date.now() - before.at < FRESH) return before;
    if (before) this.#drop(before);
    const request = new AbortController();
    const { signal } = request;
    const answer = this.#hub.modelFacts(id, revision, { signal });
    const asked = { key, at: Date.now(), answer, request, waiting: 0 };
    this.#asked = asked;
    const forget = (): void => {
      if (this.#asked === asked) this.#asked = null;
    };
    answer.then((result) => {
      // Facts of another day are good for one notebook; the next may have the Hub's answer.
      if (!result.ok || result.value.asOf !== null) forget();
    }, forget);
    return asked;
  }

  /** Stops a request that nobody waits for any more. */
  #drop(asked: Asked): void {
    if (asked.waiting > 0) return;
    asked.request.abort();
    if (this.#asked === asked) this.#asked = null;
  }
}
