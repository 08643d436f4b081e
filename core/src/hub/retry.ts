import type { HubHeaders } from './platform.ts';

/** When and how long the client waits before it asks again. */
export interface RetryPolicy {
  /** Tries in all. */
  readonly tries: number;
  /** First pause in seconds; doubles each time, with up to a quarter of jitter. */
  readonly firstPause: number;
  /** Longest pause in seconds. A rate limit that asks for more is returned as an error. */
  readonly longestPause: number;
}

export const DEFAULT_RETRY: RetryPolicy = { tries: 4, firstPause: 0.5, longestPause: 20 };

/**
 * Seconds the Hub asks to wait: `RateLimit: "api";r=0;t=55` (t = seconds to the
 * next window), else `Retry-After` in seconds or as a date.
 * Source: IETF draft ratelimit-headers and the Hub's rate-limit documentation.
 */
export const secondsToWait = (headers: HubHeaders, now: number): number | null => {
  const window = /;\s*t=(\d{1,6})/.exec(headers.get('ratelimit') ?? '')?.[1];
  // One second more: the window ends within second t, not at its start.
  if (window !== undefined) return Number(window) + 1;
  const after = headers.get('retry-after');
  if (after === null) return null;
  if (/^\d{1,6}$/.test(after.trim())) return Number(after);
  const date = Date.parse(after);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
};

export const backoff = (policy: RetryPolicy, attempt: number, random: number): number =>
  Math.min(policy.longestPause, policy.firstPause * 2 ** attempt * (1 + random / 4));

/** 408 and 5xx of a passing kind; 501 and 505 will not change. */
export const isPassing = (status: number): boolean =>
  [408, 425, 500, 502, 503, 504].includes(status);
