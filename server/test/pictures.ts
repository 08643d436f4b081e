/**
 * `node --conditions=source test/pictures.ts [FOLDER]`: the pictures of docs/self-hosting.md, made
 * anew. A server on the embedded database, a hub on this machine, some people who share.
 * With `--all` every page at every width and colour, for somebody to look at.
 */
import fs from 'node:fs';
import path from 'node:path';
import { nodeRuff } from '@alacard/core/node';
import { createSharing, type Recipe, type Sharing } from '@alacard/core/sharing';
import { chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { bundleWeb } from '../scripts/bundle-web.mjs';
import { readConfig } from '../src/config.ts';
import { createCoreMaker } from '../src/core-maker.ts';
import { signInBy } from './browser.ts';
import { createHubFor } from '../src/hub/server-hub.ts';
import { start } from '../src/start.ts';
import { temporaryFolder, value } from './harness.ts';
import { SHARED_BY_PEOPLE, startPictureHub } from './pictures-hub.ts';
import { recipeOf } from './fake-maker.ts';

const given = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const out = given[0] ?? path.join(import.meta.dirname, '../../docs/images');
const all = process.argv.includes('--all');
fs.mkdirSync(out, { recursive: true });

await bundleWeb();
const { dir, remove } = temporaryFolder();
const hub = await startPictureHub(path.join(dir, 'hub'));
const running = await start(
  readConfig(
    { port: '0', dataDir: path.join(dir, 'data') },
    { ALACARD_LOG: 'silent', HF_ENDPOINT: hub.url, ALACARD_ANONYMOUS_PER_HOUR: '100000' },
  ),
  createCoreMaker(createHubFor({ HF_ENDPOINT: hub.url }), nodeRuff),
);
const { url, ownerToken } = running;
const owner = createSharing({ fetch, baseUrl: url, token: ownerToken ?? '' });
const anyone = createSharing({ fetch, baseUrl: url });

value(await owner.call('renameMe', { body: { name: 'Ada' } }));
const made: { id: string; title: string }[] = [];
for (const [index, { title, description, ...cards }] of SHARED_BY_PEOPLE.entries()) {
  const recipe: Recipe = recipeOf(cards);
  const who: Sharing = index % 3 === 0 ? owner : anyone;
  const { share_id, manage_token } = value(await who.call('generate', { body: { recipe, title } }));
  value(
    await who.call('edit', {
      params: { share_id },
      body: { description },
      ...(manage_token === undefined ? {} : { manageToken: manage_token }),
    }),
  );
  made.push({ id: share_id, title });
  for (let n = 0; n < (index * 7) % 5; n++)
    await fetch(`${url}/api/notebook/download/${share_id}`, {
      headers: { 'user-agent': `Mozilla/5.0 reader ${n}` },
    });
}
const parent = made[0]?.id ?? '';
for (const [title, difficulty, ui_component] of [
  ['Happy or not, in depth', 'advanced', 'gradio'],
  ['A thousand reviews at once', 'intermediate', 'batch'],
] as const)
  value(
    await anyone.call('remix', {
      params: { share_id: parent },
      body: { title, modified_recipe: recipeOf({ difficulty, ui_component }) },
    }),
  );
value(
  await owner.call('generate', {
    body: { recipe: recipeOf(), title: 'Only for me, so far', is_public: false },
  }),
);
// Somebody's run of another one of the owner's failed: its author sees where.
const failing = { share_id: made[3]?.id ?? '' };
const { notebook_content } = value(await anyone.call('get', { params: failing }));
const { cells } = z
  .object({ cells: z.array(z.object({ id: z.string(), cell_type: z.string() })) })
  .parse(notebook_content);
const failed_cell = cells.filter(({ cell_type }) => cell_type === 'code')[1]?.id;
const failed = { version: 1, ok: false, failed_cell, error_name: 'OutOfMemoryError' };
value(await anyone.call('runHealth', { params: failing, body: failed }));
const device = value(await anyone.call('deviceCode', { body: { client_id: 'JupyterLab on ada' } }));

const browser = await chromium.launch({
  executablePath: process.env['ALACARD_CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--font-render-hinting=none'],
});
const deal = async (page: Page): Promise<void> => {
  await page.locator('alacard-recipe-bar .generate:enabled').waitFor({ timeout: 120_000 });
};
const readable = async (page: Page): Promise<void> => {
  await page.frameLocator('iframe.frame').locator('h1').first().waitFor();
};
const generated = async (page: Page): Promise<void> => {
  await deal(page);
  await Promise.all([
    page.waitForEvent('download', { timeout: 120_000 }),
    page.locator('alacard-recipe-bar .generate').click(),
  ]);
};
interface Shot {
  readonly path: string;
  /** All of the page, not only what a window shows at first. */
  readonly whole?: boolean;
  readonly ready?: (page: Page) => Promise<void>;
}
const shots: Readonly<Record<string, Shot>> = {
  home: { path: `/?model=${recipeOf().model_card.id}`, ready: deal },
  gallery: { path: '/gallery' },
  share: { path: `/n/${parent}`, ready: readable },
  'web-share': {
    path: `/?model=${recipeOf().model_card.id}`,
    ready: async (page) => {
      await generated(page);
      await page.getByRole('button', { name: /^Share it/ }).click();
      await page.locator('alacard-share-dialog dialog').getByText('Only me').waitFor();
    },
  },
  edit: {
    path: `/n/${failing.share_id}/edit`,
    whole: true,
    ready: async (page) => page.getByText('OutOfMemoryError').waitFor(),
  },
  ...(all
    ? {
        'home-shuffled': {
          path: '/',
          ready: async (page: Page) => {
            await deal(page);
            await page.click('#shuffle');
            await page.waitForTimeout(1500);
          },
        },
        'home-generated': {
          path: `/?model=${recipeOf().model_card.id}`,
          ready: async (page: Page) => {
            await generated(page);
            await page.waitForTimeout(1000);
          },
        },
        'gallery-filtered': { path: '/gallery?difficulty=beginner&q=review' },
        'gallery-nothing': { path: '/gallery?q=zebra' },
        trending: { path: '/trending' },
        model: { path: `/models/${recipeOf().model_card.id}` },
        dashboard: { path: '/dashboard' },
        device: { path: `/device?code=${device.user_code}` },
        'sign-in': { path: '/sign-in' },
        api: { path: '/api/docs' },
        missing: { path: '/n/zzzzzzzzzzzz' },
      }
    : {}),
};
/** The pictures of the guide. */
const CHOSEN = [
  'home-light',
  'share-light',
  'share-dark',
  'web-share-light',
  'edit-dark',
  'gallery-light',
  'gallery-dark-phone',
];
for (const colorScheme of ['light', 'dark'] as const)
  for (const [form, width, height] of [
    ['', 1200, 800],
    ['-phone', 390, 780],
  ] as const) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height },
      deviceScaleFactor: form === '' ? 1 : 2,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await signInBy(page, url, ownerToken ?? '');
    for (const [name, shot] of Object.entries(shots)) {
      const file = `${name}-${colorScheme}${form}`;
      if (!all && !CHOSEN.includes(file)) continue;
      await page.goto(url + shot.path);
      await shot.ready?.(page);
      await page.screenshot({
        path: path.join(out, `server-${file}.png`),
        fullPage: all || shot.whole === true,
      });
      console.log(file);
    }
    await context.close();
  }
await browser.close();
await running.stop();
await hub.close();
remove();
process.exit(0);
