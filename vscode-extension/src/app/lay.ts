import type { Hand, PanelState } from '@alacard/core/panel/host';
import type { App } from './app.ts';

/** Puts a hand on the table, whether the panel is there to show it or not. */
export async function layHand(
  { deck, store }: Pick<App, 'deck' | 'store'>,
  hand: Hand,
  remixOf: PanelState['remixOf'],
): Promise<void> {
  if (deck.visible) {
    await (await deck.open()).lay({ hand, remixOf });
    return;
  }
  await store.write({ version: 1, target: null, ...store.read(), locked: [], hand, remixOf });
}
