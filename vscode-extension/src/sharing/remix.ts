import { openShared, type ShareRef } from '@alacard/core/sharing';
import type { Recipe } from '@alacard/core';
import type { Hand } from '@alacard/core/panel/host';
import type { App } from '../app/app.ts';
import { layHand } from '../app/lay.ts';
import { withNotification } from '../app/notification.ts';
import { complain, warn } from '../say.ts';
import { l10n } from '../vscode.ts';
import { sharingAt, unlessStopped } from './clients.ts';

/** Lays the cards of a shared notebook on the table. What stands in the way is said in words. */
export async function remixShared(app: App, ref: ShareRef): Promise<void> {
  const opened = await withNotification((signal, report) => {
    report(l10n.t('Fetching a shared notebook from {0} …', ref.server));
    return unlessStopped(openShared(ref, sharingAt(ref.server, app), signal), signal);
  });
  if (!opened) return;
  if (!opened.ok) {
    void complain(`${opened.problem.title}. ${opened.problem.detail}`);
    return;
  }
  const { recipe, remixOf } = opened.value;
  await app.deck.open();
  await layHand(app, handOf(recipe), remixOf);
}

export const handOf = ({
  model_card,
  prompt_cards,
  topic,
  difficulty,
  ui_component,
}: Recipe): Hand => ({ model_card, prompt_cards, topic, difficulty, ui_component });

/** Asks before a server is talked to that the settings do not name. */
export async function isAllowed(ref: ShareRef, ownServer: string): Promise<boolean> {
  if (ref.server === ownServer) return true;
  const yes = l10n.t('Fetch It');
  const chosen = await warn(
    l10n.t('Fetch a shared notebook from {0}?', ref.server),
    {
      modal: true,
      detail: l10n.t(
        'This is not the sharing server of your settings. Only the recipe is fetched: five cards. Nothing is run.',
      ),
    },
    yes,
  );
  return chosen === yes;
}
