import type { AbortSignalLike } from '../hub/platform.ts';
import type { LookedUp } from './model.ts';

/** Seconds an answer counts: a value long, a refusal shorter, silence after a failed connection. */
export const KEPT = { value: 600, refusal: 120, failure: 60 } as const;
const LIMIT = 500;

/** Failures of the way to the Hub, not of what was asked for. */
const NO_WAY = /^(?:offline|rate-limited|server-error|bad-endpoint|bad-answer|aborted)$/;

declare const AbortController: new () => { readonly signal: AbortSignalLike; abort(): void };

interface Flight<T> {
  readonly answer: Promise<LookedUp<T> | null>;
  waiting: number;
  abort(): void;
}

/** The time until which nobody is asked, shared by all kinds of questions. */
export interface Silence {
  until: number;
}

/**
 * Questions to the Hub: each is asked once at a time, answers are kept, and
 * after a failed connection nobody is asked for a while. Never throws; null
 * means that nothing is known.
 */
export class Questions<T> {
  private readonly kept = new Map<
    string,
    { readonly answer: LookedUp<T>; readonly until: number }
  >();
  private readonly flights = new Map<string, Flight<T>>();
  private readonly ask: (key: string, signal: AbortSignalLike) => Promise<LookedUp<T>>;
  private readonly silence: Silence;
  private readonly now: () => number;

  /** @param now seconds on any clock that does not go back. */
  constructor(
    ask: (key: string, signal: AbortSignalLike) => Promise<LookedUp<T>>,
    silence: Silence,
    now: () => number,
  ) {
    this.ask = ask;
    this.silence = silence;
    this.now = now;
  }

  /** What is known without asking. */
  known(key: string): LookedUp<T> | undefined {
    const entry = this.kept.get(key);
    return entry && entry.until > this.now() ? entry.answer : undefined;
  }

  /** The answer, asked for if need be. A caller that stops waiting stops the request if it was the last. */
  async about(key: string, signal?: AbortSignalLike): Promise<LookedUp<T> | null> {
    const known = this.known(key);
    if (known) return known;
    if (signal?.aborted || this.now() < this.silence.until) return null;
    const flight = this.flights.get(key) ?? this.start(key);
    flight.waiting += 1;
    return new Promise((resolve) => {
      const leave = (): void => {
        flight.waiting -= 1;
        if (flight.waiting === 0) flight.abort();
        resolve(null);
      };
      signal?.addEventListener('abort', leave, { once: true });
      void flight.answer.then((answer) => {
        signal?.removeEventListener('abort', leave);
        resolve(answer);
      });
    });
  }

  /** Forget everything, also the silence: the address or the token changed. */
  clear(): void {
    this.kept.clear();
    this.silence.until = 0;
  }

  private start(key: string): Flight<T> {
    const controller = new AbortController();
    const flight: Flight<T> = {
      waiting: 0,
      abort: () => {
        // Somebody who asks again must not join a request that is being stopped.
        if (this.flights.get(key) === flight) this.flights.delete(key);
        controller.abort();
      },
      answer: this.ask(key, controller.signal)
        .then((answer) => (controller.signal.aborted ? null : this.keep(key, answer)))
        .catch(() => {
          if (!controller.signal.aborted) this.silence.until = this.now() + KEPT.failure;
          return null;
        })
        .finally(() => {
          if (this.flights.get(key) === flight) this.flights.delete(key);
        }),
    };
    this.flights.set(key, flight);
    return flight;
  }

  private keep(key: string, answer: LookedUp<T>): LookedUp<T> | null {
    if (!answer.ok && NO_WAY.test(answer.error.kind)) {
      this.silence.until = this.now() + KEPT.failure;
      return null;
    }
    const oldest = this.kept.size >= LIMIT ? this.kept.keys().next().value : undefined;
    if (oldest !== undefined) this.kept.delete(oldest);
    this.kept.delete(key);
    this.kept.set(key, { answer, until: this.now() + (answer.ok ? KEPT.value : KEPT.refusal) });
    return answer;
  }
}
