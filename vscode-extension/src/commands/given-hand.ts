import { HandSchema, type Hand } from '@alacard/core/panel/host';
import { z } from 'zod';

const GivenSchema = z.object({ hand: HandSchema });

/**
 * The cards that a caller of a command named, as `{ hand }`. Menus and lenses
 * pass other things, which count as no cards.
 */
export const givenHand = (argument: unknown): Hand | undefined =>
  GivenSchema.safeParse(argument).data?.hand;
