import assert from 'node:assert/strict';
import { createSharing, type Scope } from '@alacard/core/sharing';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { code, temporaryFolder, value, type Checks } from './harness.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const ALL: Scope[] = ['read', 'write', 'delete', 'admin', 'account'];

/** Asks a server as a browser does, or as a script. Redirects are not followed. */
export function asker(url: string) {
  const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    fetch(url + path, {
      method,
      redirect: 'manual',
      headers,
      ...(body === undefined ? {} : { body }),
    });
  return {
    ask,
    /** By the form of the sign-in page. @returns the session's cookie, '' when refused */
    signIn: async (token: string, headers: Record<string, string> = { origin: url }) => {
      const response = await ask(
        'POST',
        '/sign-in',
        { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        new URLSearchParams({ token }).toString(),
      );
      const cookie =
        /(?:__Host-)?alacard_session=[^;]+/.exec(response.headers.getSetCookie().join('\n'))?.[0] ??
        '';
      return { status: response.status, cookie, response };
    },
    as: (token: string) => createSharing({ fetch, baseUrl: url, token }),
    anonymous: createSharing({ fetch, baseUrl: url }),
  };
}

/** A server of one person: what a session is, what it may do, and when it ends (case 05). */
export async function sessionsSuite(t: Checks): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const server = await startServerProcess(dir, { ALACARD_LOG: 'info' });
  const token = server.file('owner-token');
  const { ask, signIn, as, anonymous } = asker(server.url);
  const owner = as(token);
  const opens = async (cookie: string): Promise<boolean> =>
    (await ask('GET', '/dashboard', { cookie })).status === 200;

  await t.check('an address signs nobody in, and says so', async () => {
    const response = await ask('GET', `/sign-in?token=${token}&next=/gallery`);
    assert.equal(response.status, 200);
    assert.deepEqual(response.headers.getSetCookie(), []);
    const text = await response.text();
    assert.match(text, /no longer sign in/);
    assert.ok(!text.includes(token));
  });
  await t.check('the form signs in: from this page, and from no other', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:1' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: server.url },
    ] as Record<string, string>[]) {
      const { status, cookie } = await signIn(token, headers);
      assert.deepEqual([status, cookie], [403, ''], JSON.stringify(headers));
    }
    const { status, cookie, response } = await signIn(token);
    assert.equal(status, 303);
    assert.match(response.headers.getSetCookie().join(), /HttpOnly; SameSite=Lax/);
    assert.ok(await opens(cookie));
  });
  await t.check('a session is for its cookie: not a bearer, and opens no other', async () => {
    const { cookie } = await signIn(token);
    const inside = cookie.slice(cookie.indexOf('=') + 1);
    assert.equal(code(await as(inside).call('me')), 'invalid-token');
    assert.deepEqual([(await signIn(inside)).status, (await signIn(inside)).cookie], [401, '']);
    assert.ok(await opens(cookie));
  });
  await tokens(t, server);
  await t.check('signing in again ends the session this browser had', async () => {
    const first = (await signIn(token)).cookie;
    const second = (await signIn(token, { origin: server.url, cookie: first })).cookie;
    assert.ok(!(await opens(first)) && (await opens(second)));
  });
  await t.check('sessions are listed, ended one by one, and everywhere', async () => {
    const a = (await signIn(token)).cookie;
    const b = (await signIn(token)).cookie;
    const list = async (cookie: string) => {
      const response = await ask('GET', '/api/me/sessions', { cookie });
      return ((await response.json()) as { sessions: { id: string; current: boolean }[] }).sessions;
    };
    const seen = await list(a);
    assert.ok(seen.length >= 2);
    assert.equal(seen.filter((one) => one.current).length, 1);
    const mine = (await list(b)).find((one) => one.current)?.id ?? '';
    const own = { cookie: a, origin: server.url };
    assert.equal((await ask('DELETE', `/api/me/sessions/${mine}`, own)).status, 204);
    assert.ok((await opens(a)) && !(await opens(b)));
    assert.equal((await ask('DELETE', '/api/me/sessions', own)).status, 200);
    assert.ok(!(await opens(a)));
    assert.deepEqual(value(await owner.call('sessions')).sessions, []);
  });
  await scopes(t, server);
  await byCookie(t, server);
  await t.check('forms of other sites reach no endpoint', async () => {
    const { share_id: id } = value(
      await anonymous.call('publish', {
        body: { title: 'pub', ipynb: ipynbOf(), recipe: recipeOf() },
      }),
    );
    for (const [path, body] of [
      [`/api/notebook/${id}/report`, 'kind=spam&statement=from another web page'],
      [`/api/notebook/${id}/track`, 'event=view'],
      [`/api/notebook/${id}/runs`, 'version=1&ok=true'],
      ['/api/device/code', 'client_id=evil'],
      ['/api/recipes', 'recipe=x'],
    ] as const) {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const foreign = await ask('POST', path, { ...form, origin: 'https://evil.example' }, body);
      assert.ok([403, 415].includes(foreign.status), `${path} ${foreign.status}`);
      const text = { 'content-type': 'text/plain', origin: 'https://evil.example' };
      assert.ok((await ask('POST', path, text, body)).status >= 400, path);
    }
  });
  await t.check('after "delete everything" the owner token works as before', async () => {
    value(await owner.call('deleteMe'));
    value(await owner.call('me'));
    value(
      await owner.call('publish', { body: { title: 'T', ipynb: ipynbOf(), recipe: recipeOf() } }),
    );
    value(await owner.call('createToken', { body: { name: 'x', scopes: ['read'] } }));
  });
  const last = (await signIn(token)).cookie;
  await t.check('no token in the log', async () => {
    assert.equal(await server.stop(), 0);
    assert.match(server.log(), /Sign in at:/);
    assert.ok(!server.log().includes(token) && !server.log().includes('alacard_pat_'));
  });
  await t.check('another owner token ends the sessions of the one before', async () => {
    const { rmSync } = await import('node:fs');
    rmSync(`${dir}/owner-token`);
    const again = await startServerProcess(dir);
    const response = await asker(again.url).ask('GET', '/dashboard', { cookie: last });
    assert.equal(response.status, 303);
    assert.equal(code(await asker(again.url).as(token).call('me')), 'invalid-token');
    await again.stop();
  });
  remove();
}

/** Everything made from a token ends with it. */
async function tokens(t: Checks, server: ServerProcess): Promise<void> {
  const { ask, signIn, as } = asker(server.url);
  const owner = as(server.file('owner-token'));
  const make = async (by: typeof owner, days?: number) =>
    value(
      await by.call('createToken', {
        body: {
          name: 'a token',
          scopes: ALL,
          ...(days === undefined ? {} : { expires_in_days: days }),
        },
      }),
    );
  await t.check('what a token opened or made ends with it, and not later', async () => {
    const parent = await make(owner, 1);
    const child = await make(as(parent.token), 300);
    const grandchild = await make(as(child.token));
    const ends = Date.parse(parent.expires_at ?? '');
    assert.equal(Date.parse(child.expires_at ?? ''), ends);
    assert.equal(Date.parse(grandchild.expires_at ?? ''), ends);
    const { cookie } = await signIn(parent.token);
    const mine = (await (await ask('GET', '/api/me/sessions', { cookie })).json()) as {
      sessions: { current: boolean; expires_at: string; opened_by: string }[];
    };
    const session = mine.sessions.find((one) => one.current);
    assert.deepEqual([session?.opened_by, Date.parse(session?.expires_at ?? '')], ['token', ends]);
    value(await owner.call('revokeToken', { params: { id: parent.id } }));
    for (const one of [parent, child, grandchild]) {
      assert.equal(code(await as(one.token).call('me')), 'invalid-token');
    }
    assert.equal((await ask('GET', '/dashboard', { cookie })).status, 303);
  });
  await t.check('a device that a token let in leaves with it', async () => {
    const parent = await make(owner);
    const started = value(await owner.call('deviceCode', { body: { client_id: 'editor' } }));
    value(
      await as(parent.token).call('deviceDecision', {
        body: { user_code: started.user_code, allow: true },
      }),
    );
    const device = value(
      await owner.call('deviceToken', {
        body: {
          grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
          device_code: started.device_code,
          client_id: 'editor',
        },
      }),
    ).access_token;
    value(await as(device).call('me'));
    value(await owner.call('revokeToken', { params: { id: parent.id } }));
    assert.equal(code(await as(device).call('me')), 'invalid-token');
  });
  await t.check('a session has no more rights than its token', async () => {
    const weak = value(
      await owner.call('createToken', { body: { name: 'w', scopes: ['admin', 'read'] } }),
    );
    const { cookie } = await signIn(weak.token);
    const me = (await (await ask('GET', '/api/me', { cookie })).json()) as { scopes: string[] };
    assert.deepEqual(me.scopes.sort(), ['admin', 'read']);
    const own = { cookie, origin: server.url };
    assert.equal((await ask('DELETE', '/api/me', own)).status, 403);
    const read = value(await owner.call('createToken', { body: { name: 'r', scopes: ['read'] } }));
    assert.equal((await signIn(read.token)).status, 401);
  });
}

/** Pages hold to the scopes of a token as the API does. */
async function scopes(t: Checks, server: ServerProcess): Promise<void> {
  const { ask, as } = asker(server.url);
  const owner = as(server.file('owner-token'));
  const bearer = async (scope: Scope) => {
    const body = { name: scope, scopes: [scope] };
    const { token } = value(await owner.call('createToken', { body }));
    return { authorization: `Bearer ${token}` };
  };
  const about = { ipynb: ipynbOf('TOPSECRETBODY'), recipe: recipeOf() };
  const secret = value(
    await owner.call('publish', { body: { ...about, title: 'Secret title', is_public: false } }),
  );
  const id = secret.share_id;
  const open = value(await owner.call('publish', { body: { ...about, title: 'Open' } }));
  value(
    await as(server.file('owner-token')).call('report', {
      params: open,
      body: { kind: 'spam', statement: 'REPORTSTATEMENT here' },
    }),
  );
  await t.check('a token shows on pages what it may read, and nothing else', async () => {
    const pages = ['', '/frame', '/preview.png', '/badge.svg'].map((end) => `/n/${id}${end}`);
    const write = await bearer('write');
    for (const path of [...pages, `/embed/${id}`, '/dashboard', '/device?code=BCDF-GHJK']) {
      const response = await ask('GET', path, write);
      assert.equal(response.status, 403, path);
      assert.doesNotMatch(await response.text(), /TOPSECRETBODY|Secret title/, path);
    }
    const read = await bearer('read');
    assert.equal((await ask('GET', `/n/${id}/frame`, read)).status, 200);
    const dashboard = await ask('GET', '/dashboard', read);
    assert.equal(dashboard.status, 403);
    assert.doesNotMatch(await dashboard.text(), /REPORTSTATEMENT/);
  });
  await t.check('a token that may only write reads nothing by writing', async () => {
    const write = { ...(await bearer('write')), 'content-type': 'application/json' };
    const remix = await ask('POST', `/api/notebook/${id}/remix`, write, JSON.stringify(about));
    assert.equal(remix.status, 403);
    const edit = await ask('PATCH', `/api/notebook/${id}`, write, '{"licence":"MIT"}');
    assert.equal(edit.status, 403);
    assert.doesNotMatch(await edit.text(), /Secret title/);
  });
  await t.check('a public remix does not carry the title of a private notebook', async () => {
    const remix = value(
      await owner.call('remix', { params: secret, body: { ...about, is_public: true } }),
    );
    const seen = value(
      await createSharing({ fetch, baseUrl: server.url }).call('get', { params: remix }),
    );
    assert.doesNotMatch(JSON.stringify(seen.title), /Secret/);
    assert.equal(seen.forked_from?.title, null);
  });
  await t.check('a token for deleting notebooks does not delete the account', async () => {
    for (const scope of ['read', 'write', 'delete', 'admin'] as const) {
      assert.equal((await ask('DELETE', '/api/me', await bearer(scope))).status, 403, scope);
    }
  });
}

/** A cookie counts only from pages of this server; from elsewhere it is refused, never ignored. */
async function byCookie(t: Checks, server: ServerProcess): Promise<void> {
  const { ask, signIn } = asker(server.url);
  const { port } = new URL(server.url);
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ title: 'Mine', ipynb: ipynbOf(), recipe: recipeOf() });
  const { cookie } = await signIn(server.file('owner-token'));
  await t.check('a write with a cookie from elsewhere is refused, and not anonymous', async () => {
    for (const headers of [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:1' },
      { origin: `http://localhost:${port}` },
      { 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[]) {
      for (const [method, path] of [
        ['PATCH', '/api/me'],
        ['POST', '/api/notebook/publish'],
        ['POST', '/sign-out'],
      ] as const) {
        const given = path === '/api/me' ? '{"name":"x"}' : path === '/sign-out' ? '' : body;
        const sent = path === '/sign-out' ? {} : json;
        const { status } = await ask(method, path, { cookie, ...sent, ...headers }, given);
        assert.equal(status, 403, `${method} ${path} ${JSON.stringify(headers)}`);
      }
    }
  });
  for (const name of ['localhost', '127.0.0.1']) {
    await t.check(`${name}: sign-in and sharing are the person's own`, async () => {
      const url = `http://${name}:${port}`;
      const here = asker(url);
      const own = { origin: url, ...(await here.signIn(server.file('owner-token'))) };
      assert.equal(own.status, 303);
      const headers = { ...json, origin: url, cookie: own.cookie };
      const shared = await here.ask('POST', '/api/notebook/publish', headers, body);
      assert.equal(shared.status, 201);
      assert.equal(Reflect.get((await shared.json()) as object, 'manage_token'), undefined);
      assert.equal((await here.ask('GET', '/dashboard', { cookie: own.cookie })).status, 200);
    });
  }
}
