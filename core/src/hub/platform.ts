/**
 * The little the Hub client needs of the platform, as structural types: the
 * global `fetch` of browsers and Node, undici's, and one that asks an editor's
 * host are all accepted.
 */
export interface HubHeaders {
  get(name: string): string | null;
}

export interface HubResponse {
  readonly status: number;
  readonly url: string;
  readonly headers: HubHeaders;
  text(): Promise<string>;
}

interface MinimalSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The platform's AbortSignal where its types are known, else the part of it used here. */
export type AbortSignalLike = typeof globalThis extends {
  AbortSignal: { prototype: infer Signal extends MinimalSignal };
}
  ? Signal
  : MinimalSignal;

export interface HubRequestInit {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Record<string, string>;
  readonly redirect?: 'follow' | 'manual';
  readonly signal?: AbortSignalLike;
}

export type HubFetch = (url: string, init?: HubRequestInit) => Promise<HubResponse>;

declare function setTimeout(callback: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;

declare const AbortSignal: {
  any(signals: readonly AbortSignalLike[]): AbortSignalLike;
  timeout(milliseconds: number): AbortSignalLike;
};

/** A signal that fires after `milliseconds`, or when the caller's does. */
export const withDeadline = (milliseconds: number, signal?: AbortSignalLike): AbortSignalLike => {
  const deadline = AbortSignal.timeout(milliseconds);
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
};

/** Resolves after `milliseconds`, at once when the signal is or becomes aborted. */
export const pause = (milliseconds: number, signal?: AbortSignalLike): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
