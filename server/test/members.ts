import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';
import { SCOPES } from '@alacard/core/sharing';
import { chromium } from 'playwright-core';
import { CHROMIUM, CHROMIUM_ARGUMENTS } from './browser.ts';
import { code, type Checks, value } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { createWorld } from './world.ts';

const SECRETS = ['Ornithopter', 'plans of the wings', 'distilbert', 'flapping'];
/** What a stranger may ask for, and nothing else. */
const OPEN = [
  '/health',
  '/livez',
  '/readyz',
  '/metrics',
  '/sign-in',
  '/auth/callback',
  '/sign-out',
  '/api/device/code',
  '/api/device/token',
  '/robots.txt',
  '/favicon.ico',
  '/.well-known/security.txt',
  '/security',
];
const isOpen = (route: string): boolean => OPEN.includes(route) || route.startsWith('/sign-in/');

/** A server for members: every route of the application from outside and from inside. */
export async function membersSuite(t: Checks): Promise<void> {
  const standIn = await startIssuer();
  const routes: { readonly methods: readonly string[]; readonly route: string }[] = [];
  // Fastify announces the application before it has a route.
  const collect = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => {
      routes.push({ methods: [method].flat().filter((one) => one !== 'OPTIONS'), route: url });
    });
  };
  subscribe('fastify.initialization', collect);
  const w = await createWorld(standIn, {
    ALACARD_ACCESS: 'members',
    ALACARD_FRAME_URL: 'http://frames.example',
  });
  unsubscribe('fastify.initialization', collect);
  try {
    const { share_id } = await w.share({
      as: w.alice,
      title: 'Ornithopter',
      description: 'plans of the wings',
    });
    const params: Readonly<Record<string, string>> = { share_id, type: 'topic', name: 'home.js' };
    const addresses = routes.map(({ methods, route }) => ({
      methods,
      route,
      path: route
        .replace(/:([a-z_]+)/g, (_, name: string) => params[name] ?? share_id)
        .replace('*', route.startsWith('/models') ? 'someone/model' : 'api/models'),
    }));
    await t.check('the table of routes is the whole application', () => {
      assert.ok(routes.length > 60, `${routes.length} routes`);
      for (const known of ['/n/:share_id/badge.svg', '/api/notebook/download/:share_id', '/hub/*'])
        assert.ok(
          routes.some(({ route }) => route === known),
          known,
        );
    });
    const ask = (method: string, path: string, headers: Readonly<Record<string, string>>) =>
      fetch(w.url + path, { method, redirect: 'manual', headers: { ...headers } });
    const closed = addresses.filter(({ route }) => !isOpen(route));
    for (const accept of ['application/json', 'text/html', '*/*']) {
      await t.check(`nobody from outside is told anything, ${accept}`, async () => {
        for (const { methods, path, route } of closed)
          for (const method of methods) {
            const response = await ask(method, path, { accept });
            assert.equal(response.status, 401, `${method} ${route}`);
            const text = await response.text();
            const all = text + JSON.stringify([...response.headers]);
            for (const secret of SECRETS) assert.ok(!all.includes(secret), `${route}: ${secret}`);
            assert.ok(!text.includes('og:image'), `${route} has a preview`);
            assert.match(response.headers.get('cache-control') ?? '', /no-store|private/, route);
          }
      });
    }
    await t.check('an address with nothing behind it answers like one with something', async () => {
      const strip = (text: string): string =>
        text.replace(/[0-9a-f-]{36}|[2-9A-HJ-NP-Za-km-z]{12}/g, '');
      for (const [real, none] of [
        [`/n/${share_id}`, '/n/zzzzzzzzzzzz'],
        [`/api/notebook/${share_id}`, '/api/notebook/zzzzzzzzzzzz'],
        [`/n/${share_id}/badge.svg`, '/no/such/address'],
      ] as const) {
        const [one, two] = [await ask('GET', real, {}), await ask('GET', none, {})];
        assert.deepEqual([one.status, two.status], [401, 401]);
        if (real.startsWith('/n/') && none.startsWith('/n/'))
          assert.equal(strip(await one.text()), strip(await two.text()));
      }
      assert.equal(
        (await ask('PUT', '/api/notebooks', {})).status,
        401,
        'a method it does not take',
      );
    });
    await t.check('a manage token or a foreign token opens nothing', async () => {
      const headers = { 'alacard-manage-token': 'x'.repeat(40) };
      assert.equal((await ask('GET', `/api/notebook/${share_id}`, headers)).status, 401);
      for (const token of ['alacard_pat_nonsense', await standIn.mint({ sub: 'x', exp: 1 })]) {
        const bad = { authorization: `Bearer ${token}` };
        assert.equal((await ask('GET', '/api/notebooks', bad)).status, 401);
      }
      assert.equal(code(await w.anonymous.call('gallery')), 'sign-in-required');
    });
    await t.check('what is open says nothing of what is shared', async () => {
      for (const { route, path, methods } of addresses.filter((one) => isOpen(one.route))) {
        if (!methods.includes('GET')) continue;
        const text = await (await ask('GET', path, { accept: 'text/html' })).text();
        for (const secret of SECRETS) assert.ok(!text.includes(secret), `${route}: ${secret}`);
      }
      for (const path of ['/health', '/sign-in', '/robots.txt'])
        assert.equal((await ask('GET', path, {})).status, 200, path);
      assert.match(await (await ask('GET', '/robots.txt', {})).text(), /^Disallow: \/$/m);
      for (const name of ['alacard.css', 'icon.svg'])
        assert.equal((await ask('GET', `/assets/${name}`, {})).status, 200, name);
    });
    await t.check('members see everything, and no shared cache keeps it', async () => {
      const headers = { authorization: `Bearer ${w.tokens.bob}`, accept: 'application/json' };
      for (const { route, path, methods } of closed) {
        if (!methods.includes('GET')) continue;
        const response = await ask('GET', path, headers);
        assert.notEqual(response.status, 401, route);
        const kept = response.headers.get('cache-control') ?? '';
        assert.ok(!/public|s-maxage/.test(kept), `${route}: ${kept}`);
      }
      assert.equal(value(await w.bob.call('gallery')).notebooks[0]?.title, 'Ornithopter');
      const page = await ask('GET', `/n/${share_id}`, { ...headers, accept: 'text/html' });
      const text = await page.text();
      assert.ok(text.includes(`src="/n/${share_id}/frame?`), 'drawn by this server itself');
      const remixed = value(await w.bob.call('remix', { params: { share_id }, body: {} }));
      assert.equal(remixed.manage_token, undefined, 'everybody has a name');
    });
    const executablePath = CHROMIUM;
    if (executablePath === undefined) return t.skip('members in a browser', 'no Chromium found');
    await t.check('in a browser: a stranger is asked to sign in, a member reads on', async () => {
      const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
      try {
        const page = await browser.newPage();
        await page.goto(`${w.url}/n/${share_id}`);
        for (const secret of SECRETS) assert.ok(!(await page.content()).includes(secret), secret);
        await page.getByRole('link', { name: 'Sign in' }).click();
        const { token } = value(
          await w.bob.call('createToken', { body: { name: 'browser', scopes: [...SCOPES] } }),
        );
        assert.ok((await page.locator('main').innerText()).includes('for its members'));
        await page.fill('input[name=token]', token);
        await page.click('#sign-in button');
        await page.getByRole('heading', { name: 'Ornithopter' }).waitFor();
        assert.equal(new URL(page.url()).pathname, `/n/${share_id}`, 'back where they wanted to');
        await page.frameLocator('iframe.frame').getByText('A notebook').first().waitFor();
        await page.goto(`${w.url}/gallery`);
        await page.getByRole('link', { name: 'Ornithopter' }).first().waitFor();
      } finally {
        await browser.close();
      }
    });
  } finally {
    await w.stop();
    await standIn.close();
  }
}
