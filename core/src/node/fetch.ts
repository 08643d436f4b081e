import type * as Undici from 'undici';
import type { Dispatcher } from 'undici';
import type { HubFetch } from '../hub/platform.ts';
import type { Environment } from '../hub/settings.ts';
import { cacheFolder } from './hub-settings.ts';

export interface NodeFetchOptions {
  /** For HTTP_PROXY, HTTPS_PROXY, NO_PROXY and the cache's place. */
  readonly env?: Environment;
  /** Folder of the cache; null for none. Default: `cacheFolder()`. */
  readonly cache?: string | null;
}

export interface NodeFetch {
  readonly fetch: HubFetch;
  /** Ends idle connections and closes the cache. A process that exits need not wait for it. */
  close(): Promise<void>;
}

/**
 * `fetch` with what browsers have and Node lacks: answers are kept on disk and
 * asked for again with their ETag, and the proxy variables are honoured. undici
 * is loaded by the first request, so that a start without one stays quick.
 */
export const createNodeFetch = ({
  env = process.env,
  cache = cacheFolder(env),
}: NodeFetchOptions = {}): NodeFetch => {
  let opened: Promise<Opened> | null = null;
  return {
    fetch: async (url, init = {}) => {
      opened ??= open(env, cache);
      const { undici, dispatcher } = await opened;
      return undici.fetch(url, {
        ...init,
        headers: { 'user-agent': `alacard (node ${process.versions.node})`, ...init.headers },
        dispatcher,
      });
    },
    close: async () => {
      const { dispatcher, closeStore } = (await opened) ?? {};
      await dispatcher?.close();
      closeStore?.();
      opened = null;
    },
  };
};

interface Opened {
  readonly undici: typeof Undici;
  readonly dispatcher: Dispatcher;
  readonly closeStore: () => void;
}

const PROXY_VARIABLES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'];

const open = async (env: Environment, cache: string | null): Promise<Opened> => {
  // The default export: bundlers give a CommonJS package no other when it is loaded lazily.
  // SAFETY: undici's default export is the module, of which its own types name a part.
  const undici = (await import('undici')).default as typeof Undici;
  const agent = PROXY_VARIABLES.some((name) => env[name])
    ? new undici.EnvHttpProxyAgent(proxies(env))
    : new undici.Agent();
  if (cache === null) return { undici, dispatcher: agent, closeStore: () => undefined };
  const { openStore } = await import('./fetch-store.ts');
  const { askAgain } = await import('./fetch-policy.ts');
  const { store, close } = await openStore(undici, cache);
  const dispatcher = agent.compose(
    askAgain,
    undici.interceptors.cache({ store, methods: ['GET'], type: 'private' }),
  );
  return { undici, dispatcher, closeStore: close };
};

const proxies = (env: Environment) => {
  const httpProxy = env['http_proxy'] || env['HTTP_PROXY'];
  const httpsProxy = env['https_proxy'] || env['HTTPS_PROXY'];
  const noProxy = env['no_proxy'] || env['NO_PROXY'];
  return {
    ...(httpProxy ? { httpProxy } : {}),
    ...(httpsProxy ? { httpsProxy } : {}),
    ...(noProxy ? { noProxy } : {}),
  };
};
