import type { Outcome } from '@alacard/core/panel/host';
import { generateInto } from '../app/generate.ts';
import type { App } from '../app/app.ts';
import { givenHand } from './given-hand.ts';

/** Makes a new notebook of the hand, or of the one given as `{ hand }`. Null when cancelled. */
export const generate = (app: App, argument: unknown): Promise<Outcome | null> =>
  generateInto(app, 'new', givenHand(argument));
