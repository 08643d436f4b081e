import type { Spread } from '@alacard/core/panel/host';
import type { App } from '../app/app.ts';
import { givenHand } from './given-hand.ts';

/**
 * Deals the places that are not locked, in the panel, which then has the
 * keyboard. Cards given as `{ hand }` are kept, and the rest dealt around them.
 */
export const dealCards = async ({ deck, host, store }: App, argument: unknown): Promise<Spread> => {
  const driver = await deck.open();
  const kept = givenHand(argument);
  if (!kept) {
    await driver.deal();
    return host.show({ hand: store.read()?.hand ?? {} });
  }
  const spread = await host.deal({ kept });
  await driver.lay({ hand: spread.hand, remixOf: null });
  return spread;
};
