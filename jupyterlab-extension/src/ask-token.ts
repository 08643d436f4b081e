import { InputDialog } from '@jupyterlab/apputils';

/** Asks for an access token; null when the reader would rather not give one. */
export async function askForToken(endpoint: string): Promise<string | null> {
  const { value } = await InputDialog.getPassword({
    title: 'This model needs an access token',
    label: `A token with read access from ${endpoint}/settings/tokens. It is forgotten when this page closes.`,
    okLabel: 'Use it',
  });
  return value?.trim() || null;
}
