import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** Key-value pairs that the workbench takes from its address. */
export type Payload = readonly (readonly [string, string])[];

export async function newContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 860 },
    reducedMotion: 'reduce',
    ...options,
  });
  // Patient, for machines that do other things at the same time.
  context.setDefaultTimeout(90_000);
  return context;
}

export const addressOf = (workbench: Workbench, payload: Payload = []): string =>
  `${workbench.url}/?folder=${encodeURIComponent(workbench.folder)}&payload=${encodeURIComponent(
    JSON.stringify([['skipWelcome', 'true'], ...payload]),
  )}`;

/** Opens the workbench and waits until it stands. */
export async function openWorkbench(page: Page, workbench: Workbench): Promise<void> {
  await page.goto(addressOf(workbench));
  await standing(page);
}

/** Waits for the layout, and for what the extension adds to it. */
export async function standing(page: Page): Promise<void> {
  await page.locator('.activitybar [aria-label="Alacard"]').first().waitFor();
}

/**
 * Opens the quick input, writes `text` and presses Enter when the chosen row has
 * `wanted`. Tries again: commands of extensions come late and the list is not
 * made again when they do; and a panel that takes the keyboard closes the input.
 */
async function quickInput(page: Page, key: string, text: string, wanted: string): Promise<void> {
  const field = page.locator('.quick-input-widget input').first();
  const title = page.locator('.quick-input-widget .quick-input-title');
  const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: wanted });
  for (let tries = 0; ; tries += 1) {
    try {
      // What asks for something else is left.
      if (await title.isVisible()) await page.keyboard.press('Escape');
      if (!(await field.isVisible())) await page.keyboard.press(key);
      await field.fill(text.slice(0, 1), { timeout: 2000 });
      await field.fill(text, { timeout: 2000 });
      await row.waitFor({ timeout: 2000 });
      await page.keyboard.press('Enter');
      // Not the input: a command that asks for something opens it again at once.
      await row.waitFor({ state: 'hidden', timeout: 5000 });
      return;
    } catch (error) {
      if (tries === 20) throw error;
    }
  }
}

/** Runs a command by its title, without the mouse. */
export const command = (page: Page, title: string): Promise<void> =>
  quickInput(page, 'F1', `>${title}`, title);

/** Opens a notebook by its path. */
export async function openFile(page: Page, path: string): Promise<void> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  await quickInput(page, 'Control+p', path, name);
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.notebookOverlay .code-cell-row').first().waitFor();
}

/** Cells of the notebook in front that are drawn; those far below are not. */
export const cellCount = (page: Page): Promise<number> =>
  page.locator('.notebookOverlay :is(.code-cell-row, .markdown-cell-row)').count();

/** Leaves no editor open, and nothing saved. */
export async function closeAll(page: Page): Promise<void> {
  while ((await page.locator('.tab').count()) > 0) {
    await command(page, 'View: Revert and Close Editor');
    await page.waitForTimeout(200);
  }
}
