import { createSharing, serverAddress, type Sharing } from '@alacard/core/sharing';
import type { Settings } from '../settings.ts';

/** Milliseconds after which a server counts as out of reach; a notebook may be 8 MB. */
const PATIENCE = 60_000;

/** The sharing server of the settings, or null when there is none. */
export const ownServer = ({ serverUrl }: Settings): string | null =>
  serverUrl === '' ? null : serverAddress(serverUrl);

/** A client of `server`. The access token goes to the server of the settings only. */
export function sharingAt(server: string, settings: Settings): Sharing {
  const mine = server === ownServer(settings) && settings.serverToken !== '';
  return createSharing({
    baseUrl: server,
    fetch: (url, { signal, ...init }) => {
      const limit = AbortSignal.timeout(PATIENCE);
      return fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, limit]) : limit });
    },
    ...(mine ? { token: settings.serverToken } : {}),
  });
}
