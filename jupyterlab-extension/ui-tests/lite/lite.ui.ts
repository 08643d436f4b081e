import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { LocalHub } from '../../../proof/hub/server.ts';
import { launch } from '../harness/browser.ts';
import { startHub } from '../harness/hub.ts';
import { command, lay, notebook, openPage } from '../harness/lab-page.ts';
import { startLite, type Lite } from '../harness/lite.ts';

let browser: Browser;
let hub: LocalHub;
let lite: Lite;
let page: Page;
let outside: string[] = [];

before(async () => {
  [browser, hub] = await Promise.all([launch(), startHub()]);
  lite = await startLite({ hubUrl: hub.url });
});
after(async () => {
  await browser.close();
  lite.close();
  await hub.close();
});
afterEach(() => page.context().close());

async function open(): Promise<void> {
  page = await openPage(browser, lite.url, { serviceWorkers: 'block' });
  outside = [];
  page.on('request', (request) => {
    if (!/^(blob|data):|^http:\/\/127\.0\.0\.1:/.test(request.url())) outside.push(request.url());
  });
}
const panel = () => page.locator('alacard-panel');
const done = () => panel().getByText('Your notebook is ready!').waitFor();

describe('JupyterLite: no server at all', () => {
  it('deals, and makes a new notebook that stands in the browser’s own files', async () => {
    await open();
    await command(page, 'alacard:deal');
    await panel().locator('alacard-card[key=ui_component] .face').waitFor();
    assert.equal(await panel().locator('alacard-card .face').count(), 5);
    await lay(page, 'tiny/text-cls');
    await panel().getByRole('button', { name: 'Generate notebook' }).click();
    await done();
    assert.equal(await page.locator('.jp-Dialog').count(), 0);
    const { path, json } = await notebook(page);
    assert.equal(path, 'text-cls-sourdough-beginner.ipynb');
    assert.ok(json.cells.length > 10);
    const saved = await page.evaluate(async (name) => {
      const { content } = await window.jupyterapp.serviceManager.contents.get(name, {
        content: true,
      });
      return (content as { cells: unknown[] }).cells.length;
    }, path);
    assert.equal(saved, json.cells.length);
  });

  it('inserts into the open notebook; one undo takes all back', async () => {
    await open();
    await page.evaluate(async () => {
      const { commands, serviceManager } = window.jupyterapp;
      const cell = { cell_type: 'markdown', id: 'mine', metadata: {}, source: '# Mine' };
      const content = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
      await serviceManager.contents.save('mine.ipynb', {
        type: 'notebook',
        format: 'json',
        content,
      });
      const widget = await commands.execute('docmanager:open', {
        path: 'mine.ipynb',
        kernel: null,
      });
      await widget.context.ready;
    });
    await lay(page, 'tiny/text-cls');
    await command(page, 'alacard:insert');
    await done();
    const { json } = await notebook(page);
    assert.ok(json.cells.length > 10);
    assert.equal(json.cells[0]?.source, '# Mine');
    await command(page, 'notebook:undo-cell-action');
    assert.equal((await notebook(page)).json.cells.length, 1);
    // Nothing but the page, its files and the Hub was asked.
    assert.deepEqual(outside, []);
  });
});
