import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { LocalHub } from '../../../proof/hub/server.ts';
import { launch } from '../harness/browser.ts';
import { startHub } from '../harness/hub.ts';
import { startJupyter, type Jupyter } from '../harness/jupyter.ts';
import { command, lay, notebook, openPage, ran, ready } from '../harness/lab-page.ts';
import { shoot } from '../harness/look.ts';

let browser: Browser;
let hub: LocalHub;
let jupyter: Jupyter;
let page: Page;

before(async () => {
  [browser, hub] = await Promise.all([launch(), startHub()]);
  jupyter = await startJupyter({ app: 'notebook', hub: hub.url, settings: { hubUrl: hub.url } });
  writeFileSync(
    join(jupyter.folder, 'mine.ipynb'),
    JSON.stringify({
      cells: [
        {
          cell_type: 'code',
          id: 'a',
          source: 'x = 1',
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
});
after(async () => {
  await browser.close();
  await jupyter.close();
  await hub.close();
});
const panel = () => page.locator('alacard-panel');

describe('Notebook 7', () => {
  it('inserts into the open notebook, undoes, inserts again and runs all cells', async () => {
    page = await openPage(browser, `${jupyter.url}/notebooks/mine.ipynb`);
    await page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name=alacard]').waitFor();
    await page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name=alacard] jp-button').click();
    await panel().getByRole('button', { name: 'Deal me a hand' }).waitFor();
    await lay(page, 'tiny/text-cls');
    await command(page, 'alacard:insert');
    await panel().getByText('Your notebook is ready!').waitFor();
    const count = (await notebook(page)).json.cells.length;
    assert.ok(count > 10);
    await command(page, 'notebook:undo-cell-action');
    assert.equal((await notebook(page)).json.cells.length, 1);
    await command(page, 'alacard:insert');
    await panel().getByText('Your notebook is ready!').waitFor();
    await shoot(page, 'notebook-7');
    await panel()
      .getByRole('button', { name: /Run all cells/ })
      .click();
    await ran(page);
    const { cells } = (await notebook(page)).json;
    const failed = cells.flatMap(({ outputs = [] }) =>
      outputs.filter(({ output_type }) => output_type === 'error'),
    );
    assert.deepEqual(failed, []);
    assert.ok(cells.filter(({ outputs = [] }) => outputs.length > 0).length >= 3);
    await page.context().close();
  });

  it('makes a new notebook in a browser tab of its own, from the file list', async () => {
    page = await openPage(browser, `${jupyter.url}/tree`);
    await lay(page, 'tiny/text-cls', { difficulty: 'advanced' });
    const opened = page.context().waitForEvent('page');
    await panel().getByRole('button', { name: 'Generate notebook' }).click();
    const tab = await opened;
    await ready(tab);
    await panel().getByText('Your notebook is ready!').waitFor();
    assert.ok(readdirSync(jupyter.folder).includes('text-cls-sourdough-advanced.ipynb'));
    await tab.locator('.jp-Notebook .jp-Cell').nth(10).waitFor({ state: 'attached' });
    assert.equal(await tab.locator('.jp-Dialog').count(), 0);
    await page.context().close();
  });
});
