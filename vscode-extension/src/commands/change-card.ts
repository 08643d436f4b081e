import { CARD_KEYS, type CardKey } from '@alacard/core';
import type { App } from '../app/app.ts';
import { l10n, window } from '../vscode.ts';
import { lensNotebook } from './meant-notebook.ts';
import { remixOpen } from './remix.ts';

/**
 * Opens the picker of one card; asks which one unless a card was named. From a
 * lens, the cards of the notebook it stands in are laid first.
 */
export const changeCard = async (app: App, card: unknown): Promise<void> => {
  const notebook = lensNotebook(card);
  if (notebook) await remixOpen(app, notebook);
  const key = CARD_KEYS.find((one) => one === card) ?? (await askForCard());
  if (key) await (await app.deck.open()).pick({ key });
};

async function askForCard(): Promise<CardKey | undefined> {
  const labels: Readonly<Record<CardKey, string>> = {
    model_card: l10n.t('Model'),
    prompt_cards: l10n.t('Prompts'),
    topic: l10n.t('Topic'),
    difficulty: l10n.t('Difficulty'),
    ui_component: l10n.t('Component'),
  };
  const chosen = await window.showQuickPick(
    CARD_KEYS.map((key) => ({ label: labels[key], key })),
    { title: l10n.t('Change a Card'), placeHolder: l10n.t('Which card?') },
  );
  return chosen?.key;
}
