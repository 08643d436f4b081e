import { RecipeSchema } from '@alacard/core';
import type { Hand, Outcome, PanelState } from '@alacard/core/panel/host';
import { announce } from './announce.ts';
import type { App } from './app.ts';
import { withNotification } from './notification.ts';

/**
 * Makes a notebook of the hand on the table: in the panel when it is there to
 * show how it goes, else with a notification that can be cancelled. Of a hand
 * that is given a notebook is made without a look at the table.
 *
 * @returns how it ended; null when it was cancelled.
 */
export async function generateInto(
  app: App,
  target: 'new' | 'open',
  given?: Hand,
): Promise<Outcome | null> {
  const { deck, host } = app;
  if (!given && deck.visible) {
    await (await deck.open()).generate({ target });
    return host.lastOutcome;
  }
  const made = given ? { hand: await complete(app, given), remixOf: null } : await laidHand(app);
  const outcome = await withNotification((signal, report) =>
    host.generate({ ...made, target }, { signal, onProgress: ({ text }) => report(text) }),
  );
  if (outcome) void announce(host, outcome);
  return outcome;
}

/** The hand of this workspace, completed. */
async function laidHand(app: App): Promise<Pick<PanelState, 'hand' | 'remixOf'>> {
  const state = app.store.read();
  const { hand: kept = {}, remixOf = null } = state ?? {};
  const hand = await complete(app, kept);
  if (hand !== kept)
    await app.store.write({ version: 1, locked: [], target: null, ...state, hand });
  return { hand, remixOf };
}

/** Deals cards for places that are still empty. */
async function complete({ host }: App, kept: Hand): Promise<Hand> {
  return RecipeSchema.safeParse(kept).success ? kept : (await host.deal({ kept })).hand;
}
