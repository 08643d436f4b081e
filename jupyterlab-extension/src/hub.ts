import { createHub, type Hub } from '@alacard/core';
import { hubFetch } from './hub-fetch.ts';
import type { Settings } from './settings.ts';

/** A Hub client that follows the settings. `token` is asked for the one of the moment. */
export function liveHub(settings: () => Settings, token: () => string | null): Hub {
  let key = '';
  let current: Hub | null = null;
  const hub = (): Hub => {
    const { hubUrl, serverUrl } = settings();
    const next = JSON.stringify([hubUrl, serverUrl, token()]);
    if (!current || next !== key) {
      key = next;
      current = createHub({
        endpoint: hubUrl,
        token: token(),
        fetch: hubFetch(hubUrl, serverUrl),
        // A person waits at the panel: better a clear message soon than a late success.
        retry: { tries: 2 },
        timeout: 15,
      });
    }
    return current;
  };
  return {
    get endpoint() {
      return hub().endpoint;
    },
    searchModels: (...call) => hub().searchModels(...call),
    listModels: (...call) => hub().listModels(...call),
    modelFacts: (...call) => hub().modelFacts(...call),
    files: (...call) => hub().files(...call),
  };
}
