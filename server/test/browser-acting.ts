import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSharing, SCOPES } from '@alacard/core/sharing';
import { chromium, type Browser, type Page, type Response } from 'playwright-core';
import { CHROMIUM, CHROMIUM_ARGUMENTS, signInBy } from './browser.ts';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { code, temporaryFolder, value, type Checks } from './harness.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

/** Milliseconds that a page may take on a machine that does much else. */
const BUSY = 120_000;

/** Nobody acts for somebody else, in a real browser: its cookies, its origins, its forms. */
export async function browserActingSuite(t: Checks): Promise<void> {
  if (CHROMIUM === undefined) return t.skip('acting in a browser', 'no Chromium found');
  const { dir, remove } = temporaryFolder();
  const server = await startServerProcess(dir, { ALACARD_LOG: 'warn' });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGUMENTS });
  browser.on('context', (context) => context.setDefaultTimeout(BUSY));
  try {
    await names(t, server, browser);
    await sessions(t, server, browser);
    await otherSites(t, server, browser);
    await versions(t, server, browser);
  } finally {
    await browser.close();
    await server.stop();
    remove();
  }
}

const owner = (server: ServerProcess) =>
  createSharing({ fetch, baseUrl: server.url, token: server.file('owner-token') });
const about = { title: 'Mine', ipynb: ipynbOf(), recipe: recipeOf() };

/** As the scripts of a page share: with the browser's cookie and origin. */
const shareFrom = (page: Page, body: object) =>
  page.evaluate(async (sent) => {
    const response = await fetch('/api/notebook/publish', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    });
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  }, body);

/** People type localhost, the server prints 127.0.0.1 (case 34). */
async function names(t: Checks, server: ServerProcess, browser: Browser): Promise<void> {
  for (const name of ['localhost', '127.0.0.1']) {
    await t.check(`${name}: signed in by the form, what is shared is one's own`, async () => {
      const url = `http://${name}:${new URL(server.url).port}`;
      const context = await browser.newContext();
      const page = await context.newPage();
      await signInBy(page, url, server.file('owner-token'));
      assert.equal(page.url(), `${url}/dashboard`);
      const { status, answer } = await shareFrom(page, { ...about, title: `From ${name}` });
      assert.equal(status, 201);
      assert.equal(answer['manage_token'], undefined, 'not an anonymous share');
      await page.goto(`${url}/dashboard`);
      await page.getByRole('link', { name: `From ${name}` }).waitFor();
      await context.close();
    });
  }
}

async function sessions(t: Checks, server: ServerProcess, browser: Browser): Promise<void> {
  const open = async (): Promise<Page> => {
    const page = await (await browser.newContext()).newPage();
    await signInBy(page, server.url, server.file('owner-token'));
    return page;
  };
  const isIn = async (page: Page): Promise<boolean> =>
    (await page.goto(`${server.url}/dashboard`))?.status() === 200 &&
    (await page.locator('#sessions').count()) === 1;
  await t.check('one browser signs another out; everywhere is everywhere', async () => {
    const [here, there, third] = [await open(), await open(), await open()];
    assert.ok((await isIn(there)) && (await isIn(third)));
    const current = there.locator('#sessions li', { hasText: 'This one' });
    const id = await current.locator('[data-end]').getAttribute('data-end');
    assert.ok(await isIn(here));
    assert.ok((await here.locator('#sessions li').count()) >= 3);
    await here.click(`[data-end="${id}"]`);
    await here.locator(`[data-end="${id}"]`).waitFor({ state: 'detached' });
    assert.deepEqual([await isIn(there), await isIn(third), await isIn(here)], [false, true, true]);
    here.once('dialog', (asked) => void asked.accept());
    await here.click('#everywhere');
    await here.waitForURL(`${server.url}/sign-in`);
    assert.deepEqual([await isIn(third), await isIn(here)], [false, false]);
    for (const page of [here, there, third]) await page.context().close();
  });
}

/** Another site in the same browser (cases 05, 32): for a browser, localhost and 127.0.0.1 are two sites. */
async function otherSites(t: Checks, server: ServerProcess, browser: Browser): Promise<void> {
  const me = owner(server);
  const token = value(
    await me.call('createToken', { body: { name: 'attacker', scopes: [...SCOPES] } }),
  ).token;
  const shared = value(await me.call('publish', { body: about }));
  const form = (path: string, fields: Record<string, string>): string =>
    `<form method="post" action="${server.url}${path}">${Object.entries(fields)
      .map(([name, text]) => `<input name="${name}" value='${text}'>`)
      .join('')}</form><script>document.forms[0].submit()</script>`;
  const pages: Record<string, string> = {
    '/link': `<script>location = ${JSON.stringify(`${server.url}/sign-in?token=${token}&next=/dashboard`)}</script>`,
    '/sign-in': form('/sign-in', { token }),
    '/sign-out': form('/sign-out', {}),
    '/report': form(`/api/notebook/${shared.share_id}/report`, { kind: 'spam', statement: 'x' }),
    '/device': form('/api/device/code', { client_id: 'x' }),
    '/quiet': `<script>
      const body = ${JSON.stringify(JSON.stringify({ ...about, title: 'By another site' }))};
      const all = ['text/plain', 'application/x-www-form-urlencoded'].map((type) =>
        fetch('${server.url}/api/notebook/publish', { method: 'POST', mode: 'no-cors',
          credentials: 'include', headers: { 'content-type': type }, body }));
      Promise.allSettled(all).then(() => (document.title = 'sent'));
    </script>`,
  };
  const evil = http.createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>cats</title>${pages[request.url ?? ''] ?? ''}`);
  });
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  // SAFETY: a TCP server that listens has an AddressInfo.
  const elsewhere = `http://localhost:${(evil.address() as AddressInfo).port}`;
  const context = await browser.newContext();
  const page = await context.newPage();
  await signInBy(page, server.url, server.file('owner-token'));
  const session = async () => {
    const cookies = await context.cookies(server.url);
    return cookies.find(({ name }) => name.endsWith('alacard_session'))?.value;
  };
  const mine = await session();
  assert.ok(mine);
  const count = async (): Promise<number> =>
    value(await me.call('gallery', { query: { limit: 100 } })).notebooks.length;
  const before = await count();
  for (const path of Object.keys(pages)) {
    await t.check(`another site's ${path.slice(1)}: refused, and I am who I was`, async () => {
      const answers: number[] = [];
      const seen = (response: Response): void => {
        const mine = path === '/link' || response.request().method() === 'POST';
        if (mine && response.url().startsWith(server.url)) answers.push(response.status());
      };
      page.on('response', seen);
      await page.goto(elsewhere + path);
      await page.waitForFunction(
        (from) => document.title === 'sent' || location.origin !== from,
        elsewhere,
      );
      await page.waitForLoadState();
      page.off('response', seen);
      // A link leads to a page, which signs nobody in.
      if (path === '/link') assert.ok(answers.length > 0 && !answers.includes(303));
      else
        assert.ok(
          answers.length > 0 && answers.every((status) => [400, 403, 415].includes(status)),
          answers.join(),
        );
      assert.equal(await session(), mine);
      assert.equal((await page.goto(`${server.url}/dashboard`))?.status(), 200);
      assert.equal(await count(), before);
      assert.deepEqual(value(await me.call('reports')).reports, []);
    });
  }
  await context.close();
  evil.close();
}

async function versions(t: Checks, server: ServerProcess, browser: Browser): Promise<void> {
  const me = owner(server);
  const anyone = createSharing({ fetch, baseUrl: server.url });
  const params = value(
    await me.call('publish', { body: { ...about, ipynb: ipynbOf('LEAKED = 1') } }),
  );
  for (const text of ['TWO = 2', 'THREE = 3'])
    value(
      await me.call('addVersion', { params, body: { ipynb: ipynbOf(text), recipe: recipeOf() } }),
    );
  const first = () => anyone.call('get', { params, query: { version: 1 } });
  const page = await (await browser.newContext()).newPage();
  await t.check('a version is hidden, shown again and deleted on its page', async () => {
    await signInBy(page, server.url, server.file('owner-token'), `/n/${params.share_id}/edit`);
    assert.match(JSON.stringify(value(await first())), /LEAKED/);
    await page.getByRole('button', { name: 'Hide version 1' }).click();
    await page.getByText('Version 1 is hidden.').waitFor();
    await page.getByText('hidden: only you see it').waitFor();
    assert.equal(code(await first()), 'not-found');
    await page.getByRole('button', { name: 'Show version 1' }).click();
    await page.getByText('Version 1 is shown again.').waitFor();
    assert.equal(value(await first()).version, 1);
    page.once('dialog', (asked) => void asked.accept());
    await page.getByRole('button', { name: 'Delete version 1' }).click();
    await page.getByText('Version 1 is deleted.').waitFor();
    assert.equal(code(await first()), 'not-found');
    assert.equal(code(await me.call('get', { params, query: { version: 1 } })), 'not-found');
    assert.equal(value(await anyone.call('get', { params })).version, 3);
  });
  await page.context().close();
}
