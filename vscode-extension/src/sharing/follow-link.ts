import { parseShareRef } from '@alacard/core/sharing';
import type * as vscode from 'vscode';
import { currentSettings } from '../app/follow-settings.ts';
import type { App } from '../app/app.ts';
import { complain, inform } from '../say.ts';
import { l10n } from '../vscode.ts';
import { remixShared } from './remix.ts';

/**
 * `vscode://alacard.alacard-vscode/remix?server=…&id=…` of a share page. Anybody
 * can make such a link: nothing is asked of its server before the person said so.
 */
export async function followLink(app: App, uri: vscode.Uri): Promise<void> {
  const { scheme, authority, path, query } = uri;
  const { serverUrl } = currentSettings();
  const ref = parseShareRef(`${scheme}://${authority}${path}?${query}`, serverUrl || null);
  if (!ref) {
    void complain(
      l10n.t(
        'The link does not lead to a shared notebook. Copy it again from the notebook’s page, or use "Alacard: Remix Shared Notebook…".',
      ),
    );
    return;
  }
  const yes = l10n.t('Open');
  const chosen = await inform(
    l10n.t('Open the cards of a notebook shared on {0}?', ref.server),
    {
      modal: true,
      detail:
        ref.server === serverUrl
          ? l10n.t('Only its recipe is fetched: five cards. Nothing is run.')
          : l10n.t(
              'This is not the sharing server of your settings. Only the recipe is fetched: five cards. Nothing is run.',
            ),
    },
    yes,
  );
  if (chosen === yes) await remixShared(app, ref);
}
