import type { ModelFacts } from './facts.ts';
import { listFiles } from './files.ts';
import { listModels, type ModelPage, type ModelQuery } from './list.ts';
import { modelFacts } from './model.ts';
import type { AbortSignalLike, HubFetch } from './platform.ts';
import type { Advice } from './explain.ts';
import type { Connection } from './request.ts';
import type { HubError, HubResult } from './result.ts';
import { DEFAULT_RETRY, type RetryPolicy } from './retry.ts';
import { DEFAULT_ENDPOINT } from './settings.ts';
import { modelRef } from './urls.ts';
import type { HubFile } from './weights.ts';

export interface HubOptions {
  /** The platform's fetch, or `createNodeFetch()` for one with a cache. */
  readonly fetch: HubFetch;
  /** Default `https://huggingface.co`. */
  readonly endpoint?: string;
  readonly token?: string | null;
  /** With true nothing is asked, and every call gives an `offline` error. */
  readonly offline?: boolean;
  readonly retry?: Partial<RetryPolicy>;
  /** Longest time in seconds that one try may take, default 30. */
  readonly timeout?: number;
  /** Where whoever reads a message sets address and token: the environment (default), or an editor's settings. */
  readonly advice?: Advice;
  /** Told before each pause, so that a person who waits can see why. */
  readonly onRetry?: (error: HubError, seconds: number) => void;
}

export interface CallOptions {
  readonly signal?: AbortSignalLike;
}

/** Reads models from a Hub. No call throws: results tell errors apart (see `result.ts`). */
export interface Hub {
  readonly endpoint: string;
  /** Models whose id contains the words, most downloaded first. */
  searchModels(
    words: string,
    options?: CallOptions & { limit?: number },
  ): Promise<HubResult<ModelPage>>;
  listModels(query?: ModelQuery, options?: CallOptions): Promise<HubResult<ModelPage>>;
  modelFacts(id: string, revision?: string, options?: CallOptions): Promise<HubResult<ModelFacts>>;
  /** Files with sizes in bytes. */
  files(
    id: string,
    revision?: string,
    options?: CallOptions,
  ): Promise<HubResult<readonly HubFile[]>>;
}

export const createHub = (options: HubOptions): Hub => {
  const hub: Connection = {
    fetch: options.fetch,
    endpoint: (options.endpoint ?? DEFAULT_ENDPOINT).replace(/(?<!\/)\/+$/, ''),
    token: options.token ?? null,
    offline: options.offline ?? false,
    retry: { ...DEFAULT_RETRY, ...options.retry },
    timeout: options.timeout ?? 30,
    advice: options.advice ?? 'environment',
    onRetry: options.onRetry,
  };
  return {
    endpoint: hub.endpoint,
    searchModels: (words, { limit, signal } = {}) =>
      listModels(
        hub,
        { search: words, sort: 'downloads', ...(limit === undefined ? {} : { limit }) },
        signal,
      ),
    listModels: (query = {}, { signal } = {}) => listModels(hub, query, signal),
    modelFacts: async (id, revision, { signal } = {}) => {
      const ref = modelRef(id, revision);
      return ref.ok ? modelFacts(hub, ref.value, signal) : ref;
    },
    files: async (id, revision, { signal } = {}) => {
      const ref = modelRef(id, revision);
      return ref.ok ? listFiles(hub, ref.value.id, ref.value.revision ?? 'main', signal) : ref;
    },
  };
};
