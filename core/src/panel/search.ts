import { isAbort } from './protocol/messages.ts';

/** What a search as one types has to show. */
export interface Found<T> {
  readonly result: T | null;
  readonly searching: boolean;
  readonly trouble: string | null;
}

/**
 * Search as you type: waits until the typing pauses, aborts what is outdated,
 * and keeps the last result on show until the next one is there.
 */
export class Search<Q, T> {
  readonly #ask: (query: Q, signal: AbortSignal) => Promise<T>;
  readonly #show: (found: Found<T>) => void;
  readonly #pause: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | null = null;
  #result: T | null = null;

  /** @param pause milliseconds without typing before a question is asked. */
  constructor(
    ask: (query: Q, signal: AbortSignal) => Promise<T>,
    show: (found: Found<T>) => void,
    pause = 180,
  ) {
    this.#ask = ask;
    this.#show = show;
    this.#pause = pause;
  }

  /** Asks after the pause, or at once. */
  ask(query: Q, { atOnce = false } = {}): void {
    this.stop();
    this.#show({ result: this.#result, searching: true, trouble: null });
    this.#timer = setTimeout(() => void this.#run(query), atOnce ? 0 : this.#pause);
  }

  /** Drops what is waiting or under way. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = null;
  }

  async #run(query: Q): Promise<void> {
    const controller = new AbortController();
    this.#running = controller;
    try {
      const result = await this.#ask(query, controller.signal);
      if (controller.signal.aborted) return;
      this.#result = result;
      this.#show({ result, searching: false, trouble: null });
    } catch (error) {
      if (controller.signal.aborted || isAbort(error)) return;
      const trouble = error instanceof Error ? error.message : String(error);
      this.#show({ result: this.#result, searching: false, trouble });
    }
  }
}
