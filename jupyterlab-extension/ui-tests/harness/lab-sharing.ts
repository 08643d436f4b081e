import type { Page } from 'playwright-core';
import { command, lay } from './lab-page.ts';

/** Makes a notebook of a tiny model in JupyterLab. */
export async function generate(page: Page): Promise<void> {
  await lay(page, 'tiny/text-cls');
  await generateLaid(page);
}

/** Makes a notebook of the hand on the table. */
export async function generateLaid(page: Page): Promise<void> {
  const panel = page.locator('alacard-panel');
  await panel.getByRole('button', { name: 'Generate notebook' }).click();
  await panel.getByText('Your notebook is ready!').waitFor();
}

/** Shares the notebook in front with what the dialog proposes. @returns the link to its page. */
export async function share(page: Page): Promise<string> {
  const dialog = page.locator('alacard-share-dialog dialog');
  void command(page, 'alacard:share');
  await dialog.getByRole('button', { name: /^Share/, exact: true }).click();
  await dialog.getByText('Your notebook is shared').waitFor();
  const link = await dialog.getByLabel('Link').inputValue();
  await dialog.getByRole('button', { name: 'Done', exact: true }).click();
  return link;
}
