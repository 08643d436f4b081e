/** Work that may go on at the same time: what each piece prints is kept apart, and shown whole when it ends. */
import { availableParallelism } from 'node:os';

/**
 * Runs `work(one, say)` for each of `all`, begun in their order, as many at a time as this
 * machine has processors. @returns what each gave, in the order of `all`.
 */
export async function sideBySide(all, work) {
  const results = [];
  const waiting = [...all.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, one] = next;
      const printed = [];
      results[at] = await work(one, (data) => printed.push(data));
      for (const data of printed) process.stdout.write(data);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), all.length) }, lane));
  return results;
}
