import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { parseIpynb } from '@alacard/core/sharing';
import { chromium, type Browser } from 'playwright-core';
import { bundleWeb } from '../scripts/bundle-web.mjs';
import { CHROMIUM, CHROMIUM_ARGUMENTS, signInAs, signInBy } from './browser.ts';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { code, sleep, temporaryFolder, type Checks, value } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { startTinyHub } from './tiny-hub.ts';
import { createWorld } from './world.ts';

/** The pages in a real browser: by mouse and keyboard, on a phone, in the dark, with hostile content. */
export async function pagesSuite(t: Checks): Promise<void> {
  if (CHROMIUM === undefined) return t.skip('pages', 'no Chromium found; set ALACARD_CHROMIUM');
  await bundleWeb();
  const { dir, remove } = temporaryFolder();
  const hub = await startTinyHub(dir);
  const standIn = await startIssuer();
  const w = await createWorld(standIn, { HF_ENDPOINT: hub.url });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
  try {
    await walk(t, w, browser);
  } finally {
    await browser.close();
    await w.stop();
    await standIn.close();
    await hub.close();
    remove();
  }
}

async function walk(
  t: Checks,
  w: Awaited<ReturnType<typeof createWorld>>,
  browser: Browser,
): Promise<void> {
  const evil = `<img src=x onerror="top.hacked=1"><script>top.hacked=1</script>`;
  const parent = await w.share({
    as: w.alice,
    title: 'Bread, explained',
    description: evil,
    ipynb: ipynbOf('x = 1', [
      { cell_type: 'markdown', metadata: {}, source: `${evil}\n\n[link](https://example.org)` },
      {
        cell_type: 'code',
        metadata: {},
        source: evil,
        execution_count: 1,
        outputs: [
          {
            output_type: 'display_data',
            metadata: {},
            data: { 'text/html': `<table><tr><td>${evil}</td></tr></table>` },
          },
          {
            output_type: 'display_data',
            metadata: {},
            data: {
              'application/javascript': 'top.hacked=1',
              'image/svg+xml': '<svg onload="top.hacked=1"/>',
            },
          },
        ],
      },
    ]),
  });
  const child = value(
    await w.bob.call('remix', { params: parent, body: { title: 'Harder bread' } }),
  );
  const session = value(
    await w.alice.call('createToken', {
      body: { name: 's', scopes: ['read', 'write', 'delete', 'admin'] },
    }),
  ).token;
  const axe = fs.readFileSync(
    createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    'utf8',
  );
  const device = value(await w.anonymous.call('deviceCode', { body: { client_id: 'Editor' } }));

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 390]) {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 850 },
        bypassCSP: true,
      });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await signInBy(page, w.url, session);
      for (const path of [
        '/',
        '/gallery',
        '/trending',
        `/n/${parent.share_id}`,
        `/n/${child.share_id}`,
        `/n/${parent.share_id}/edit`,
        `/n/${child.share_id}/edit`,
        '/security',
        `/models/${recipeOf().model_card.id}`,
        '/dashboard',
        `/device?code=${device.user_code}`,
        '/sign-in',
        '/api/docs',
        '/n/zzzzzzzzzzzz',
      ]) {
        await t.check(`${path} is clean for axe, ${colorScheme}, ${width} px`, async () => {
          await page.goto(w.url + path);
          if (path === '/') {
            await page.click('#shuffle');
            await page.locator('alacard-recipe-bar .generate:enabled').waitFor();
          }
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${wide} px too wide`);
          await page.addScriptTag({ content: axe });
          const found = await page.evaluate(async () => {
            const { axe: run } = globalThis as unknown as {
              axe: {
                run(
                  node: Document,
                  options: object,
                ): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
              };
            };
            const { violations } = await run.run(document, { iframes: false });
            return violations.map(
              (one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`,
            );
          });
          assert.deepEqual(found, []);
          assert.deepEqual(errors, []);
        });
      }
      await context.close();
    }
  }

  const context = await browser.newContext({ acceptDownloads: true });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: w.url });
  const page = await context.newPage();
  await t.check(
    'nothing hostile runs: not in the page, not in the frame, not when the frame is opened alone',
    async () => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      for (const path of [
        `/n/${parent.share_id}`,
        `/n/${parent.share_id}/frame`,
        `/embed/${parent.share_id}`,
      ]) {
        await page.goto(w.url + path, { waitUntil: 'networkidle' });
        assert.equal(await page.evaluate(() => Reflect.get(globalThis, 'hacked')), undefined, path);
      }
      assert.deepEqual(
        asked.filter((url) => !url.startsWith(w.url) && !url.startsWith('data:')),
        [],
      );
      await page.goto(`${w.url}/n/${parent.share_id}/frame`);
      assert.equal(await page.evaluate(() => globalThis.origin), 'null', 'an origin of its own');
      await page.goto(`${w.url}/n/${parent.share_id}`);
      const frame = page.frameLocator('iframe.frame');
      await frame.locator('text=A notebook').first().waitFor();
      assert.equal(await frame.locator('script').count(), 0);
    },
  );
  const heard: string[] = [];
  const wasm: string[] = [];
  page.on('console', (message) => heard.push(message.text()));
  page.on('request', (request) => {
    if (request.url().includes('.wasm')) wasm.push(request.url());
  });
  const generate = page.locator('alacard-recipe-bar .generate:enabled');
  const faces = page.locator('alacard-card .name');
  const dialog = page.locator('alacard-share-dialog dialog');
  await t.check('shuffle deals in the browser; a locked card stays', async () => {
    await page.goto(w.url);
    await generate.waitFor();
    await page.getByRole('button', { name: /lock.*topic/i }).press('Space');
    const topic = faces.nth(2);
    const kept = await topic.innerText();
    assert.equal(kept, 'Sourdough');
    const hand = async (): Promise<string> => (await faces.allInnerTexts()).join();
    const before = await hand();
    await page.locator('#shuffle').press('Enter');
    for (let wait = 0; wait < 100 && (await hand()) === before; wait++) await sleep(100);
    assert.notEqual(await hand(), before, 'other cards are dealt');
    assert.equal(await topic.innerText(), kept);
    assert.equal(page.url(), `${w.url}/`, 'without leaving the page');
    assert.deepEqual(wasm, [], 'Ruff is not loaded for that');
  });
  await t.check('generate and download in the browser, then share, with the keyboard', async () => {
    await page.goto(`${w.url}/?model=${recipeOf().model_card.id}`);
    await faces.filter({ hasText: recipeOf().model_card.id.split('/')[1] ?? '' }).waitFor();
    const before = value(await w.anonymous.call('gallery', { query: { limit: 100 } })).notebooks;
    const [download] = await Promise.all([page.waitForEvent('download'), generate.press('Enter')]);
    assert.match(download.suggestedFilename(), /^distilbert.*\.ipynb$/);
    const text = fs.readFileSync(await download.path(), 'utf8');
    const read = parseIpynb(text);
    assert.ok(read.ok && read.notebook.cells.length > 5);
    assert.equal(wasm.length, 1, 'Ruff checked it');
    await page.getByRole('button', { name: /^Share it/ }).press('Enter');
    await dialog.getByText('Only me').waitFor();
    assert.equal(
      value(await w.anonymous.call('gallery', { query: { limit: 100 } })).notebooks.length,
      before.length,
      'nothing is shared before it is asked for',
    );
    await dialog.getByLabel('Title').fill('Shared by the dialog');
    await dialog.getByLabel('Description').fill('What it is about');
    await dialog.getByLabel('Licence of the notebook').selectOption('CC0-1.0');
    await dialog.getByRole('button', { name: 'Share', exact: true }).press('Enter');
    await dialog.getByText('Your notebook is shared').waitFor();
    await dialog.getByText(/Keep this manage token/).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).press('Enter');
    await page.locator('#status a').first().waitFor();
    const { notebooks } = value(await w.anonymous.call('gallery', { query: { limit: 100 } }));
    assert.equal(notebooks.length, before.length + 1);
    const { title, description, licence, model_licence } = notebooks[0] ?? assert.fail();
    assert.deepEqual(
      [title, description, licence, model_licence],
      ['Shared by the dialog', 'What it is about', 'CC0-1.0', 'apache-2.0'],
    );
    // Downloaded again it carries its link; shared again it is a version of the same.
    const [again] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Download again/ }).click(),
    ]);
    const { share_id: own } = notebooks[0] ?? assert.fail();
    assert.ok(fs.readFileSync(await again.path(), 'utf8').includes(`/?remix=${own}`));
    await page.getByRole('button', { name: /^Share it/ }).click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    const token = await page.locator('#status code').innerText();
    const share_id = (await page.locator('#status a').first().getAttribute('href'))?.slice(3) ?? '';
    assert.equal(share_id, own);
    // In another browser: the right is the token alone.
    const elsewhere = await browser.newContext();
    const edit = await elsewhere.newPage();
    await edit.goto(`${w.url}/n/${share_id}`);
    await edit.getByRole('link', { name: 'Change' }).click();
    await edit.getByLabel('Manage token').fill(`${token.slice(0, -1)}_`);
    await edit.getByRole('button', { name: 'Open' }).click();
    await edit.locator('#status:not(:empty)').waitFor();
    assert.equal(await edit.locator('#own').isVisible(), false, 'a wrong token opens nothing');
    await edit.getByLabel('Manage token').fill(token);
    await edit.getByRole('button', { name: 'Open' }).click();
    await edit.getByLabel('Title').fill('Said better');
    await edit.getByLabel(/Only me/).check();
    await edit.getByRole('button', { name: 'Save' }).click();
    await edit.getByText('Saved.').waitFor();
    const right = { params: { share_id }, manageToken: token };
    const changed = value(await w.anonymous.call('get', right));
    assert.deepEqual([changed.title, changed.is_public], ['Said better', false]);
    assert.ok(!edit.url().includes(token), 'no token in an address');
    edit.once('dialog', (asked) => void asked.accept());
    await edit.getByRole('button', { name: 'Delete this notebook' }).click();
    await edit.getByText('Deleted.').waitFor();
    assert.equal(code(await w.anonymous.call('get', right)), 'deleted');
    await elsewhere.close();
  });
  await t.check('remix from a share page keeps its credit', async () => {
    await page.goto(`${w.url}/n/${parent.share_id}`);
    await page.click('text=Remix');
    await page.locator('alacard-panel').getByText('Remix of').waitFor();
    await Promise.all([page.waitForEvent('download'), generate.click()]);
    await page.getByRole('button', { name: /^Share it/ }).click();
    await dialog.getByRole('button', { name: 'Share', exact: true }).click();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.locator('#status a').first().waitFor();
    const { metrics } = value(await w.anonymous.call('get', { params: parent }));
    assert.equal(metrics.remix_count, 2);
  });
  await t.check('a link to nothing says so', async () => {
    await page.goto(`${w.url}/?remix=zzzzzzzzzzzz`);
    await page.getByText('There is no notebook zzzzzzzzzzzz').waitFor();
    await page.goto(`${w.url}/?recipe=nonsense`);
    await page.locator('#status:not(:empty)').waitFor();
  });
  await t.check('all of this under a strict policy; WebAssembly on this page only', async () => {
    assert.deepEqual(
      heard.filter((text) => /content security policy/i.test(text)),
      [],
    );
    const policy = async (path: string) =>
      (await fetch(w.url + path)).headers.get('content-security-policy') ?? '';
    assert.match(await policy('/'), /script-src 'self' 'wasm-unsafe-eval';/);
    for (const path of ['/gallery', `/n/${parent.share_id}`, '/sign-in'])
      assert.match(await policy(path), /script-src 'self';/, path);
  });
  await t.check('without scripts there is a hand, another one, and what others made', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const still = await plain.newPage();
    await still.goto(w.url);
    assert.equal(await still.locator('#table .card').count(), 5);
    await still.click('#shuffle');
    assert.match(still.url(), /deal=again/);
    assert.ok((await still.locator('.tile').count()) > 0);
    await plain.close();
  });
  await t.check('lists say what a remix was made from', async () => {
    await page.goto(`${w.url}/gallery`);
    const tile = page.locator('.tile', { hasText: 'Harder bread' });
    await tile.getByRole('link', { name: 'Bread, explained' }).click();
    await page.waitForURL(`${w.url}/n/${parent.share_id}`);
  });
  await t.check('copy link, report, and the view is counted', async () => {
    await page.goto(`${w.url}/n/${child.share_id}`);
    await page.click('#copy');
    await page.waitForFunction(
      () => document.querySelector('#share .status')?.textContent === 'Link copied.',
    );
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), child.notebook_url);
    await page.click('text=Report');
    await page.fill('#report textarea', 'This is an advertisement.');
    await page.click('#report button[value=send]');
    await page.waitForFunction(() =>
      /operators/.test(document.querySelector('#share .status')?.textContent ?? ''),
    );
    const { reports } = value(await w.operator.call('reports'));
    assert.ok(reports.some((one) => one.share_id === child.share_id));
  });
  await t.check('a report is upheld, the notebook withheld, and shown again', async () => {
    const operator = await browser.newContext();
    const desk = await operator.newPage();
    await signInAs(desk, w.url, w.operator);
    await desk.goto(`${w.url}/dashboard`);
    desk.on('dialog', (asked) => void asked.accept('It is an advertisement.'));
    const report = desk.locator('.rows li', { hasText: child.share_id });
    await report.getByRole('button', { name: 'Withhold' }).click();
    await desk.getByText('It is an advertisement.').waitFor();
    await page.goto(`${w.url}/n/${child.share_id}`);
    await page.getByText('withheld after a report').first().waitFor();
    await desk.getByRole('button', { name: 'Show again' }).click();
    await desk.getByText('Shown again').waitFor();
    await page.goto(`${w.url}/n/${child.share_id}`);
    await page.getByRole('heading', { name: 'Harder bread' }).waitFor();
    await operator.close();
  });
  await t.check('its author changes what was said, and sees which cell fails', async () => {
    const mine = await browser.newContext();
    const desk = await mine.newPage();
    await signInAs(desk, w.url, w.alice);
    const shared = await w.share({ as: w.alice, title: 'Mine' });
    const failed = { version: 1, ok: false, failed_cell: 'hello', error_name: 'OutOfMemoryError' };
    value(await w.anonymous.call('runHealth', { params: shared, body: failed }));
    await desk.goto(`${w.url}/n/${shared.share_id}`);
    await desk.getByRole('link', { name: 'Change' }).click();
    await desk.getByText('Cell 2: OutOfMemoryError').waitFor();
    await desk.getByLabel('Description').fill('Now with words');
    await desk.getByRole('button', { name: 'Save' }).click();
    await desk.getByText('Saved.').waitFor();
    const { description } = value(await w.anonymous.call('get', { params: shared }));
    assert.equal(description, 'Now with words');
    await desk.getByRole('link', { name: 'Look at version 1' }).click();
    await desk.locator('iframe.frame').waitFor();
    assert.equal(code(await w.bob.call('runs', { params: shared })), 'forbidden');
    await mine.close();
  });
  await t.check('device sign-in and dashboard in the browser', async () => {
    await signInBy(page, w.url, session, `/device?code=${device.user_code}`);
    await page.click('[data-allow=true]');
    await page.waitForFunction(() =>
      /Connected/.test(document.querySelector('.status')?.textContent ?? ''),
    );
    await page.goto(`${w.url}/dashboard`);
    await page.click(`[data-visibility="${parent.share_id}"]`);
    await page.waitForSelector(`[data-visibility="${parent.share_id}"][data-public=true]`);
    page.once('dialog', (dialog) => void dialog.accept());
    await page.click(`[data-delete="${parent.share_id}"]`);
    await page.waitForSelector(`[data-delete="${parent.share_id}"]`, { state: 'detached' });
  });
  await t.check('pictures, badge and embed', async () => {
    const picture = await fetch(`${w.url}/n/${child.share_id}/preview.png`);
    const bytes = Buffer.from(await picture.arrayBuffer());
    assert.equal(bytes.readUInt32BE(16), 1200);
    assert.equal(bytes.readUInt32BE(20), 630);
    assert.match(
      await (await fetch(`${w.url}/n/${child.share_id}/badge.svg`)).text(),
      /^<svg[\s\S]*0 remixes/,
    );
    const embed = await fetch(`${w.url}/embed/${child.share_id}`);
    assert.match(
      embed.headers.get('content-security-policy') ?? '',
      /^sandbox [\s\S]*frame-ancestors \*/,
    );
    assert.equal(embed.headers.get('x-frame-options'), null);
  });
  await context.close();
}
