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
