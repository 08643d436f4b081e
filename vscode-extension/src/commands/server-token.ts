import type { App } from '../app/app.ts';
import { currentSettings } from '../app/follow-settings.ts';
import { askToken } from './ask-token.ts';
import { serverTokenKey } from '../sharing/clients.ts';
import { serverOrAdvice } from '../sharing/server.ts';
import { inform } from '../say.ts';
import { l10n } from '../vscode.ts';

/** Signs in on the sharing server of the settings: what is shared then belongs to the account. */
export const setServerToken = async ({ context }: App): Promise<void> => {
  const server = await serverOrAdvice();
  if (server === null) return;
  const token = await askToken(
    l10n.t('Sharing Server Token'),
    l10n.t(
      'An access token from your dashboard on {0}. It is kept in the editor’s secret storage and goes there only.',
      server,
    ),
  );
  if (token === null) return;
  await context.secrets.store(serverTokenKey(server), token);
  void inform(l10n.t('The token for {0} is kept.', server));
};

export const forgetServerToken = async ({ context }: App): Promise<void> => {
  const { serverUrl } = currentSettings();
  await context.secrets.delete(serverTokenKey(serverUrl));
  void inform(l10n.t('The token for {0} is forgotten.', serverUrl));
};
