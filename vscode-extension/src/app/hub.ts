import { createHub, type Hub } from '@alacard/core';
import type { Platform } from '../platform.ts';
import { currentSettings } from './follow-settings.ts';
import type { HubTokens } from './hub-token.ts';

/** A Hub client that follows the settings and the token of the moment. */
export function liveHub(platform: Platform, tokens: HubTokens): Hub {
  let key = '';
  let current: Hub | null = null;
  const hub = async (): Promise<Hub> => {
    const { hubUrl, serverUrl } = currentSettings();
    const token = await tokens.current();
    const next = JSON.stringify([hubUrl, serverUrl, token]);
    if (!current || next !== key) {
      key = next;
      current = createHub({
        endpoint: hubUrl,
        token,
        fetch: platform.fetch,
        // A person waits at the panel: better a clear message soon than a late success.
        retry: { tries: 2 },
        timeout: 15,
      });
    }
    return current;
  };
  return {
    get endpoint() {
      return currentSettings().hubUrl;
    },
    searchModels: async (...call) => (await hub()).searchModels(...call),
    listModels: async (...call) => (await hub()).listModels(...call),
    modelFacts: async (...call) => (await hub()).modelFacts(...call),
    files: async (...call) => (await hub()).files(...call),
  };
}
