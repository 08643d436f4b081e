import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import type { LocalHub } from '../../../proof/hub/server.ts';
import { faults } from '../harness/axe.ts';
import { launch } from '../harness/browser.ts';
import { startHub } from '../harness/hub.ts';
import { startJupyter, type Jupyter } from '../harness/jupyter.ts';
import { command, notebook, openNotebook, openPage, type Cell } from '../harness/lab-page.ts';
import { changeTheme, LAB_THEMES, settled, shoot } from '../harness/look.ts';

let browser: Browser;
let hub: LocalHub;
let jupyter: Jupyter;
let page: Page;
/** Paths of the scripts the page has asked for. */
let scripts: string[] = [];

before(async () => {
  [browser, hub] = await Promise.all([launch(), startHub()]);
  jupyter = await startJupyter({ app: 'lab', hub: hub.url, settings: { hubUrl: hub.url } });
});
after(async () => {
  await browser.close();
  await jupyter.close();
  await hub.close();
});
afterEach(async () => {
  await page.context().close();
  await jupyter.stopKernels();
});

type Source = string | { readonly source: string; readonly shown: string };

const cellOf = (source: Source, at: number) => ({
  cell_type: 'code',
  id: `cell-${at}`,
  source: typeof source === 'string' ? source : source.source,
  metadata: {},
  outputs:
    typeof source === 'string'
      ? []
      : [{ output_type: 'stream', name: 'stdout', text: source.shown }],
  execution_count: null,
});

let count = 0;
const PYTHON = { name: 'python3', display_name: 'Python 3', language: 'python' };
const JULIA = { name: 'julia-1.10', display_name: 'Julia 1.10', language: 'julia' };

/** Opens a notebook of these cells in a workspace of its own. */
async function open(sources: readonly Source[]): Promise<void> {
  const name = await laid(sources, PYTHON);
  await openNotebook(page, name);
  await settled(page);
}

/** A page for a notebook of these cells, which lies in the folder by the name that is given back. */
async function laid(sources: readonly Source[], kernelspec: typeof PYTHON): Promise<string> {
  count += 1;
  const name = `checks-${count}.ipynb`;
  writeFileSync(
    join(jupyter.folder, name),
    JSON.stringify({
      cells: sources.map(cellOf),
      metadata: { kernelspec, language_info: { name: kernelspec.language } },
      nbformat: 4,
      nbformat_minor: 5,
    }),
  );
  page = await openPage(browser, `${jupyter.url}/lab/workspaces/checks-${count}?reset`);
  page.setDefaultTimeout(20_000);
  scripts = [];
  page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
  return name;
}

/** Values of the extension's settings, as the Settings Editor writes them. */
async function set(values: Readonly<Record<string, unknown>>): Promise<void> {
  const id = '@alacard/jupyterlab-extension:plugin';
  const answer = await fetch(`${jupyter.url}/lab/api/settings/${id}`, {
    method: 'PUT',
    body: JSON.stringify({ raw: JSON.stringify({ hubUrl: hub.url, ...values }) }),
  });
  assert.equal(answer.status, 204);
}

const cell = (at: number): Locator => page.locator('.jp-Notebook-cell').nth(at);
const marked = (at: number, level: string): Locator => cell(at).locator(`.cm-lintRange-${level}`);
const box = (): Locator => page.locator('.cm-tooltip-hover');
const sources = async (): Promise<string[]> =>
  (await notebook(page)).json.cells.map(({ source }: Cell) =>
    Array.isArray(source) ? source.join('') : source,
  );

const OLD = [
  '%pip install transformers',
  'from transformers import AutoModelForVision2Seq',
  'model = AutoModelForVision2Seq.from_pretrained("tiny/text-cls")',
];

describe('JupyterLab: checks in the cells', () => {
  it('underlines a removed API, says what it is called now, and mends all cells that use it', async () => {
    await open(OLD);
    await marked(1, 'warning').first().hover();
    const said = box().locator('.cm-diagnostic');
    await said.waitFor();
    assert.match(await said.innerText(), /AutoModelForVision2Seq/);
    assert.match(
      (await said.getByRole('link', { name: 'removed-api' }).getAttribute('href')) ?? '',
      /docs\/findings\.md#removed-api$/,
    );
    await said.getByRole('button', { name: /AutoModelForImageTextToText/ }).click();
    await marked(2, 'warning').first().waitFor({ state: 'detached' });
    assert.deepEqual((await sources()).slice(1), [
      'from transformers import AutoModelForImageTextToText',
      'model = AutoModelForImageTextToText.from_pretrained("tiny/text-cls")',
    ]);
    assert.equal(await page.locator('.cm-lintRange').count(), 0);
  });

  it('takes a fix back with one undo in the cell', async () => {
    await open(['import torch', 'x = torch.zeros(3).to("cuda")\nx']);
    await marked(1, 'info').first().hover();
    await box()
      .getByRole('button', { name: /\(changes what it does\)/ })
      .first()
      .click();
    await page.waitForFunction(() => document.querySelector('.cm-lintRange-info') === null);
    assert.match((await sources())[1] ?? '', /\.to\(device\)/);
    await cell(1).locator('.cm-content').click();
    await page.keyboard.press('Control+z');
    await marked(1, 'info').first().waitFor();
    assert.equal((await sources())[1], 'x = torch.zeros(3).to("cuda")\nx');
  });

  it('follows what is typed, with the names of all cells', async () => {
    await open(['first = 1', 'print(first, second)']);
    await marked(1, 'warning').waitFor();
    assert.equal(await marked(1, 'warning').innerText(), 'second');
    await cell(0).locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\nsecond = 2');
    await marked(1, 'warning').waitFor({ state: 'detached' });
  });

  it('mends by the keyboard alone', async () => {
    await open(OLD);
    await marked(1, 'warning').first().waitFor();
    await cell(1).locator('.cm-content').click();
    await page.keyboard.press('Control+.');
    await page.locator('.lm-Menu-item.lm-mod-active', { hasText: 'Replace' }).waitFor();
    await page.locator('.lm-Menu:focus').waitFor();
    await page.keyboard.press('Enter');
    await marked(1, 'warning').first().waitFor({ state: 'detached' });
    assert.match((await sources())[1] ?? '', /AutoModelForImageTextToText/);
  });

  it('sees a key in an output, and clears the output', async () => {
    const shown = `token: hf_${['QmZxTbWvKjHgFdSaPo', 'IuYtReWqLkMnBvCx'].join('')}\n`;
    await open([{ source: 'print(1)', shown }]);
    await marked(0, 'error').hover();
    await box()
      .getByRole('button', { name: /Clear this cell/ })
      .click();
    await marked(0, 'error').waitFor({ state: 'detached' });
    assert.deepEqual((await notebook(page)).json.cells[0]?.outputs, []);
  });

  it('shows the card of a model under the pointer, and that one is not there', async () => {
    await open(['from transformers import pipeline', 'p = pipeline(model="tiny/text-cls")\nq = 1']);
    await cell(1).getByText('"tiny/text-cls"').hover();
    await page.locator('.alacard-model').waitFor();
    assert.match(await page.locator('.alacard-model').innerText(), /tiny\/text-cls[\s\S]*Licence:/);
    await cell(1).locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\npipeline(model="tiny/nowhere');
    await marked(1, 'warning').waitFor();
    assert.equal(await marked(1, 'warning').innerText(), 'tiny/nowhere');
  });

  it('completes the id of a model', async () => {
    await open(['from transformers import pipeline', 'p = pipeline(model="tiny/text-c")']);
    await cell(1).locator('.cm-content').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Tab');
    await page.locator('.jp-Completer-item', { hasText: 'tiny/text-cls' }).first().click();
    await page.waitForFunction(() => document.body.innerText.includes('"tiny/text-cls"'));
    assert.equal((await sources())[1], 'p = pipeline(model="tiny/text-cls")');
  });

  it('says nothing of other languages', async () => {
    const name = await laid(
      ['println(undefined_name)', 'api_key = "sk-proj-9aXk2LmQ7vTz4RbN8cWd1EfG"'],
      JULIA,
    );
    // No kernel of it is installed; one of Python would make the notebook one of Python.
    // It is never ready without one: nobody waits for it.
    void openNotebook(page, name).catch(() => null);
    await page.locator('.jp-Dialog').getByRole('button', { name: 'No Kernel' }).click();
    await marked(1, 'error').waitFor();
    assert.equal(await cell(0).locator('.cm-lintRange').count(), 0);
  });

  it('is quiet and loads nothing where the settings say so, and comes when they say so', async () => {
    await set({ notebookChecks: false });
    await open(OLD);
    await page.waitForTimeout(1500);
    assert.equal(await page.locator('.cm-lintRange').count(), 0);
    const ours = (): string[] => scripts.filter((path) => path.includes('/@alacard/'));
    assert.deepEqual(ours(), []);
    await set({});
    await page.reload();
    await settled(page);
    await marked(1, 'warning').first().waitFor();
    await set({ disabledChecks: ['removed-api'] });
    await page.reload();
    await settled(page);
    await page.waitForTimeout(1500);
    assert.equal(await page.locator('.cm-lintRange').count(), 0);
    await set({});
  });

  for (const [name, theme] of LAB_THEMES) {
    it(`can be read in ${theme}`, async () => {
      await open(OLD);
      await changeTheme(page, theme);
      await marked(1, 'warning').first().hover();
      await box().locator('.cm-diagnostic').waitFor();
      assert.deepEqual(await faults(page, '.cm-tooltip-hover'), []);
      if (name !== 'high-contrast') await shoot(page, `jupyterlab-checks-${name}`);
      await command(page, 'notebook:enter-command-mode');
    });
  }
});
