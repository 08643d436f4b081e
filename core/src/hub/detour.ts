import type { HubFetch } from './platform.ts';

/**
 * A fetch for the Hub that knows a way round. Where a page may not reach the Hub
 * (no network from the browser, a policy that forbids other origins), the same
 * question goes to the sharing server, which passes it on below `/hub`. The
 * access token stays here: the server is asked without it.
 * @param serverUrl address of the sharing server; empty: there is none.
 */
export function withDetour(hubUrl: string, serverUrl: string, direct: HubFetch): HubFetch {
  if (serverUrl === '') return direct;
  return async (url, init = {}) => {
    try {
      return await direct(url, init);
    } catch (error) {
      // A forbidden or failed request is a TypeError everywhere; an abort is the caller's wish.
      const failed = error instanceof Error && error.name === 'TypeError';
      if (!failed || !url.startsWith(`${hubUrl}/`)) throw error;
      const headers = Object.fromEntries(
        Object.entries(init.headers ?? {}).filter(
          ([name]) => name.toLowerCase() !== 'authorization',
        ),
      );
      return direct(`${serverUrl}/hub${url.slice(hubUrl.length)}`, { ...init, headers });
    }
  };
}
