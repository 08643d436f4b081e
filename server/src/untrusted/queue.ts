/** Work waits here until there is room for it; too much of it is refused. */
export interface Queue {
  /** @throws QueueFull */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export class QueueFull extends Error {}

/** @param running so many at once @param waiting so many may wait for their turn */
export function createQueue(running: number, waiting: number): Queue {
  let free = running;
  const turns: (() => void)[] = [];
  return {
    async run(work) {
      if (free > 0) free--;
      else if (turns.length >= waiting) throw new QueueFull('too much work is waiting');
      else await new Promise<void>((resolve) => turns.push(resolve));
      try {
        return await work();
      } finally {
        // The place goes from one to the next without being free in between.
        const next = turns.shift();
        if (next) next();
        else free++;
      }
    },
  };
}
