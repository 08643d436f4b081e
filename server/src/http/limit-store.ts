import type { Redis } from 'ioredis';

/** Counts of requests in a window of time, as @fastify/rate-limit wants them kept. */
interface Counted {
  readonly current: number;
  /** Milliseconds until the window ends. */
  readonly ttl: number;
}
type Done = (error: Error | null, result?: Counted) => void;

/** Milliseconds in which Redis is not asked again after it failed. */
const REST = 5000;
/** Attackers who rotate addresses must not fill the memory; the oldest are forgotten first. */
const MOST = 100_000;

const COUNT = `
  local current = redis.call('INCR', KEYS[1])
  if current == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
  return { current, redis.call('PTTL', KEYS[1]) }`;

export interface SharedCounts {
  readonly Store: new () => {
    incr(key: string, done: Done, timeWindow: number): void;
    child(): InstanceType<SharedCounts['Store']>;
  };
  /** Whether the counts are those of all servers; false: of this process, while Redis is away. */
  shared(): boolean;
}

/**
 * Counts in Redis, for all servers together. While Redis is gone or hangs,
 * every server counts for itself: limits are never off, and nobody waits.
 *
 * @param onChange told once when Redis goes, and once when it is back
 */
export function countInRedis(
  redis: Redis,
  nameSpace: string,
  onChange: (shared: boolean, error?: Error) => void,
): SharedCounts {
  const own = new Map<string, { count: number; until: number }>();
  let shared = true;
  let restUntil = 0;

  function countHere(key: string, timeWindow: number): Counted {
    const now = performance.now();
    let kept = own.get(key);
    if (kept === undefined || kept.until <= now) {
      own.delete(key);
      const [oldest] = own.keys();
      if (own.size >= MOST && oldest !== undefined) own.delete(oldest);
      kept = { count: 0, until: now + timeWindow };
      own.set(key, kept);
    }
    kept.count++;
    return { current: kept.count, ttl: Math.ceil(kept.until - now) };
  }

  async function count(key: string, timeWindow: number): Promise<Counted> {
    if (performance.now() < restUntil) return countHere(key, timeWindow);
    try {
      // SAFETY: the script above answers with these two numbers.
      const [current, ttl] = (await redis.eval(COUNT, 1, nameSpace + key, timeWindow)) as [
        number,
        number,
      ];
      if (!shared) onChange((shared = true));
      return { current, ttl };
    } catch (error) {
      restUntil = performance.now() + REST;
      if (shared) onChange((shared = false), error instanceof Error ? error : undefined);
      return countHere(key, timeWindow);
    }
  }
  class Store {
    incr(key: string, done: Done, timeWindow: number): void {
      void count(key, timeWindow).then((result) => done(null, result));
    }
    child(): this {
      return this;
    }
  }
  return { Store, shared: () => shared };
}
