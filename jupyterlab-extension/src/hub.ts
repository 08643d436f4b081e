import { DECK, hubWithDeck, liveHub as hubAt, type Hub } from '@alacard/core';
import type { Settings } from './settings.ts';

/** A Hub client over the page's fetch. `token` is asked for the one of the moment. */
export const labHub = (settings: () => Settings, token: () => string | null): Hub =>
  hubWithDeck(
    hubAt(settings, token, (url, init) => fetch(url, init)),
    { deck: DECK },
  );
