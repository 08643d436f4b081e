import type { Outcome } from '@alacard/core/panel/host';
import { generateInto } from '../app/generate.ts';
import type { App } from '../app/app.ts';
import { givenHand } from './given-hand.ts';

/** Puts the cells of the hand, or of the one given as `{ hand }`, into the open notebook. */
export const insert = (app: App, argument: unknown): Promise<Outcome | null> =>
  generateInto(app, 'open', givenHand(argument));
