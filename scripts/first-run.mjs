/**
 * The first run, as a newcomer has it on a machine that cannot reach the Hub: `npm start
 * -- --practice`, then in a real browser the first hand, Generate, Run all, Share, Remix,
 * Trending. Every line on standard error, failed cell and console error is a failure.
 *
 *     node scripts/first-run.mjs [--cold] [--pictures FOLDER] [--welcome]
 *
 * `--cold` clones the repository into an empty folder with an empty home first. With
 * `--welcome` the notebook that was run becomes the welcome notebook.
 */
import { spawn, execFileSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { root } from './lib/node.mjs';

const { values } = parseArgs({
  options: {
    cold: { type: 'boolean', default: false },
    pictures: { type: 'string' },
    welcome: { type: 'boolean', default: false },
  },
});
const pictures = values.pictures ?? mkdtempSync(join(tmpdir(), 'first-run-'));
mkdirSync(pictures, { recursive: true });

let passed = 0;
let failed = 0;
const times = [];
let last = Date.now();
function check(name, holds, said = '') {
  const seconds = ((Date.now() - last) / 1000).toFixed(1);
  last = Date.now();
  times.push([name, seconds]);
  if (holds) passed += 1;
  else failed += 1;
  console.log(`  ${holds ? '✓' : '✗'} ${name} (${seconds} s)${holds ? '' : `: ${said}`}`);
}

const unknown = await lookup('huggingface.co').then(
  ({ address }) => address,
  () => null,
);
check('the Hub’s name leads nowhere', unknown === null, `huggingface.co is ${unknown}`);

const home = values.cold ? mkdtempSync(join(tmpdir(), 'first-home-')) : null;
let place = root;
if (home !== null) {
  place = join(home, 'alacard');
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, place]);
}
const start = spawn(process.execPath, ['scripts/start.mjs', '--practice', '--no-browser'], {
  cwd: place,
  stdio: ['ignore', 'pipe', 'pipe'],
  env: {
    ...process.env,
    CI: '1',
    ALACARD_NOTEBOOKS: mkdtempSync(join(tmpdir(), 'first-notebooks-')),
    // Tabs of an earlier run are no part of a first one: their notebooks are gone.
    JUPYTERLAB_WORKSPACES_DIR: mkdtempSync(join(tmpdir(), 'first-workspaces-')),
    ...(home === null ? {} : { HOME: home, XDG_CACHE_HOME: join(home, '.cache') }),
  },
});
let said = '';
let complained = '';
start.stderr.on('data', (data) => (complained += data));
const url = await new Promise((resolve) => {
  start.stdout.on('data', (data) => {
    said += data;
    if (/Ready after/.test(said)) resolve(/JupyterLab: (\S+)/.exec(said)?.[1] ?? null);
  });
  start.on('exit', () => resolve(null));
});
check('npm start is ready', url !== null, said + complained);
check(
  'at most 20 lines, none on standard error',
  said.trim().split('\n').length <= 20 && complained === '',
  said + complained,
);

const browser = await chromium.launch({
  executablePath: process.env.ALACARD_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const trouble = [];
const outside = new Set();

try {
  if (url !== null) await play(url);
} catch (error) {
  check('the way to the end', false, error.message);
} finally {
  await browser.close();
  start.kill('SIGTERM');
  await new Promise((resolve) =>
    start.exitCode === null ? start.once('exit', resolve) : resolve(),
  );
  if (home !== null) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
check('nothing on standard error until the end', complained === '', complained);
if (trouble.length > 0) console.log(trouble.join('\n'));
check('no error in the browser’s console', trouble.length === 0, `${trouble.length}`);
check('no address outside this machine was asked for', outside.size === 0, [...outside].join(' '));
console.log(`${passed} passed, ${failed} failed, 0 skipped`);
process.exit(failed > 0 ? 1 : 0);

async function watched(context) {
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => trouble.push(String(error)));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && !['127.0.0.1', 'localhost'].includes(hostname))
      outside.add(request.url());
  });
  return page;
}

async function play(address) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 } });
  context.setDefaultTimeout(90_000);
  let shots = 0;
  const page = await watched(context);
  const shoot = (name, of = page) =>
    of.screenshot({ path: join(pictures, `${(shots += 1)}-${name}.png`) });
  await page.goto(address);
  const panel = page.locator('alacard-panel');
  await panel.getByRole('button', { name: 'Deal me a hand' }).waitFor();
  // The run that makes the welcome notebook has none yet.
  const welcomed = existsSync(join(place, 'scripts', 'welcome.ipynb'));
  if (welcomed) await page.locator('.jp-NotebookPanel').first().waitFor();
  await shoot('table');
  check(`the panel is open${welcomed ? ', the welcome notebook beside it' : ''}`, true);

  await panel.getByRole('button', { name: 'Deal me a hand' }).click();
  await panel.locator('alacard-card[key=ui_component] .face').waitFor();
  const dealt = await panel.locator('alacard-card[key=model_card] .name').innerText();
  check(
    'the first hand is of a model that is here',
    /SmolLM2-135M-Instruct|all-MiniLM-L6-v2/.test(dealt),
    dealt,
  );
  await shoot('hand');

  // The capital question, to a model that can answer it.
  await panel.evaluate((node) =>
    node.driver.lay({
      hand: {
        model_card: { id: 'HuggingFaceTB/SmolLM2-135M-Instruct' },
        prompt_cards: { prompts: ['What is the capital of France?'] },
        topic: { id: 'education' },
        difficulty: 'beginner',
        ui_component: 'chat',
      },
    }),
  );
  await panel.getByRole('button', { name: 'Generate notebook' }).click();
  await panel.getByText('Your notebook is ready!').waitFor();
  check('Generate', true);
  await shoot('generated');

  await panel.getByRole('button', { name: /Run all cells/ }).click();
  const cells = () =>
    page.evaluate(() => {
      const widget = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)');
      if (widget === null) return [];
      return [...widget.querySelectorAll('.jp-CodeCell')].map((cell) => ({
        prompt: cell.querySelector('.jp-InputPrompt')?.textContent ?? '',
        text: cell.querySelector('.jp-OutputArea')?.textContent ?? '',
        failed:
          cell.querySelector(
            '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]',
          )?.textContent ?? null,
      }));
    });
  const deadline = Date.now() + 400_000;
  let ran;
  for (;;) {
    ran = await cells();
    const over = ran.length > 0 && ran.every(({ prompt }) => /\[\d+\]/.test(prompt));
    if (over || ran.some(({ failed: error }) => error?.includes('Traceback'))) break;
    if (Date.now() > deadline) break;
    await page.waitForTimeout(500);
  }
  const broken = ran.filter(
    ({ failed: error, prompt }) => error !== null || !/\[\d+\]/.test(prompt),
  );
  check(
    `Run all: ${ran.length} cells, none failed`,
    ran.length > 0 && broken.length === 0,
    JSON.stringify(broken).slice(0, 2000),
  );
  check(
    'Paris stands in the answer',
    ran.some(({ text }) => /\bParis\b/.test(text)),
    JSON.stringify(ran.map(({ text }) => text.slice(0, 100))),
  );
  await shoot('ran');

  await panel.getByRole('button', { name: /Share this notebook/ }).click();
  const dialog = page.locator('alacard-share-dialog dialog');
  await dialog.getByLabel('Title').fill('The capital question');
  await dialog.getByRole('button', { name: 'Share', exact: true }).click();
  await dialog.getByText('Your notebook is shared').waitFor();
  const link = await dialog.getByLabel('Link').inputValue();
  await shoot('shared');
  await dialog.getByRole('button', { name: 'Done', exact: true }).click();
  check('Share', /^http:\/\/127\.0\.0\.1:\d+\/n\//.test(link), link);

  const share = await watched(context);
  await share.goto(link);
  await share.getByRole('heading', { name: 'The capital question' }).first().waitFor();
  await shoot('page', share);
  check('the share page', true);

  const server = new URL(link).origin;
  const browse = page.evaluate(() => undefined);
  await browse;
  const origin = new URL(address);
  const remix = await watched(context);
  await remix.goto(
    `${origin.origin}/lab/workspaces/remix?reset&alacard-remix=1&server=${encodeURIComponent(server)}&id=${link.slice(-12)}`,
  );
  const again = remix.locator('alacard-panel');
  const open = remix.getByRole('button', { name: /^Open$/ });
  await Promise.race([open.waitFor(), again.getByText(/remix/i).first().waitFor()]).catch(
    () => undefined,
  );
  if (await open.isVisible()) await open.click();
  await again.locator('alacard-card[key=model_card] .face').waitFor();
  await again
    .getByRole('button', { name: /Generate|Insert/ })
    .first()
    .click();
  await again.getByText('Your notebook is ready!').waitFor();
  await shoot('remix', remix);
  check('Remix', true);

  const trending = await watched(context);
  await trending.goto(`${server}/trending`);
  const text = await trending.locator('main').innerText();
  await shoot('trending', trending);
  check(
    'Trending, with the house’s hands and the new notebook',
    /The capital question/.test(text) && /Official/.test(text),
    text.slice(0, 500),
  );
  if (values.welcome) await keepWelcome(address);
}

/** What was run, as the notebook that newcomers find. */
async function keepWelcome(address) {
  const { origin, searchParams } = new URL(address);
  const token = searchParams.get('token');
  const list = await (await fetch(`${origin}/api/contents?token=${token}`)).json();
  const newest = list.content
    .filter(({ name }) => name.endsWith('.ipynb') && !name.startsWith('Welcome'))
    .sort((a, b) => (a.last_modified < b.last_modified ? 1 : -1))[0];
  const { content } = await (
    await fetch(`${origin}/api/contents/${encodeURIComponent(newest.path)}?token=${token}`)
  ).json();
  writeFileSync(join(root, 'scripts', 'welcome.ipynb'), `${JSON.stringify(content, null, 1)}\n`);
}
