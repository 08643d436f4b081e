import { l10n, window } from '../vscode.ts';

/** Asks for an access token; null when the person would rather not give one. */
export async function askToken(title: string, prompt: string): Promise<string | null> {
  const token = await window.showInputBox({
    title,
    prompt,
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === '' || /^[\x21-\x7e]+$/.test(text.trim())
        ? null
        : l10n.t('A token has no blanks and only plain letters, digits and signs.'),
  });
  return token?.trim() || null;
}
