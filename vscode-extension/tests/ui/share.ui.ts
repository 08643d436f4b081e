import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { startJupyter } from '../../../jupyterlab-extension/ui-tests/harness/jupyter.ts';
import {
  command as labCommand,
  openPage,
} from '../../../jupyterlab-extension/ui-tests/harness/lab-page.ts';
import * as lab from '../../../jupyterlab-extension/ui-tests/harness/lab-sharing.ts';
import {
  startSharing,
  type SharingServer,
} from '../../../jupyterlab-extension/ui-tests/harness/sharing.ts';
import { value } from '../../../server/test/harness.ts';
import { startAround, type Around } from '../harness/around.ts';
import { generate, lay, panelOf, saveAs, savedNotebook } from '../harness/deck.ts';
import { choose, leave, modal, press, rows, step, toast, write } from '../harness/native.ts';
import { installedExtension } from '../harness/package.ts';
import { closeAll, command, newContext, openFile, openWorkbench } from '../harness/page.ts';

// In two parts, so that nobody who scans this repository takes it for a real one.
const SECRET = 'hf_' + 'QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi';
const permissions = ['clipboard-read', 'clipboard-write'];

let around: Around;
let server: SharingServer;
let page: Page;

before(async () => {
  around = await startAround(installedExtension().extensions, async (hub) => {
    server = await startSharing(hub);
    return server;
  });
  page = await (await newContext(around.browser, { permissions })).newPage();
  await openWorkbench(page, around.workbench);
});
after(async () => {
  await around.close();
  await server.stop();
});
beforeEach(async () => {
  await closeAll(page);
  server.asked();
});

const panel = () => panelOf(page);
const at = (name: string): string => join(around.workbench.folder, name);
const read = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));
const idOf = (link: string): string => link.slice(link.lastIndexOf('/') + 1);
const names = () => panel().locator('alacard-card .name').allInnerTexts();
const banner = (title: string) =>
  panel().locator('alacard-remix-banner', { hasText: `“${title}”` });
const heading = (at: number): string => `Share This Notebook (${at} of 4)`;
const shareCommand = () => command(page, 'Alacard: Share This Notebook');
const clipboard = () => page.evaluate(() => navigator.clipboard.readText());

/** Shares the notebook in front through all its steps. @returns the link that was copied. */
async function share(title: string, said: string): Promise<string> {
  await shareCommand();
  await write(page, heading(1), title);
  await write(page, heading(2), 'What bakers say.');
  await choose(page, heading(3), 'CC-BY-4.0');
  await choose(page, heading(4), 'Public');
  await press(modal(page, `Share “${title}” publicly on ${server.url}?`), 'Share');
  await toast(page, `${said} The link is copied.`).waitFor();
  return clipboard();
}

/** A notebook as somebody has it who shared none yet, with one more cell. */
function writeWith(name: string, cell: object): void {
  const notebook = read('made.ipynb');
  delete notebook.metadata.alacard.shared;
  const more = { cell_type: 'code', id: 'more0001', metadata: {}, execution_count: null };
  notebook.cells.splice(1, 0, { ...more, source: '', outputs: [], ...cell });
  writeFileSync(at(name), JSON.stringify(notebook));
}

describe('VS Code: sharing', () => {
  it('shares a notebook: steps, link on the clipboard, in metadata and next steps', async () => {
    await lay(page, 'tiny/text-cls');
    await generate(page);
    await saveAs(page, at('made.ipynb'));
    const link = await share('My sourdough moods', 'Your notebook is shared.');
    assert.match(link, new RegExp(`^${server.url}/n/[A-Za-z0-9]{12}$`));
    const params = { share_id: idOf(link) };
    const got = value(await server.client.call('get', { params }));
    assert.deepEqual(
      [got.title, got.description, got.licence, got.task, got.recipe.model_card.id],
      [
        'My sourdough moods',
        'What bakers say.',
        'CC-BY-4.0',
        'text-classification',
        'tiny/text-cls',
      ],
    );
    const shared = { server: server.url, ...params, version: 1, url: link };
    const saved = await savedAfter('made.ipynb', 1);
    assert.deepEqual(saved.metadata.alacard.shared, shared);
    assert.ok(JSON.stringify(saved.cells).includes(`](${link})`), 'the link in the next steps');

    assert.equal(await share('My sourdough moods', 'Version 2 is shared.'), link);
    const again = await savedAfter('made.ipynb', 2);
    assert.deepEqual(again.metadata.alacard.shared, { ...shared, version: 2 });
    const { versions } = value(await server.client.call('versions', { params }));
    assert.equal(versions.length, 2);
    assert.ok(!JSON.stringify(again).includes('alacard_manage_'), 'no token in the notebook');
  });

  it('sends nothing when there is a secret; outputs can be stripped', async () => {
    writeWith('secret.ipynb', { source: `token = "${SECRET}"` });
    const before = read('secret.ipynb');
    await openFile(page, at('secret.ipynb'));
    await shareCommand();
    const refused = modal(page, 'This notebook was not shared.');
    await refused.getByText('looks like a live secret').waitFor();
    assert.ok(!(await refused.innerText()).includes(SECRET.slice(8)));
    await page.keyboard.press('Escape');
    await refused.waitFor({ state: 'detached' });
    assert.deepEqual(read('secret.ipynb'), before);
    await closeAll(page);

    const outputs = [{ output_type: 'stream', name: 'stdout', text: SECRET }];
    writeWith('printed.ipynb', { source: 'print(token)', outputs, execution_count: 1 });
    await openFile(page, at('printed.ipynb'));
    await shareCommand();
    await choose(page, 'Share This Notebook', 'Keep outputs');
    await refused.waitFor();
    await page.keyboard.press('Escape');
    await refused.waitFor({ state: 'detached' });
    await shareCommand();
    await choose(page, 'Share This Notebook', 'Strip outputs');
    await leave(page, heading(1));
    assert.deepEqual(server.asked(), []);
    assert.equal(await page.locator('.tab.dirty').count(), 0);
  });
});

describe('VS Code: remixing', () => {
  it('shows what is trending, remixes it, and the parent counts it', async () => {
    const parent = await server.publish('Bread moods', { difficulty: 'advanced' });
    await command(page, 'Alacard: Browse Trending');
    const list = `Shared Notebooks on ${server.url}`;
    await step(page, list);
    await rows(page, 'My sourdough moods').waitFor();
    await choose(page, list, 'Bread moods');
    await banner('Bread moods').waitFor();
    assert.match((await names()).join(' '), /text-cls.*Advanced/s);
    await generate(page);
    const link = await share('Rye moods', 'Your remix is shared.');
    const { ancestors } = await provenance(idOf(link));
    assert.deepEqual(
      ancestors.map(({ share_id, version, title }) => [share_id, version, title]),
      [[parent, 1, 'Bread moods']],
    );
    const { metrics } = value(await server.client.call('get', { params: { share_id: parent } }));
    assert.equal(metrics.remix_count, 1);
  });

  it('follows a link only after it was asked for', async () => {
    const id = await server.publish('From its page');
    await lay(page, 'tiny/ner');
    const hand = await names();
    server.asked();
    const follow = async (answer: string): Promise<void> => {
      await command(page, 'Developer: Open URL');
      const field = page.locator('.quick-input-widget input').first();
      const query = new URLSearchParams({ server: server.url, id }).toString();
      await field.fill(`code-oss://alacard.alacard-vscode/remix?${query}`);
      await field.press('Enter');
      // VS Code asks whether the extension may have the link; then the extension asks.
      await press(modal(page, "Allow 'Alacard' extension to open this URI?"), 'Open');
      const question = modal(page, `Open the cards of a notebook shared on ${server.url}?`);
      await question.waitFor();
      assert.deepEqual(server.asked(), []);
      await press(question, answer);
    };
    await follow('Cancel');
    assert.deepEqual(await names(), hand);
    await follow('Open');
    await banner('From its page').waitFor();
    assert.notDeepEqual(await names(), hand);
  });

  it('says why a link leads nowhere, and leaves the table as it is', async () => {
    await lay(page, 'tiny/ner');
    const hand = await names();
    await command(page, 'Alacard: Remix Shared Notebook');
    const field = await step(page, 'Remix Shared Notebook');
    await field.fill('javascript:alert(1)');
    await page.locator('.quick-input-message', { hasText: 'neither a link' }).waitFor();
    await field.fill('AbCdEfGhJk23');
    await field.press('Enter');
    await toast(page, /There is no notebook AbCdEfGhJk23/).waitFor();
    assert.deepEqual(await names(), hand);
  });
});

describe('JupyterLab and VS Code: one server', () => {
  it('remixes in VS Code what JupyterLab shared, and in JupyterLab that remix', async () => {
    const jupyter = await startJupyter({
      app: 'lab',
      hub: around.hub.url,
      settings: { hubUrl: around.hub.url, serverUrl: server.url },
    });
    try {
      const there = await openPage(around.browser, `${jupyter.url}/lab?reset`, { permissions });
      await lab.generate(there);
      const first = await lab.share(there);
      const { title } = value(
        await server.client.call('get', { params: { share_id: idOf(first) } }),
      );

      await page.bringToFront();
      await command(page, 'Alacard: Remix Shared Notebook');
      await write(page, 'Remix Shared Notebook', first);
      await banner(title).waitFor();
      await generate(page);
      const second = await share('Of both editors', 'Your remix is shared.');

      await there.bringToFront();
      await labCommand(there, 'alacard:remix', { link: second });
      await there.locator('alacard-remix-banner', { hasText: '“Of both editors”' }).waitFor();
      await lab.generateLaid(there);
      const third = await lab.share(there);
      await there.context().close();

      const { ancestors, depth, root } = await provenance(idOf(third));
      assert.deepEqual([depth, root], [2, idOf(first)]);
      assert.deepEqual(
        ancestors.map(({ share_id, title: of }) => [share_id, of]),
        [
          [idOf(second), 'Of both editors'],
          [idOf(first), title],
        ],
      );
    } finally {
      await jupyter.close();
    }
  });
});

describe('VS Code: the sharing server is away', () => {
  it('says so, and keeps everything', async () => {
    writeWith('away.ipynb', { source: 'x = 1' });
    const before = read('away.ipynb');
    await openFile(page, at('away.ipynb'));
    await lay(page, 'tiny/ner');
    const hand = await names();
    await server.stop();
    await shareCommand();
    for (const number of [1, 2, 3, 4]) await write(page, heading(number));
    await press(modal(page, 'publicly on'), 'Share');
    await toast(page, /No answer from/).waitFor();
    await command(page, 'Notifications: Clear All Notifications');
    assert.equal(await page.locator('.tab.dirty').count(), 0);
    assert.deepEqual(read('away.ipynb'), before);

    await command(page, 'Alacard: Remix Shared Notebook');
    await write(page, 'Remix Shared Notebook', 'AbCdEfGhJk23');
    await toast(page, /No answer from/).waitFor();
    assert.deepEqual(await names(), hand);
    await command(page, 'Alacard: Browse Trending');
    await step(page, 'Shared Notebooks on');
    await rows(page, 'No answer from').waitFor();
    await leave(page, 'Shared Notebooks on');
  });
});

/** Saves the notebook in front, and reads it with the mark of a version. */
async function savedAfter(name: string, version: number) {
  await page.keyboard.press('Control+s');
  return savedNotebook(
    page,
    at(name),
    ({ metadata }) => metadata.alacard.shared?.version === version,
  );
}

async function provenance(share_id: string) {
  return value(await server.client.call('provenance', { params: { share_id }, query: {} }));
}
