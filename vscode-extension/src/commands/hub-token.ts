import { currentSettings } from '../app/follow-settings.ts';
import type { App } from '../app/app.ts';
import { l10n, window } from '../vscode.ts';

export const setHubToken = async ({ tokens }: App): Promise<void> => {
  const { hubUrl } = currentSettings();
  const token = await window.showInputBox({
    title: l10n.t('Hugging Face Token'),
    prompt: l10n.t(
      'A token with read access from {0}/settings/tokens. It is kept in the editor’s secret storage and goes to {0} only.',
      hubUrl,
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === '' || /^[\x21-\x7e]+$/.test(text.trim())
        ? null
        : l10n.t('A token has no blanks and only plain letters, digits and signs.'),
  });
  if (!token?.trim()) return;
  await tokens.keep(hubUrl, token.trim());
  void window.showInformationMessage(l10n.t('The token for {0} is kept.', hubUrl));
};

export const forgetHubToken = async ({ tokens }: App): Promise<void> => {
  const { hubUrl } = currentSettings();
  await tokens.forget(hubUrl);
  void window.showInformationMessage(l10n.t('The token for {0} is forgotten.', hubUrl));
};
