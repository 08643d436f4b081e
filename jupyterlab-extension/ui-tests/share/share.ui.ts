import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { Browser, Page } from 'playwright-core';
import type { LocalHub } from '../../../proof/hub/server.ts';
import { value } from '../../../server/test/harness.ts';
import { faults } from '../harness/axe.ts';
import { launch } from '../harness/browser.ts';
import { startHub } from '../harness/hub.ts';
import { startJupyter, type Jupyter } from '../harness/jupyter.ts';
import { command, lay, notebook, openNotebook, openPage, ready } from '../harness/lab-page.ts';
import { changeTheme, LAB_THEMES, shoot } from '../harness/look.ts';
import { generate as generateIn, share as shareIn } from '../harness/lab-sharing.ts';
import { RECIPE, startSharing, type SharingServer } from '../harness/sharing.ts';

let browser: Browser;
let hub: LocalHub;
let server: SharingServer;
let jupyter: Jupyter;
let page: Page;

before(async () => {
  [browser, hub] = await Promise.all([launch(), startHub()]);
  server = await startSharing(hub.url);
  jupyter = await startJupyter({
    app: 'lab',
    hub: hub.url,
    settings: { hubUrl: hub.url, serverUrl: server.url },
  });
});
after(async () => {
  await browser.close();
  await jupyter.close();
  await server.stop();
  await hub.close();
});
afterEach(() => page.context().close());

let count = 0;
const addressOf = (query = 'reset'): string =>
  `${jupyter.url}/lab/workspaces/share-${(count += 1)}?${query}`;
const open = async (address = addressOf()): Promise<Page> => {
  page = await openPage(browser, address, { permissions: ['clipboard-read', 'clipboard-write'] });
  return page;
};
const panel = () => page.locator('alacard-panel');
const dialog = () => page.locator('alacard-share-dialog dialog, alacard-browse-dialog dialog');
const button = (name: string | RegExp) => dialog().getByRole('button', { name, exact: true });
const generate = (): Promise<void> => generateIn(page);
/** Shares the notebook in front, and gives its share id. */
const share = async (): Promise<string> => {
  const link = await shareIn(page);
  return link.slice(link.lastIndexOf('/') + 1);
};
const metadata = async () => (await notebook(page)).json.metadata['alacard'] as Alacard;
interface Alacard {
  readonly shared?: { share_id: string; version: number; url: string };
  readonly remix_of?: { share_id: string; title: string };
}
const nextSteps = async (): Promise<string> => {
  const { cells } = (await notebook(page)).json;
  return [cells.find((cell) => cell.metadata.alacard?.role === 'next')?.source ?? []]
    .flat()
    .join('');
};
const laid = () => panel().locator('alacard-card[key=model_card] .name');
const labDialog = () => page.locator('.jp-Dialog');

describe('JupyterLab: sharing', () => {
  it('shares a notebook: link on the clipboard, in metadata and next steps, one undo', async () => {
    await open();
    await generate();
    await panel()
      .getByRole('button', { name: /Share this notebook/ })
      .click();
    await dialog().getByLabel('Title').fill('My sourdough moods');
    await dialog().getByLabel('Description').fill('What bakers say.');
    await dialog().getByLabel('Licence of the notebook').selectOption('CC-BY-4.0');
    await button('Share').click();
    await dialog().getByText('Your notebook is shared').waitFor();
    const link = await dialog().getByLabel('Link').inputValue();
    assert.match(link, new RegExp(`^${server.url}/n/[A-Za-z0-9]{12}$`));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
    await button('Done').click();
    const share_id = link.slice(-12);
    const got = value(await server.client.call('get', { params: { share_id } }));
    assert.deepEqual(
      [got.title, got.description, got.licence, got.task, got.model_licence !== undefined],
      ['My sourdough moods', 'What bakers say.', 'CC-BY-4.0', 'text-classification', true],
    );
    assert.deepEqual(got.recipe, RECIPE);
    assert.deepEqual((await metadata()).shared, {
      server: server.url,
      share_id,
      version: 1,
      url: link,
    });
    assert.ok((await nextSteps()).includes(`](${link})`));

    await command(page, 'notebook:undo-cell-action');
    assert.equal((await metadata()).shared, undefined);
    assert.ok(!(await nextSteps()).includes(link));
    await command(page, 'notebook:redo-cell-action');
    assert.equal((await metadata()).shared?.url, link);
    assert.ok((await nextSteps()).includes(link));
  });

  it('shares again as a new version, with what was said before', async () => {
    await open();
    await generate();
    void command(page, 'alacard:share');
    await dialog().getByLabel('Description').fill('The first words.');
    await button('Share').click();
    await button('Done').click();
    const first = (await metadata()).shared;
    await page
      .locator('.jp-NotebookPanel-toolbar [data-jp-item-name=alacard-share] jp-button')
      .click();
    await button('Share new version').waitFor();
    assert.equal(await dialog().getByLabel('Description').inputValue(), 'The first words.');
    await button('Share new version').click();
    await dialog().getByText('This is version 2.').waitFor();
    await button('Done').click();
    assert.deepEqual((await metadata()).shared, { ...first, version: 2 });
    const params = { share_id: first?.share_id ?? '' };
    const { versions } = value(await server.client.call('versions', { params }));
    assert.equal(versions.length, 2);
    const file = value(await server.client.call('download', { params }));
    assert.ok(file.includes(first?.url ?? '-'), 'the second version leads to its page');
    assert.ok(!file.includes('alacard_manage_'), 'no token in the notebook');
  });

  it('sends nothing when there is a secret; outputs can be stripped', async () => {
    await open();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().startsWith(server.url)) {
        sent.push(request.url());
      }
    });
    await generate();
    const secret = ['h', 'f_', 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi'].join('');
    await page.evaluate((text) => {
      // SAFETY: the notebook that was just generated is in front.
      const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
      const cell = content.model?.sharedModel.cells.find((one) => one.cell_type === 'code');
      if (!cell || !('setOutputs' in cell)) throw new Error('no code cell');
      cell.setOutputs([{ output_type: 'stream', name: 'stdout', text }]);
    }, secret);
    void command(page, 'alacard:share');
    await dialog().getByText('contains what looks like a live secret').waitFor();
    assert.ok(await button('Share').isDisabled());
    assert.ok(!(await dialog().innerText()).includes(secret.slice(8)));
    await dialog().getByLabel('Strip').check();
    assert.ok(await button('Share').isEnabled());
    await button('Cancel').click();

    await page.evaluate((text) => {
      const { content } = window.jupyterapp.shell.currentWidget as NotebookPanel;
      const { sharedModel } = content.model ?? {};
      sharedModel?.insertCell(1, { cell_type: 'code', source: `TOKEN = "${text}"`, metadata: {} });
    }, secret);
    void command(page, 'alacard:share');
    await dialog().getByText('It cannot be shared as it is.').waitFor();
    await button('Close').last().click();
    assert.deepEqual(sent, []);
    assert.equal((await metadata()).shared, undefined);
  });

  it('says what cannot be shared, and where a server is set', async () => {
    await open();
    writeFileSync(
      join(jupyter.folder, 'plain.ipynb'),
      JSON.stringify({
        cells: [{ cell_type: 'markdown', id: 'a', metadata: {}, source: '# Mine' }],
        metadata: {
          kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
        },
        nbformat: 4,
        nbformat_minor: 5,
      }),
    );
    await openNotebook(page, 'plain.ipynb');
    void command(page, 'alacard:share');
    await dialog()
      .getByText(/carries no recipe/)
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await withSettings({ serverUrl: '' }, async () => {
      void command(page, 'alacard:browse');
      await labDialog().getByText('No sharing server is set').waitFor();
      await labDialog().getByRole('button', { name: 'Cancel' }).click();
    });
  });

  it('keeps everything when the server cannot be reached', async () => {
    await open();
    await generate();
    // Not the whole file: a kernel that has just started writes its own version into it.
    const ours = async (): Promise<string> =>
      JSON.stringify([(await notebook(page)).json.cells, await metadata()]);
    const before = await ours();
    await page.route(`${server.url}/**`, (route) => route.abort('internetdisconnected'));
    void command(page, 'alacard:share');
    await dialog().getByLabel('Title').fill('Kept while the server is away');
    await button('Share').click();
    await dialog()
      .getByText(/No answer from/)
      .waitFor();
    assert.equal(await dialog().getByLabel('Title').inputValue(), 'Kept while the server is away');
    assert.equal(await ours(), before);
    await page.unroute(`${server.url}/**`);
    await button('Share').click();
    await dialog().getByText('Your notebook is shared').waitFor();
    await button('Done').click();
  });
});

describe('JupyterLab: remixing', () => {
  it('shows what is trending, remixes it, and the parent counts it', async () => {
    await open();
    const parent = await server.publish('Bread moods', { difficulty: 'advanced' });
    await server.publish('Rye moods');
    void command(page, 'alacard:browse');
    const entries = dialog().getByRole('listitem');
    await dialog().getByRole('heading', { name: 'Bread moods' }).waitFor();
    assert.ok((await entries.count()) >= 2);
    await dialog().getByLabel('Difficulty').selectOption('advanced');
    await dialog().getByRole('heading', { name: 'Rye moods' }).waitFor({ state: 'detached' });
    await dialog().getByLabel('Difficulty').selectOption('');
    await dialog().getByLabel('Search').fill('rye');
    await dialog().getByRole('heading', { name: 'Bread moods' }).waitFor({ state: 'detached' });
    assert.equal(await entries.count(), 1);
    await dialog().getByLabel('Search').fill('no such thing at all');
    await dialog()
      .getByText(/Nothing found/)
      .waitFor();
    await dialog().getByLabel('Search').fill('');
    await dialog().getByLabel('Show').selectOption('newest');
    await dialog().getByRole('button', { name: 'Remix Bread moods' }).click();
    await panel().getByText('Remix of').waitFor();
    assert.match(await panel().locator('alacard-remix-banner p').innerText(), /“Bread moods”/);
    assert.match(await laid().innerText(), /text-cls/);
    await panel().getByRole('button', { name: 'Lock model' }).click();
    await panel().getByRole('button', { name: 'Generate notebook' }).click();
    await panel().getByText('Your notebook is ready!').waitFor();
    assert.equal((await metadata()).remix_of?.share_id, parent);
    const recipe = (await notebook(page)).json.cells.find(
      (cell) => cell.metadata.alacard?.role === 'recipe',
    );
    assert.match([recipe?.source ?? ''].flat().join(''), /Remix of \[“Bread moods”\]/);
    const id = await share();
    const of = value(await server.client.call('get', { params: { share_id: id } }));
    assert.equal(of.forked_from?.share_id, parent);
    const { metrics } = value(await server.client.call('get', { params: { share_id: parent } }));
    assert.equal(metrics.remix_count, 1);
  });

  it('remixes by link or id, and lets the parent go', async () => {
    await open();
    const id = await server.publish('By link');
    void command(page, 'alacard:remix');
    await labDialog().getByRole('textbox').fill(`${server.url}/n/${id}`);
    await labDialog().getByRole('button', { name: 'Open' }).click();
    await panel().getByText('“By link”').waitFor();
    await panel().getByRole('button', { name: 'Let go of the parent' }).click();
    await panel().locator('alacard-remix-banner').waitFor({ state: 'detached' });
    await command(page, 'alacard:remix', { link: id });
    await panel().getByText('“By link”').waitFor();
  });

  it('says why a link leads nowhere', async () => {
    await open();
    await lay(page, 'tiny/text-cls');
    const names = () => panel().locator('alacard-card .name').allInnerTexts();
    const before = await names();
    const says = async (link: string, words: RegExp): Promise<void> => {
      void command(page, 'alacard:remix', { link });
      await labDialog().getByText(words).waitFor();
      await labDialog().getByRole('button', { name: 'Close' }).click();
      await labDialog().waitFor({ state: 'detached' });
    };
    await says('javascript:alert(1)', /Give the address of its page/);
    await says('AbCdEfGhJk23', /There is no notebook AbCdEfGhJk23/);
    const id = await server.publish('Of another time');
    const get = `${server.url}/api/notebook/${id}`;
    const answer = await (await fetch(get)).json();
    await page.route(get, (route) =>
      route.fulfill({ json: { ...answer, recipe: { ...answer.recipe, version: 2 } } }),
    );
    await says(id, /newer Alacard/);
    await page.unroute(get);
    await page.route(get, (route) => route.abort('internetdisconnected'));
    await says(id, /No answer from/);
    assert.deepEqual(await names(), before);
  });

  it('opens from a share page, and cleans the address', async () => {
    const id = await server.publish('From its page', { difficulty: 'advanced' });
    page = await (await browser.newContext({ viewport: { width: 1360, height: 860 } })).newPage();
    await page.goto(`${server.url}/n/${id}`);
    await page.getByRole('button', { name: 'Open in JupyterLab' }).click();
    await page.getByLabel('Address of your JupyterLab').fill(jupyter.url);
    const opened = page.context().waitForEvent('page');
    await page.locator('dialog[open]').getByRole('button', { name: 'Open' }).click();
    page = await opened;
    page.setDefaultTimeout(90_000);
    await ready(page);
    await panel().getByText('“From its page”').waitFor();
    assert.doesNotMatch(page.url(), /alacard-remix|server=|id=/);
    await page.reload();
    await ready(page);
    assert.equal(await labDialog().count(), 0);
  });

  it('asks before it talks to a server that is not the own one', async () => {
    const other = await startSharing(hub.url);
    try {
      const id = await other.publish('Of another server');
      const query = `alacard-remix=1&server=${encodeURIComponent(other.url)}&id=${id}`;
      const asked: string[] = [];
      await open(addressOf(query));
      page.on('request', (request) => asked.push(request.url()));
      await labDialog().getByText(other.url).waitFor();
      await labDialog().getByRole('button', { name: 'Cancel' }).click();
      await labDialog().waitFor({ state: 'detached' });
      assert.ok(!asked.some((url) => url.startsWith(other.url)));
      void command(page, 'alacard:remix', { link: `${other.url}/n/${id}` });
      await labDialog().getByRole('button', { name: 'Open' }).click();
      await panel().getByText('“Of another server”').waitFor();
    } finally {
      await other.stop();
    }
  });
});

describe('JupyterLab: what the settings decide', () => {
  it('asks the sharing server for models when the page may not reach the Hub', async () => {
    await open();
    await page.route(`${hub.url}/**`, (route) => route.abort('internetdisconnected'));
    const passed: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(`${server.url}/hub/`)) passed.push(request.url());
    });
    await generate();
    assert.ok(passed.length > 0);
    assert.ok((await notebook(page)).json.cells.length > 10);
  });

  it('tells the server whether its notebooks ran, only when telemetry is turned on', async () => {
    const share_id = await server.publish('Ran or not');
    const shared = { server: server.url, share_id, version: 1, url: `${server.url}/n/${share_id}` };
    const cell = (id: string, source: string) => {
      return { cell_type: 'code', id, source, metadata: {}, outputs: [], execution_count: null };
    };
    writeFileSync(
      join(jupyter.folder, 'shared.ipynb'),
      JSON.stringify({
        cells: [cell('first', 'x = 1'), cell('second', 'x + y')],
        metadata: {
          alacard: { shared },
          kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
        },
        nbformat: 4,
        nbformat_minor: 5,
      }),
    );
    const runs: (string | null)[] = [];
    const runAll = async (): Promise<void> => {
      await openNotebook(page, 'shared.ipynb');
      await command(page, 'notebook:run-all-cells');
      await page.getByText('NameError').first().waitFor();
    };
    await open();
    page.on('request', (request) => {
      if (request.url().endsWith('/runs')) runs.push(request.postData());
    });
    await runAll();
    await withSettings({ telemetry: true }, async () => {
      const told = page.waitForRequest(/\/runs$/);
      await runAll();
      await told;
    });
    assert.deepEqual(
      runs.map((body) => JSON.parse(body ?? '')),
      [{ version: 1, ok: false, failed_cell: 'second' }],
    );
  });

  it('asks for a token when a model wants one, and uses it once given', async () => {
    await open();
    await withSettings({ tokenSource: 'ask' }, async () => {
      await lay(page, 'tiny/private');
      const make = panel().getByRole('button', { name: 'Generate notebook' });
      await make.click();
      await labDialog().getByText('This model needs an access token').waitFor();
      const field = labDialog().locator('input');
      assert.equal(await field.getAttribute('type'), 'password');
      await labDialog().getByRole('button', { name: 'Cancel' }).click();
      await panel().getByText('No notebook was made').waitFor();
      await panel().getByRole('button', { name: 'Back to the hand' }).click();
      await make.click();
      await labDialog().locator('input').fill('hf_good_token_for_tests');
      await labDialog().getByRole('button', { name: 'Use it' }).click();
      await panel().getByText('Your notebook is ready!').waitFor();
      assert.ok(!JSON.stringify((await notebook(page)).json).includes('hf_good'));
      const saved = await page.evaluate(async (base) => {
        const answer = await fetch(`${base}/lab/api/settings/@alacard/jupyterlab-extension:plugin`);
        return answer.text();
      }, jupyter.url);
      assert.ok(!saved.includes('hf_good'));
    });
  });
});

describe('JupyterLab: the dialogs in every theme', () => {
  for (const [name, theme] of LAB_THEMES) {
    it(`pass WCAG AA in ${theme}`, async () => {
      await open();
      await changeTheme(page, theme);
      await server.publish(`Themes, ${name}`);
      await generate();
      const look = async (what: string): Promise<void> => {
        assert.deepEqual(await faults(page, `alacard-${what.split('-')[0]}-dialog`), []);
        if (what === 'share-done' || name === 'high-contrast') return;
        await shoot(page, `jupyterlab-${what}-${name}`);
      };
      void command(page, 'alacard:share');
      await dialog().getByLabel('Title').waitFor();
      await look('share');
      await button('Share').click();
      await dialog().getByText('Your notebook is shared').waitFor();
      await look('share-done');
      await button('Done').click();
      void command(page, 'alacard:browse');
      await dialog().getByRole('listitem').first().waitFor();
      await look('browse');
      await dialog()
        .getByRole('button', { name: /^Remix / })
        .first()
        .click();
      await panel().getByText('Remix of').waitFor();
      assert.deepEqual(await faults(page, 'alacard-panel'), []);
    });
  }
});

/** Other settings for a moment, as the settings editor writes them. */
async function withSettings(
  values: Record<string, string | boolean>,
  work: () => Promise<void>,
): Promise<void> {
  const set = (settings: Record<string, string | boolean>): Promise<void> =>
    page.evaluate(
      async ([raw]) => {
        // SAFETY: the extension's own plugin id; the settings editor sends the same request.
        const { settings: manager } = window.jupyterapp.serviceManager;
        await manager.save('@alacard/jupyterlab-extension:plugin', raw);
      },
      [JSON.stringify(settings)] as const,
    );
  const usual = { hubUrl: hub.url, serverUrl: server.url };
  await set({ ...usual, ...values });
  await page.reload();
  await ready(page);
  try {
    await work();
  } finally {
    await set(usual);
  }
}
