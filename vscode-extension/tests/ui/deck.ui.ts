import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { faults } from '../../../jupyterlab-extension/ui-tests/harness/axe.ts';
import { execute, type Executed } from '../../../proof/steps/execute.ts';
import { PICTURED, startAround, type Around } from '../harness/around.ts';
import { deckFrame, lay, panelOf, saveAs } from '../harness/deck.ts';
import { installedExtension } from '../harness/package.ts';
import {
  cellCount,
  closeAll,
  command,
  newContext,
  openFile,
  openWorkbench,
  standing,
} from '../harness/page.ts';
import { writeUserSettings } from '../harness/workbench.ts';

let around: Around;
let page: Page;

before(async () => {
  around = await startAround(installedExtension().extensions);
  page = await (await newContext(around.browser)).newPage();
  await openWorkbench(page, around.workbench);
});
after(() => around.close());
beforeEach(() => closeAll(page));

const panel = () => panelOf(page);
const generate = () => panel().getByRole('button', { name: 'Generate notebook' }).click();
const done = () => panel().getByText('Your notebook is ready!').waitFor();
const names = () => panel().locator('alacard-card .name').allInnerTexts();
const dealt = () => panel().locator('alacard-card[key=ui_component] .face').waitFor();
/** How many hands this panel has dealt. */
const deals = (): Promise<number> =>
  panel().evaluate(async (node) => {
    // SAFETY: the panel's own element and its state.
    const element = node as unknown as {
      view: { deals: number };
      updateComplete: Promise<boolean>;
    };
    await element.updateComplete;
    return element.view.deals;
  });
const at = (name: string): string => join(around.workbench.folder, name);
const order = async (what: 'hold' | 'open' | 'cut'): Promise<void> => {
  await fetch(`${around.valve.url}/__valve/${what}`);
};
const write = (name: string, source: string): void =>
  writeFileSync(
    at(name),
    JSON.stringify({
      cells: [
        {
          cell_type: 'code',
          id: 'aaaa1111',
          source,
          metadata: {},
          outputs: [],
          execution_count: null,
        },
      ],
      metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    }),
  );

describe('VS Code: the panel', () => {
  it('deals a hand from the palette, without the mouse', async () => {
    await command(page, 'Alacard: Deal a Hand');
    await dealt();
    assert.equal((await names()).length, 5);
    await page.waitForFunction(() => document.activeElement?.classList.contains('webview'));
  });

  it('keeps a locked card when it deals again', async () => {
    await panel().getByRole('button', { name: 'Lock topic' }).click();
    const hands = [await names()];
    for (let round = 0; round < 8; round += 1) {
      const before = await deals();
      await command(page, 'Alacard: Deal a Hand');
      while ((await deals()) === before) await page.waitForTimeout(50);
      hands.push(await names());
    }
    // Without the lock, one of the eight topics would come eight times running once in 16 million.
    assert.equal(new Set(hands.map(([, , topic]) => topic)).size, 1);
    assert.ok(new Set(hands.map(([model]) => model)).size > 1, 'the other cards were dealt');
    assert.equal(await panel().locator('alacard-card[locked]').getAttribute('key'), 'topic');
  });

  it('lays the same hand after it was hidden, and after a reload', async () => {
    const before = await names();
    await command(page, 'View: Show Explorer');
    await page.locator('iframe.webview[src*="alacard"]').waitFor({ state: 'hidden' });
    await command(page, 'Focus on Cards View');
    await dealt();
    assert.deepEqual(await names(), before);
    await page.reload();
    await standing(page);
    await command(page, 'Focus on Cards View');
    await dealt();
    assert.deepEqual(await names(), before);
    assert.equal(await panel().locator('alacard-card[locked]').getAttribute('key'), 'topic');
  });

  it('opens the picker of a card by command', async () => {
    await command(page, 'Alacard: Search Models');
    await panel().getByRole('combobox', { name: 'Search Hugging Face models' }).waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('VS Code: generating from the panel', () => {
  it('makes a new notebook, which is saved and runs to its end', async () => {
    await lay(page, 'tiny/text-cls');
    await generate();
    await done();
    assert.ok((await cellCount(page)) > 1);
    const saved = await saveAs(page, at('made.ipynb'));
    assert.equal(saved.metadata.alacard.recipe.model_card.id, 'tiny/text-cls');
    const results: Executed[] = [];
    // The runner hands its own environment on to the kernels.
    process.env['HF_ENDPOINT'] = around.hub.url;
    process.env['HF_HOME'] = join(around.workbench.home, 'hf');
    await execute(
      [{ id: 'made', path: at('made.ipynb'), expect: null }],
      (result) => results.push(result),
      { failures: join(around.workbench.home, 'failures') },
    );
    assert.deepEqual(
      results.map(({ status, reason }) => [status, reason]),
      [['passed', undefined]],
    );
  });

  it('inserts into the open notebook, and one Ctrl+Z takes all back', async () => {
    write('mine.ipynb', 'x = 1');
    await openFile(page, at('mine.ipynb'));
    await lay(page, 'tiny/text-cls');
    await panel().getByLabel('Into').selectOption('open');
    await generate();
    await done();
    assert.ok((await cellCount(page)) > 1);
    await page.locator('.notebookOverlay .cell-list-container .monaco-list').first().focus();
    await page.keyboard.press('Control+z');
    await page.waitForFunction(
      () =>
        document.querySelectorAll('.notebookOverlay .code-cell-row').length === 1 &&
        document.querySelectorAll('.notebookOverlay .markdown-cell-row').length === 0,
    );
  });

  it('leaves the notebook as it was when cancelled', async () => {
    write('cancel.ipynb', 'x = 1');
    await openFile(page, at('cancel.ipynb'));
    // A card of the deck lies there at once; its facts are asked for, and wait.
    await order('hold');
    await lay(page, PICTURED);
    await panel().getByLabel('Into').selectOption('open');
    await generate();
    await panel().getByRole('button', { name: 'Cancel', exact: true }).click();
    await panel().getByText('Nothing was changed.').waitFor();
    await order('open');
    // The next notebook comes to its end: by then the first one would have.
    await panel().getByRole('button', { name: 'Back to the hand' }).click();
    await panel().getByLabel('Into').selectOption('new');
    await generate();
    await done();
    await command(page, 'View: Revert and Close Editor');
    await page.locator('.tab.active', { hasText: 'cancel.ipynb' }).waitFor();
    assert.equal(await cellCount(page), 1);
    assert.equal(await page.locator('.tab.dirty').count(), 0);
  });

  it('makes a notebook of its own facts when the Hub is out of reach, and searches its own list', async () => {
    await order('cut');
    // A model of Alacard's own list: its facts travel with the deck.
    await lay(page, 'cardiffnlp/twitter-roberta-base-sentiment-latest');
    await generate();
    await done();
    assert.ok((await cellCount(page)) > 1);
    await command(page, 'Alacard: Search Models');
    await panel()
      .getByRole('combobox', { name: /^Search/ })
      .fill('smollm');
    await panel().getByRole('status').filter({ hasText: 'own list' }).waitFor();
    await order('open');
    await page.keyboard.press('Escape');
  });

  it('warns of a gated model', async () => {
    await lay(page, 'tiny/gated');
    await panel()
      .getByText(/is gated/)
      .first()
      .waitFor();
  });
});

describe('VS Code: themes and widths', () => {
  for (const [name, theme, kind] of [
    ['light', 'Light 2026', 'vs'],
    ['dark', 'Dark 2026', 'vs-dark'],
    ['high-contrast', 'Default High Contrast', 'hc-black'],
  ] as const) {
    it(`passes WCAG AA in ${theme}`, async () => {
      writeUserSettings(around.workbench.home, { 'workbench.colorTheme': theme });
      await page.reload();
      await standing(page);
      await page.locator(`.monaco-workbench.${kind}`).waitFor();
      await lay(page, 'tiny/text-cls');
      assert.deepEqual(await faults(await deckFrame(page), 'alacard-panel'), []);
      await generate();
      await done();
      await page.waitForTimeout(500);
      assert.deepEqual(await faults(await deckFrame(page), 'alacard-panel'), []);
      await page.screenshot({
        path: join(import.meta.dirname, `../../../docs/images/vscode-${name}.png`),
      });
    });
  }

  it('fits into 240 pixels', async () => {
    await lay(page, 'tiny/text-cls');
    const sash = page.locator('.sash-container > .monaco-sash.vertical');
    await sash.first().waitFor({ state: 'attached' });
    const side = await page.locator('.part.sidebar').boundingBox();
    assert.ok(side);
    await page.mouse.move(side.x + side.width, 400);
    await page.mouse.down();
    await page.mouse.move(side.x + 240, 400, { steps: 8 });
    await page.mouse.up();
    const widths = await (
      await deckFrame(page)
    ).evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
    assert.ok((widths[0] ?? 999) <= 240, `${widths[0]} px wide`);
    assert.equal(widths[1], widths[0], 'nothing sticks out');
  });
});
