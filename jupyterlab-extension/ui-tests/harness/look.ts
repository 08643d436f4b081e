import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { command } from './lab-page.ts';

export const LAB_THEMES = [
  ['light', 'JupyterLab Light'],
  ['dark', 'JupyterLab Dark'],
  ['high-contrast', 'JupyterLab Dark High Contrast'],
] as const;

/** Changes the theme of JupyterLab, and waits until its style sheets are there. */
export async function changeTheme(page: Page, theme: string): Promise<void> {
  await command(page, 'apputils:change-theme', { theme });
  await page.waitForFunction((name) => document.body.dataset['jpThemeName'] === name, theme);
}

/** Waits until the kernel rests and the first code cell is drawn: cells further down come when there is time. */
export async function settled(page: Page): Promise<void> {
  const sheet = page.locator('.jp-NotebookPanel:not(.lm-mod-hidden)');
  await sheet.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor();
  await sheet.locator('.jp-CodeCell').first().waitFor();
}

/** A picture for the documentation, of the JupyterLab it is written for and of no other. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (process.env['ALACARD_JUPYTER'] !== undefined) return;
  const path = join(import.meta.dirname, `../../../docs/images/${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
}
