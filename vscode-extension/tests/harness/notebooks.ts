import { writeFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';

/** Writes a notebook of code cells, and of Markdown cells where the text begins with `#`. */
export function writeNotebook(path: string, texts: readonly string[]): void {
  const cells = texts.map((source, at) => {
    const common = { id: `cell${String(at).padStart(4, '0')}`, source, metadata: {} };
    return source.startsWith('# ')
      ? { cell_type: 'markdown', ...common }
      : { cell_type: 'code', ...common, outputs: [], execution_count: null };
  });
  const kernelspec = { name: 'python3', display_name: 'Python 3', language: 'python' };
  const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
  writeFileSync(path, JSON.stringify(notebook));
}

/** A word in the code of the notebook in front. */
export const wordIn = (page: Page, word: string): Locator =>
  page.locator('.notebookOverlay .view-line span:not(:has(span))', { hasText: word }).first();

/** The code cell that has a word. */
export const cellWith = (page: Page, word: string): Locator =>
  page.locator('.notebookOverlay .code-cell-row', { hasText: word }).first();

/** The middle of a word of the code, once the cells have stopped moving. */
async function placeOf(page: Page, word: string): Promise<{ x: number; y: number }> {
  const span = wordIn(page, word);
  await span.waitFor();
  return span.evaluate(async (node, wanted) => {
    const text = node.firstChild;
    const start = (text?.textContent ?? '').indexOf(wanted);
    if (text === null || start < 0) throw new Error(`${wanted} is not in one piece.`);
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, start + wanted.length);
    const middle = () => {
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    };
    for (let before = middle(), still = 0; ;) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = middle();
      still = now.x === before.x && now.y === before.y ? still + 1 : 0;
      if (still === 10) return now;
      before = now;
    }
  }, word);
}

/** Puts the cursor into a word of the code, wherever the line's pieces begin and end. */
export async function clickWord(page: Page, word: string): Promise<void> {
  const editor = cellWith(page, word).locator('.monaco-editor.focused');
  for (let tries = 0; ; tries += 1) {
    try {
      const { x, y } = await placeOf(page, word);
      await page.mouse.click(x, y);
      await editor.waitFor({ timeout: 5000 });
      return;
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}
