import { DECK } from '@alacard/core';
import { l10n } from '../vscode.ts';
import { CardsSchema, handOfCards } from './cards.ts';
import type { Tool } from './tool.ts';

/** Makes a new notebook around the cards that are named. */
export const generateTool: Tool = {
  prepare: (input) => {
    const { model } = CardsSchema.catch({}).parse(input);
    return {
      invocationMessage: l10n.t('Generating a notebook'),
      confirmationMessages: {
        title: l10n.t('Generate a notebook'),
        message:
          model === undefined
            ? l10n.t('Open a new notebook made by Alacard? Nothing in it is run.')
            : l10n.t('Open a new notebook for {0} made by Alacard? Nothing in it is run.', model),
      },
    };
  },
  invoke: async (app, input, signal) => {
    const kept = handOfCards(CardsSchema.parse(input), DECK);
    const { hand } = await app.host.deal({ kept }, { signal });
    const { status, cells, where, findings } = await app.host.generate(
      { hand, target: 'new', remixOf: null },
      { signal },
    );
    return {
      status,
      ...(status === 'done' ? { notebook: where, cells } : {}),
      hand,
      findings: findings.map(({ severity, message }) => ({ severity, message })),
    };
  },
};
