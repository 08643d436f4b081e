import type { DeckFacts } from './facts-file.ts';
import data from './facts.generated.json' with { type: 'json' };

/**
 * What is known of the deck's models without the Hub, by id; bundled and validated by
 * `npm run data`. A module of its own: most sessions never read it, so it is imported
 * when it is needed.
 */
export const DECK_FACTS = data as unknown as Readonly<Record<string, DeckFacts>>;
