import { DECK } from '../deck/data.ts';
import { createHub, type Hub } from '../hub/client.ts';
import type { HubError, HubResult } from '../hub/result.ts';
import { hubWithDeck } from '../library/hub-with-deck.ts';
import { CommandError, EXIT } from './exit.ts';
import { createNodeFetch } from './fetch.ts';
import { nodeHubSettings } from './hub-settings.ts';

/** The Hub as this machine's environment says: HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE. */
export const nodeHub = (onRetry?: (error: HubError, seconds: number) => void): Hub =>
  hubWithDeck(
    createHub({
      ...nodeHubSettings(),
      fetch: createNodeFetch().fetch,
      ...(onRetry ? { onRetry } : {}),
    }),
    { deck: DECK },
  );

const UNREACHABLE = ['rate-limited', 'offline', 'server-error', 'bad-answer', 'aborted'];
const USAGE = ['bad-id', 'bad-endpoint'];

/** The value of a Hub call, or the end of the command with the Hub client's own words. */
export function unwrap<T>(result: HubResult<T>): T {
  if (result.ok) return result.value;
  const { kind, message } = result.error;
  const code = UNREACHABLE.includes(kind)
    ? EXIT.unreachable
    : USAGE.includes(kind)
      ? EXIT.usage
      : EXIT.refused;
  throw new CommandError(code, message);
}
