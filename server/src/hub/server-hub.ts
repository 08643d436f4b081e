import { createHub, DECK, hubSettings, hubWithDeck, type Hub } from '@alacard/core';
import { createNodeFetch } from '@alacard/core/node';

/** The Hub as one caller may see it: with their own token, or as nobody. */
export type HubFor = (token: string | null) => Hub;

/**
 * Hubs for the callers of this server. The operator's own token (HF_TOKEN, or
 * what `hf auth login` stored) is left out on purpose: whoever reaches the
 * server would read the operator's private models with it. Nothing is cached on
 * disk, where the answers of one caller would lie beside those of another.
 */
export function createHubFor(
  env: Readonly<Record<string, string | undefined>> = process.env,
): HubFor {
  const { endpoint, offline } = hubSettings(env);
  const { fetch } = createNodeFetch({ env, cache: null });
  const hubOf = (token: string | null): Hub =>
    hubWithDeck(createHub({ fetch, endpoint, offline, token }), { deck: DECK });
  // One for all who show no token: it remembers that the Hub is out of reach.
  const anonymous = hubOf(null);
  return (token) => (token === null ? anonymous : hubOf(token));
}
