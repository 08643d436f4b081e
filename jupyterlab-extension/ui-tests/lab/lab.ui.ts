import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync, chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { LocalHub } from '../../../proof/hub/server.ts';
import { faults } from '../harness/axe.ts';
import { launch } from '../harness/browser.ts';
import { startHub } from '../harness/hub.ts';
import { startJupyter, type Jupyter } from '../harness/jupyter.ts';
import {
  command,
  lay,
  notebook,
  openNotebook as openInLab,
  openPage,
  ran,
  ready,
  type Cell,
} from '../harness/lab-page.ts';
import { changeTheme, LAB_THEMES, settled, shoot } from '../harness/look.ts';

let browser: Browser;
let hub: LocalHub;
let jupyter: Jupyter;
let page: Page;

before(async () => {
  [browser, hub] = await Promise.all([launch(), startHub()]);
  jupyter = await startJupyter({ app: 'lab', hub: hub.url, settings: { hubUrl: hub.url } });
});
after(async () => {
  await browser.close();
  await jupyter.close();
  await hub.close();
});

/** A page with a workspace of its own, so that no test sees another's tabs. */
let count = 0;
const open = async (): Promise<Page> => {
  count += 1;
  page = await openPage(browser, `${jupyter.url}/lab/workspaces/test-${count}?reset`);
  return page;
};
afterEach(async () => {
  await page.context().close();
  await jupyter.stopKernels();
  for (const name of readdirSync(jupyter.folder)) {
    rmSync(join(jupyter.folder, name), { recursive: true, force: true });
  }
});

const panel = () => page.locator('alacard-panel');
const press = async (...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
const palette = async (text: string): Promise<void> => {
  await command(page, 'apputils:activate-command-palette');
  await page.locator('.lm-CommandPalette-input').first().fill(text);
};
/** Holds the requests for `pattern` back until the returned function is called. */
const hold = async (pattern: string): Promise<() => void> => {
  const { promise, resolve } = Promise.withResolvers<null>();
  await page.route(pattern, async (route) => {
    await promise;
    // The page may have given up, or be closed, by now.
    await route.continue().catch(() => undefined);
  });
  return () => resolve(null);
};
/** A notebook cannot be made before Ruff is there. */
const holdRuff = () => hold('**/*.wasm');
const generate = () => panel().getByRole('button', { name: 'Generate notebook' }).click();
const done = () => panel().getByText('Your notebook is ready!').waitFor();
const write = (name: string, cells: readonly unknown[]): void =>
  writeFileSync(
    join(jupyter.folder, name),
    JSON.stringify({
      cells,
      metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } },
      nbformat: 4,
      nbformat_minor: 5,
    }),
  );
interface Panel {
  readonly view: { readonly hand: Record<string, unknown> };
}
/** Waits until the hand is in JupyterLab's state database, which writes with a delay. */
const saved = async (hand: Record<string, unknown>): Promise<void> => {
  const { pathname } = new URL(page.url());
  const stored = `${jupyter.url}/lab/api/workspaces/${pathname.slice(pathname.lastIndexOf('/') + 1)}`;
  for (;;) {
    // SAFETY: the server's own API, and what the extension writes there.
    const { data } = (await (await fetch(stored)).json()) as {
      data: Record<string, { hand?: unknown } | undefined>;
    };
    const there = data['@alacard/jupyterlab-extension:plugin']?.hand;
    if (isDeepStrictEqual(there, hand)) return;
    await page.waitForTimeout(100);
  }
};
const codeCell = (id: string, source: string) => ({
  cell_type: 'code',
  id,
  source,
  metadata: {},
  outputs: [],
  execution_count: null,
});
const openNotebook = (path: string): Promise<void> => openInLab(page, path);
const sources = (cells: readonly Cell[]): string[] =>
  cells.map(({ source }) => (Array.isArray(source) ? source.join('') : source));
const errors = (cells: readonly Cell[]): string[] =>
  cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap(({ output_type, ename, evalue }) =>
      output_type === 'error' ? [`${ename}: ${evalue}`] : [],
    ),
  );

describe('JupyterLab: where Alacard is found', () => {
  it('has its commands in the palette, with their arguments described', async () => {
    await open();
    const found = await page.evaluate(async () => {
      const { commands } = window.jupyterapp;
      const ids = commands.listCommands().filter((id) => id.startsWith('alacard:'));
      return Promise.all(
        ids.map(async (id) => ({
          label: commands.label(id),
          args: (await commands.describedBy(id)).args?.['type'],
        })),
      );
    });
    const labels = found.map(({ label }) => label);
    for (const label of [
      'Deal a Hand',
      'Generate Notebook',
      'Insert Hand into This Notebook',
      'Change a Card',
      'Search Models',
      'Open Settings',
    ]) {
      assert.ok(labels.includes(label), `${label} in ${labels.join(', ')}`);
    }
    assert.ok(found.every(({ args }) => args === 'object'));
    await palette('Deal a Hand');
    await page.locator('.lm-CommandPalette-item', { hasText: 'Deal a Hand' }).first().click();
    await panel().locator('alacard-card[key=ui_component] .face').waitFor();
  });

  it('has a Launcher tile, a toolbar button and a place in the sidebar', async () => {
    await open();
    await page.locator('.jp-LauncherCard', { hasText: 'Alacard' }).first().click();
    await panel().getByRole('button', { name: 'Deal me a hand' }).waitFor();
    await command(page, 'notebook:create-new', { kernelName: 'python3' });
    await page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name=alacard]').waitFor();
    await page.locator('.jp-SideBar.jp-mod-left [data-id=alacard-sidebar]').waitFor();
  });

  it('opens its settings', async () => {
    await open();
    await command(page, 'alacard:open-settings');
    await page
      .locator('.jp-SettingsPanel, .jp-PluginEditor')
      .getByText('Sharing server')
      .first()
      .waitFor();
  });
});

describe('JupyterLab: dealing', () => {
  it('deals with locks, and lays the same hand after a reload', async () => {
    await open();
    await command(page, 'alacard:deal');
    await panel().locator('alacard-card[key=ui_component] .face').waitFor();
    await panel().getByRole('button', { name: 'Lock topic' }).click();
    const names = () => panel().locator('alacard-card .name').allInnerTexts();
    const [, , topic] = await names();
    for (let round = 0; round < 5; round += 1) await command(page, 'alacard:deal');
    const before = await names();
    assert.equal(before[2], topic);
    await saved(await panel().evaluate((node) => (node as unknown as Panel).view.hand));
    await page.goto(page.url().replace('?reset', ''));
    await ready(page);
    await command(page, 'alacard:open');
    await panel().locator('alacard-card .face').first().waitFor();
    assert.deepEqual(await names(), before);
    assert.equal(await panel().locator('alacard-card[locked]').getAttribute('key'), 'topic');
  });

  it('opens the picker of a card by command', async () => {
    await open();
    await command(page, 'alacard:change-card', { card: 'difficulty' });
    await panel().getByRole('combobox', { name: 'Search levels' }).waitFor();
    await command(page, 'alacard:search-models');
    await panel().getByRole('combobox', { name: 'Search Hugging Face models' }).waitFor();
  });
});

describe('JupyterLab: generating', () => {
  it('makes a new notebook without a dialog, which runs to its end with outputs', async () => {
    await open();
    await lay(page, 'tiny/text-cls');
    await generate();
    await done();
    assert.equal(await page.locator('.jp-Dialog').count(), 0);
    const { path, json } = await notebook(page);
    assert.equal(path, 'text-cls-sourdough-beginner.ipynb');
    assert.equal((json.metadata['kernelspec'] as { name: string }).name, 'python3');
    assert.ok(existsSync(join(jupyter.folder, path)));
    await panel()
      .getByRole('button', { name: /Run all cells/ })
      .click();
    await ran(page);
    const { cells } = (await notebook(page)).json;
    assert.deepEqual(errors(cells), []);
    const outputs = cells.filter(({ outputs = [] }) => outputs.length > 0);
    assert.ok(outputs.length >= 3, `${outputs.length} cells with outputs`);
  });

  it('inserts into the open notebook below the active cell; one undo takes all back', async () => {
    await open();
    write('mine.ipynb', [codeCell('a', 'x = 1'), codeCell('b', 'y = 2')]);
    await openNotebook('mine.ipynb');
    const before = (await notebook(page)).json;
    await lay(page, 'tiny/text-cls');
    await command(page, 'alacard:insert');
    await done();
    const { json } = await notebook(page);
    assert.ok(json.cells.length > 10);
    assert.equal(sources(json.cells)[0], 'x = 1');
    assert.equal(sources(json.cells).at(-1), 'y = 2');
    assert.ok(json.metadata['alacard']);
    await command(page, 'notebook:undo-cell-action');
    const undone = (await notebook(page)).json;
    assert.deepEqual(sources(undone.cells), sources(before.cells));
    assert.equal(undone.metadata['alacard'], undefined);
    await command(page, 'notebook:redo-cell-action');
    assert.ok((await notebook(page)).json.metadata['alacard']);
  });

  it('can be undone in a notebook that was opened a moment ago', async () => {
    await open();
    write('late.ipynb', [codeCell('a', 'x = 1')]);
    await lay(page, 'tiny/text-cls');
    // JupyterLab forgets the undo history once more when the first checkpoint is there.
    const release = await hold('**/late.ipynb/checkpoints*');
    const checkpoint = page.waitForResponse('**/late.ipynb/checkpoints*');
    await page.evaluate(async () => {
      const { commands } = window.jupyterapp;
      const widget = await commands.execute('docmanager:open', { path: 'late.ipynb' });
      await widget.context.ready;
    });
    const inserted = command(page, 'alacard:insert');
    await panel()
      .getByText(/Inserting \d+ cells|Your notebook is ready!/)
      .first()
      .waitFor();
    release();
    await inserted;
    await done();
    await (await checkpoint).finished();
    await command(page, 'notebook:undo-cell-action');
    assert.deepEqual(sources((await notebook(page)).json.cells), ['x = 1']);
  });

  it('takes the place of the only cell when that one is empty, and of no other', async () => {
    await open();
    write('empty.ipynb', [codeCell('a', '')]);
    await openNotebook('empty.ipynb');
    await lay(page, 'tiny/text-cls');
    await command(page, 'alacard:insert');
    await done();
    const first = (await notebook(page)).json.cells[0];
    assert.equal(first?.cell_type, 'markdown');

    write('space.ipynb', [codeCell('a', ''), codeCell('b', '')]);
    await openNotebook('space.ipynb');
    await command(page, 'alacard:insert');
    await done();
    const cells = (await notebook(page)).json.cells;
    assert.equal(sources(cells).filter((source) => source === '').length, 2);
  });

  it('gives a second hand in one notebook fresh cell ids', async () => {
    await open();
    write('twice.ipynb', [codeCell('a', '')]);
    await openNotebook('twice.ipynb');
    await lay(page, 'tiny/text-cls');
    for (let round = 0; round < 2; round += 1) {
      await command(page, 'alacard:insert');
      await done();
    }
    const ids = (await notebook(page)).json.cells.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('loads at most 150 kB, gzipped, before it is used', async () => {
    const context = await browser.newContext();
    page = await context.newPage();
    const sizes = new Map<string, number>();
    const reading: Promise<void>[] = [];
    page.on('response', (response) => {
      if (!response.url().includes('/@alacard/jupyterlab-extension/static/')) return;
      const read = response.body().then((body) => {
        sizes.set(response.url(), gzipSync(body).length);
      });
      reading.push(read);
    });
    await page.goto(`${jupyter.url}/lab/workspaces/size?reset`);
    await ready(page);
    await Promise.all(reading);
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    console.log(`# first load: ${sizes.size} files, ${(total / 1000).toFixed(1)} kB gzipped`);
    assert.ok(sizes.size > 0 && total <= 150_000, `${total} bytes`);
  });

  it('loads Ruff only when a notebook is made', async () => {
    await open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await command(page, 'alacard:deal');
    await panel().locator('alacard-card[key=ui_component] .face').waitFor();
    assert.ok(!asked.some((url) => url.endsWith('.wasm')));
    await lay(page, 'tiny/text-cls');
    await generate();
    await done();
    assert.ok(asked.some((url) => url.endsWith('.wasm')));
  });
});

describe('JupyterLab: when something is in the way', () => {
  /** What a reader wrote, and our recipe; the kernel's own entries come when it starts. */
  const snapshot = async (): Promise<string> => {
    // JupyterLab itself writes down the language when the kernel answers; up to 4.2 that is a change.
    const named = (one: Awaited<ReturnType<typeof notebook>>): boolean =>
      JSON.stringify(one.json.metadata['language_info'] ?? '').includes('python');
    let open = await notebook(page);
    for (let tries = 0; !named(open); tries += 1) {
      assert.ok(tries < 200, 'the kernel never says its language');
      await page.waitForTimeout(100);
      open = await notebook(page);
    }
    const { json, dirty } = open;
    return JSON.stringify([json.cells, json.metadata['alacard'] ?? null, dirty]);
  };

  it('leaves the document as it was when cancelled', async () => {
    await open();
    write('mine.ipynb', [codeCell('a', 'x = 1')]);
    await openNotebook('mine.ipynb');
    const before = await snapshot();
    await lay(page, 'tiny/text-cls');
    const release = await holdRuff();
    await panel().getByLabel('Into').selectOption('open');
    await generate();
    await panel().getByRole('button', { name: 'Cancel', exact: true }).click();
    await panel().getByText('Nothing was changed.').waitFor();
    release();
    // A later one has come to its end: what was cancelled is not on its way any more.
    await panel().getByRole('button', { name: 'Back to the hand' }).click();
    await command(page, 'alacard:generate');
    await done();
    assert.deepEqual(
      readdirSync(jupyter.folder).filter((name) => name.endsWith('.ipynb')),
      ['mine.ipynb', 'text-cls-sourdough-beginner.ipynb'],
    );
    await openNotebook('mine.ipynb');
    assert.equal(await snapshot(), before);
  });

  it('makes a notebook of its own facts when the network is gone, and searches its own list', async () => {
    await open();
    write('mine.ipynb', [codeCell('a', 'x = 1')]);
    await openNotebook('mine.ipynb');
    const before = await snapshot();
    await page.route(`${hub.url}/**`, (route) => route.abort('internetdisconnected'));
    // A model of Alacard's own list: its facts travel with the deck.
    await lay(page, 'HuggingFaceTB/SmolLM2-135M-Instruct');
    await command(page, 'alacard:insert');
    await done();
    const after = await snapshot();
    assert.notEqual(after, before);
    assert.match(after, /SmolLM2-135M-Instruct/);
    await command(page, 'alacard:search-models');
    await panel()
      .getByRole('combobox', { name: /^Search/ })
      .fill('smollm');
    await panel().getByRole('status').filter({ hasText: 'own list' }).waitFor();
  });

  it('needs no network for a hand whose model is known already', async () => {
    await open();
    await lay(page, 'tiny/text-cls');
    await page.route(`${hub.url}/**`, (route) => route.abort('internetdisconnected'));
    await generate();
    await done();
    assert.ok((await notebook(page)).json.cells.length > 10);
  });

  it('warns of a gated model, and still makes its notebook', async () => {
    await open();
    await lay(page, 'tiny/gated');
    await panel()
      .getByText(/is gated/)
      .first()
      .waitFor();
    await generate();
    await panel().locator('alacard-outcome').waitFor();
    assert.match(
      await panel().locator('alacard-outcome alacard-findings li').first().innerText(),
      /gated/,
    );
  });

  it('leaves a read-only notebook alone and says why', async () => {
    await open();
    write('locked.ipynb', [codeCell('a', 'x = 1')]);
    await page.route('**/api/contents/locked.ipynb?*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), writable: false } });
    });
    await openNotebook('locked.ipynb');
    const before = await snapshot();
    await lay(page, 'tiny/text-cls');
    await command(page, 'alacard:insert');
    await panel()
      .getByText(/locked\.ipynb is read-only/)
      .first()
      .waitFor();
    assert.equal(await snapshot(), before);
  });

  it('inserts nothing into a notebook that was closed meanwhile', async () => {
    await open();
    write('mine.ipynb', [codeCell('a', 'x = 1')]);
    await openNotebook('mine.ipynb');
    await lay(page, 'tiny/text-cls');
    const release = await holdRuff();
    void command(page, 'alacard:insert').catch(() => undefined);
    await panel().getByText('Extracting code examples …').waitFor();
    await page.evaluate(() => window.jupyterapp.shell.currentWidget?.dispose());
    release();
    await panel()
      .getByText(/mine\.ipynb was closed/)
      .waitFor();
    assert.match(readFileSync(join(jupyter.folder, 'mine.ipynb'), 'utf8'), /x = 1/);
  });

  it('says when there is no kernel', async () => {
    await open();
    await page.route('**/api/kernelspecs*', (route) =>
      route.fulfill({ json: { default: '', kernelspecs: {} } }),
    );
    await page.reload();
    await ready(page);
    await lay(page, 'tiny/text-cls');
    await panel()
      .getByText(/no kernel to run a notebook with/)
      .waitFor();
    assert.ok(await panel().getByRole('button', { name: 'Generate notebook' }).isDisabled());
  });

  it('says when a folder cannot be written to', async () => {
    await open();
    await page.route('**/api/contents/*.ipynb*', (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({ status: 403, json: { message: 'Permission denied: text-cls.ipynb' } })
        : route.continue(),
    );
    await lay(page, 'tiny/text-cls');
    await generate();
    await panel().getByText('The notebook could not be made').waitFor();
    await panel()
      .getByText(/Permission denied/)
      .waitFor();
    chmodSync(jupyter.folder, 0o755);
  });
});

describe('JupyterLab: keyboard and themes', () => {
  it('deals and generates without a pointer', async () => {
    await open();
    // The Launcher takes the keyboard once, when JupyterLab has started.
    await page.locator('.jp-Launcher:focus').waitFor();
    await press('Control+Alt+d');
    await panel().locator('alacard-card[key=ui_component] .face').waitFor();
    await panel().locator('.waiting').waitFor({ state: 'hidden' });
    const focused = () =>
      page.evaluate(() => {
        let node: Element | null = document.activeElement;
        while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        return (node?.getAttribute('aria-label') ?? node?.textContent ?? '').trim();
      });
    await page.waitForFunction(() => {
      let node: Element | null = document.activeElement;
      while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
      return node?.textContent?.trim().startsWith('Model');
    });
    await press('Enter');
    await panel()
      .getByRole('combobox', { name: /^Search/ })
      .waitFor();
    await page.keyboard.type('tiny/text-cls');
    await panel()
      .locator('[role=option]')
      .first()
      .locator('.name', { hasText: /^text-cls$/ })
      .waitFor();
    await panel().getByText('Searching …').waitFor({ state: 'hidden' });
    await press('Enter');
    await panel().locator('alacard-picker').waitFor({ state: 'detached' });
    await panel().locator('.waiting').waitFor({ state: 'hidden' });
    await press('l');
    await panel().locator('alacard-card[key=model_card][locked]').waitFor();
    await press('Shift+Tab', 'Enter');
    await panel().locator('.waiting').waitFor({ state: 'hidden' });
    assert.match(
      await panel().locator('alacard-card[key=model_card] .name').innerText(),
      /text-cls/,
    );
    for (let step = 0; step < 8 && !/Generate notebook/.test(await focused()); step += 1) {
      await press('Tab');
    }
    await press('Enter');
    await done();
  });

  for (const [name, theme] of LAB_THEMES) {
    it(`passes WCAG AA in ${theme}`, async () => {
      await open();
      await changeTheme(page, theme);
      await lay(page, 'tiny/text-cls');
      assert.deepEqual(await faults(page, 'alacard-panel'), []);
      await generate();
      await done();
      assert.deepEqual(await faults(page, 'alacard-panel'), []);
      await settled(page);
      await shoot(page, `jupyterlab-${name}`);
    });
  }
});
