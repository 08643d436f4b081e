import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser } from 'playwright-core';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { type Checks, value } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { createWorld } from './world.ts';

const CHROMIUM = [
  process.env['ALACARD_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file !== '' && fs.existsSync(file));
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The pages in a real browser: by mouse and keyboard, on a phone, in the dark, with hostile content. */
export async function pagesSuite(t: Checks): Promise<void> {
  if (CHROMIUM === undefined) return t.skip('pages', 'no Chromium found; set ALACARD_CHROMIUM');
  const standIn = await startIssuer();
  const w = await createWorld(standIn);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  try {
    await walk(t, w, browser);
  } finally {
    await browser.close();
    await w.stop();
    await standIn.close();
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
      await page.goto(`${w.url}/sign-in?token=${session}`);
      for (const path of [
        '/',
        '/gallery',
        '/trending',
        `/n/${parent.share_id}`,
        `/n/${child.share_id}`,
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
            await page.waitForSelector('#table:not([hidden])');
            await page.waitForTimeout(700);
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
  await t.check(
    'shuffle, lock, swap, generate and download with the keyboard, then share',
    async () => {
      await page.goto(w.url);
      await page.locator('#shuffle').focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('#table:not([hidden])');
      await page.locator('.card.topic .lock').focus();
      await page.keyboard.press('Space');
      assert.equal(await page.getAttribute('.card.topic .lock', 'aria-pressed'), 'true');
      await page.locator('#generate').focus();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.keyboard.press('Enter'),
      ]);
      assert.match(download.suggestedFilename(), /\.ipynb$/);
      const text = fs.readFileSync(await download.path(), 'utf8');
      assert.equal((JSON.parse(text) as { nbformat: number }).nbformat, 4);
      const before = value(await w.anonymous.call('gallery', { query: { limit: 100 } })).notebooks
        .length;
      await page.locator('#done button').press('Enter');
      await page.waitForURL(/\/n\//);
      assert.equal(
        value(await w.anonymous.call('gallery', { query: { limit: 100 } })).notebooks.length,
        before + 1,
      );
    },
  );
  await t.check('remix from a share page keeps its credit', async () => {
    await page.goto(`${w.url}/n/${parent.share_id}`);
    await page.click('text=Remix');
    await page.waitForSelector('#parent:not([hidden])');
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('#generate')]);
    await download.path();
    assert.equal(value(await w.anonymous.call('get', { params: parent })).metrics.remix_count, 2);
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
  await t.check('device sign-in and dashboard in the browser', async () => {
    await page.goto(`${w.url}/sign-in?token=${session}&next=/device?code=${device.user_code}`);
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
