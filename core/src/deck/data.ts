import type { Deck } from './schema.ts';
import data from './data.generated.json' with { type: 'json' };

/** The deck that ships with Alacard, bundled by `npm run data` and validated there. */
export const DECK = data as unknown as Deck;
