import { currentSettings } from '../app/follow-settings.ts';
import type { App } from '../app/app.ts';
import { askToken } from './ask-token.ts';
import { inform } from '../say.ts';
import { l10n } from '../vscode.ts';

export const setHubToken = async ({ tokens }: App): Promise<void> => {
  const { hubUrl } = currentSettings();
  const token = await askToken(
    l10n.t('Hugging Face Token'),
    l10n.t(
      'A token with read access from {0}/settings/tokens. It is kept in the editor’s secret storage and goes to {0} only.',
      hubUrl,
    ),
  );
  if (token === null) return;
  await tokens.keep(hubUrl, token);
  void inform(l10n.t('The token for {0} is kept.', hubUrl));
};

export const forgetHubToken = async ({ tokens }: App): Promise<void> => {
  const { hubUrl } = currentSettings();
  await tokens.forget(hubUrl);
  void inform(l10n.t('The token for {0} is forgotten.', hubUrl));
};
