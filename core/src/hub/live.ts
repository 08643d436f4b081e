import { createHub, type Hub } from './client.ts';
import { withDetour } from './detour.ts';
import type { HubFetch } from './platform.ts';

/** Where a Hub is and how to get there, as an editor's settings say at the moment. */
export interface LiveSettings {
  readonly hubUrl: string;
  /** Address of the sharing server, for where the Hub is out of reach; empty: none. */
  readonly serverUrl: string;
}

/** A Hub client for a person at an editor: it follows the settings and the token of the moment. */
export function liveHub(
  settings: () => LiveSettings,
  token: () => string | null | Promise<string | null>,
  fetch: HubFetch,
): Hub {
  let key = '';
  let current: Hub | null = null;
  const hub = async (): Promise<Hub> => {
    const { hubUrl, serverUrl } = settings();
    const access = await token();
    const next = JSON.stringify([hubUrl, serverUrl, access]);
    if (!current || next !== key) {
      key = next;
      current = createHub({
        endpoint: hubUrl,
        token: access,
        fetch: withDetour(hubUrl, serverUrl, fetch),
        // A person waits at the panel: better a clear message soon than a late success.
        retry: { tries: 2 },
        advice: 'settings',
        timeout: 15,
      });
    }
    return current;
  };
  return {
    get endpoint() {
      return settings().hubUrl;
    },
    searchModels: async (...call) => (await hub()).searchModels(...call),
    listModels: async (...call) => (await hub()).listModels(...call),
    modelFacts: async (...call) => (await hub()).modelFacts(...call),
    files: async (...call) => (await hub()).files(...call),
  };
}
