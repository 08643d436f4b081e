import { DECK } from '@alacard/core';
import { layHand } from '../app/lay.ts';
import { l10n } from '../vscode.ts';
import { CardsSchema, handOfCards } from './cards.ts';
import type { Tool } from './tool.ts';

/** Deals a hand around the cards that are named, and lays it on the table. */
export const dealTool: Tool = {
  prepare: () => ({ invocationMessage: l10n.t('Dealing a hand of cards') }),
  invoke: async (app, input, signal) => {
    const kept = handOfCards(CardsSchema.parse(input), DECK);
    const { hand, faces, findings } = await app.host.deal({ kept }, { signal });
    await layHand(app, hand, null);
    return {
      hand,
      cards: faces.map(({ key, name, category, summary, licence }) => ({
        card: key,
        name,
        category,
        summary,
        ...(licence === null ? {} : { licence }),
      })),
      findings: findings.map(({ severity, message }) => ({ severity, message })),
    };
  },
};
