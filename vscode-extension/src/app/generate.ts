import { RecipeSchema } from '@alacard/core';
import type { Hand, Outcome, PanelState } from '@alacard/core/panel/host';
import { announce } from './announce.ts';
import { l10n } from '../vscode.ts';
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
  const outcome = await withNotification(async (signal, report) => {
    report(l10n.t('Looking at the cards …'));
    const made = given
      ? { hand: await complete(app, given, signal), remixOf: null }
      : await laidHand(app, signal);
    return host.generate({ ...made, target }, { signal, onProgress: ({ text }) => report(text) });
  });
  if (outcome) void announce(host, outcome);
  return outcome;
}

/** The hand of this workspace, completed. */
async function laidHand(
  app: App,
  signal: AbortSignal,
): Promise<Pick<PanelState, 'hand' | 'remixOf'>> {
  const state = app.store.read();
  const { hand: kept = {}, remixOf = null } = state ?? {};
  const hand = await complete(app, kept, signal);
  if (hand !== kept)
    await app.store.write({ version: 1, locked: [], target: null, ...state, hand });
  return { hand, remixOf };
}

/** Deals cards for places that are still empty. */
async function complete({ host }: App, kept: Hand, signal: AbortSignal): Promise<Hand> {
  return RecipeSchema.safeParse(kept).success ? kept : (await host.deal({ kept }, { signal })).hand;
}
