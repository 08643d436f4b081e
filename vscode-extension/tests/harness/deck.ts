import { readFileSync } from 'node:fs';
import type { Frame, Locator, Page } from 'playwright-core';
import { command } from './page.ts';

const WEBVIEW = 'iframe.webview[src*="extensionId=alacard"]';

/** The panel inside the webview, which is a frame in a frame. */
export const panelOf = (page: Page): Locator =>
  page.frameLocator(WEBVIEW).frameLocator('#active-frame').locator('alacard-panel');

export async function deckFrame(page: Page): Promise<Frame> {
  const element = await panelOf(page).elementHandle();
  const frame = await element?.ownerFrame();
  if (!frame) throw new Error('The panel is not open.');
  return frame;
}

/** Opens the panel and lays a hand on the table. */
export async function lay(page: Page, model: string): Promise<void> {
  const panel = panelOf(page);
  if (!(await panel.isVisible())) await command(page, 'Focus on Cards View');
  await panel.waitFor();
  const hand = {
    model_card: { id: model },
    prompt_cards: { pack: 'first-steps' },
    topic: { id: 'sourdough' },
    difficulty: 'beginner',
    ui_component: 'completion',
  };
  await panel.evaluate((node, value) => {
    // SAFETY: the panel's own element; its driver checks what it is given.
    const { driver } = node as unknown as { driver: { lay(laid: unknown): Promise<void> } };
    return driver.lay({ hand: value, remixOf: null });
  }, hand);
  await panel.locator('alacard-card[key=ui_component] .face').waitFor();
}

/** Makes a notebook of the hand on the table. */
export async function generate(page: Page): Promise<void> {
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'Generate notebook' }).click();
  await panel.getByText('Your notebook is ready!').waitFor();
}

/** Saves what was made under `path`, and gives what stands in the file. */
export async function saveAs(page: Page, path: string) {
  await panelOf(page)
    .getByRole('button', { name: /Save the notebook/ })
    .click();
  const field = page.locator('.quick-input-widget input').first();
  // What is written before the dialog lists its folder is taken for a part of a path.
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await field.fill(path);
  await field.press('Enter');
  await page.locator('.tab.active', { hasText: path.slice(path.lastIndexOf('/') + 1) }).waitFor();
  return savedNotebook(page, path, () => true);
}

/** The file once it is there, whole, and as `wanted`. */
export async function savedNotebook(
  page: Page,
  path: string,
  // The shape of nbformat, which the tests look into.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  wanted: (notebook: any) => boolean,
) {
  for (let tries = 0; ; tries += 1) {
    try {
      const notebook = JSON.parse(readFileSync(path, 'utf8'));
      if (wanted(notebook)) return notebook;
      if (tries >= 200) throw new Error(`${path} is not as it should be`);
    } catch (error) {
      if (tries >= 200) throw error;
    }
    await page.waitForTimeout(100);
  }
}
