import { Unavailable } from './unavailable.ts';

export interface Turns {
  /** Runs `work` when it is its turn. Its place is free again however it ends. */
  take<T>(work: () => Promise<T>): Promise<T>;
  load(): { readonly busy: number; readonly waiting: number };
}

/**
 * A queue in front of `places` places: first come, first served. Whoever leaves
 * hands the place to the next one by itself, so that there is no moment in
 * which a place looks free to two. Who waits longer than `patience`
 * milliseconds is refused and has done nothing.
 */
export function createTurns(places: number, patience: number): Turns {
  let free = places;
  const waiting = new Set<() => void>();

  function enter(): Promise<void> | undefined {
    if (free > 0) {
      free--;
      return undefined;
    }
    return new Promise((go, refuse) => {
      const next = (): void => {
        clearTimeout(timer);
        go();
      };
      const timer = setTimeout(() => {
        waiting.delete(next);
        refuse(new Unavailable('busy', `no turn at the database within ${patience / 1000} s`));
      }, patience);
      waiting.add(next);
    });
  }
  function leave(): void {
    const [next] = waiting;
    if (next === undefined) free++;
    else {
      waiting.delete(next);
      next();
    }
  }
  return {
    async take(work) {
      await enter();
      try {
        return await work();
      } finally {
        leave();
      }
    },
    load: () => ({ busy: places - free, waiting: waiting.size }),
  };
}
