import type { Locator, Page } from 'playwright-core';

/** The workbench's own inputs, dialogs and notifications. */

const widget = (page: Page): Locator => page.locator('.quick-input-widget');

/** Waits for the step of a quick input with `heading`, and gives its field. */
export async function step(page: Page, heading: string): Promise<Locator> {
  await widget(page).locator('.quick-input-title', { hasText: heading }).waitFor();
  return widget(page).locator('input').first();
}

/** Answers a step in writing; undefined takes what is proposed. */
export async function write(page: Page, heading: string, text?: string): Promise<void> {
  const field = await step(page, heading);
  if (text !== undefined) await field.fill(text);
  await field.press('Enter');
}

/** Goes away from a step. */
export async function leave(page: Page, heading: string): Promise<void> {
  await (await step(page, heading)).press('Escape');
  await widget(page).waitFor({ state: 'hidden' });
}

/** Rows of the list of a quick input. */
export const rows = (page: Page, text?: string): Locator =>
  widget(page).locator('.monaco-list-row', text === undefined ? {} : { hasText: text });

/** Answers a step with a row of its list, by the keyboard. */
export async function choose(page: Page, heading: string, row: string): Promise<void> {
  const field = await step(page, heading);
  await rows(page, row).first().waitFor();
  await field.fill(row);
  await widget(page).locator('.monaco-list-row.focused', { hasText: row }).waitFor();
  await field.press('Enter');
}

/** The modal dialog that says `text`. */
export const modal = (page: Page, text: string | RegExp): Locator =>
  page.locator('.monaco-dialog-box', { hasText: text });

export async function press(dialog: Locator, name: string): Promise<void> {
  await dialog.getByRole('button', { name, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** The notification that says `text`. */
export const toast = (page: Page, text: string | RegExp): Locator =>
  page.locator('.notification-toast', { hasText: text }).first();
