import type { App } from '../app/app.ts';

/** Deals the places that are not locked, in the panel, which then has the keyboard. */
export const deal = async ({ deck }: App): Promise<void> => {
  await (await deck.open()).deal();
};
