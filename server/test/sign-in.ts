import assert from 'node:assert/strict';
import { createSharing } from '@alacard/core/sharing';
import { createClient } from '@supabase/supabase-js';
import { asker } from './acting-sessions.ts';
import { type Checks, value } from './harness.ts';
import { ALICE, startIssuer } from './issuer.ts';
import { createWorld } from './world.ts';

const PUBLISHABLE = ['sb', 'publishable', 'test'].join('_');

/** The real supabase-js against a stand-in of Supabase Auth, in an editor and in a browser. */
export async function signInSuite(t: Checks): Promise<void> {
  const standIn = await startIssuer();
  const w = await createWorld(standIn, {
    SUPABASE_URL: standIn.url,
    SUPABASE_PUBLISHABLE_KEY: PUBLISHABLE,
    SUPABASE_SECRET_KEY: ['sb', 'secret', 'test'].join('_'),
  });
  const as = (token: string) => createSharing({ fetch, baseUrl: w.url, token });

  await t.check(
    'an editor signs in with supabase-js (PKCE) and its token is accepted here, refreshed too',
    async () => {
      const kept = new Map<string, string>();
      const client = createClient(standIn.url, PUBLISHABLE, {
        auth: {
          flowType: 'pkce',
          storage: {
            getItem: (key) => kept.get(key) ?? null,
            setItem: (key, text) => void kept.set(key, text),
            removeItem: (key) => void kept.delete(key),
          },
          persistSession: true,
          autoRefreshToken: false,
          detectSessionInUrl: false,
        },
      });
      const { data } = await client.auth.signInWithOAuth({
        provider: 'github',
        options: { redirectTo: 'vscode://alacard.alacard-vscode/auth', skipBrowserRedirect: true },
      });
      const redirect = await fetch(data.url ?? '', { redirect: 'manual' });
      const callback = new URL(redirect.headers.get('location') ?? '');
      assert.equal(callback.protocol, 'vscode:');
      const exchanged = await client.auth.exchangeCodeForSession(
        callback.searchParams.get('code') ?? '',
      );
      assert.equal(exchanged.error, null);
      const me = value(await as(exchanged.data.session?.access_token ?? '').call('me'));
      assert.deepEqual([me.user_id, me.name], [ALICE, 'alice']);
      const refreshed = await client.auth.refreshSession();
      assert.equal(
        value(await as(refreshed.data.session?.access_token ?? '').call('me')).user_id,
        ALICE,
      );
    },
  );

  const get = (path: string, cookie = '', method = 'GET', headers: Record<string, string> = {}) =>
    fetch(path.startsWith('http') ? path : `${w.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { ...(cookie ? { cookie } : {}), accept: 'text/html', ...headers },
    });
  const cookiesOf = (response: Response): string =>
    response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0] ?? '')
      .filter((one) => !one.endsWith('='))
      .join('; ');

  let session = '';
  await t.check('a browser signs in and out; its cookie is ours and dies at once', async () => {
    const started = await get('/sign-in/start?next=/device');
    assert.equal(started.status, 303);
    const verifier = cookiesOf(started);
    assert.ok(
      started.headers
        .getSetCookie()
        .every((one) => /HttpOnly/.test(one) && /SameSite=Lax/.test(one)),
    );
    const provider = await get(started.headers.get('location') ?? '');
    const callback = provider.headers.get('location') ?? '';
    assert.ok(callback.startsWith(`${w.url}/auth/callback?code=`));
    assert.equal((await get(callback)).status, 400, 'not in another browser');
    const entered = await get(callback, verifier);
    assert.equal(entered.status, 303);
    assert.equal(entered.headers.get('location'), '/device');
    session = cookiesOf(entered);
    assert.match(session, /alacard_session=alacard_pat_/);
    assert.equal((await get('/dashboard', session)).status, 200);
    assert.equal((await get(callback, verifier)).status, 401, 'a code is used once');
    assert.equal(
      (await get('/sign-out', session, 'POST', { origin: 'https://evil.example' })).status,
      403,
    );
    assert.equal((await get('/dashboard', session)).status, 200);
    assert.equal((await get('/sign-out', session, 'POST', { origin: w.url })).status, 303);
    assert.equal(
      (await get('/dashboard', session)).headers.get('location'),
      '/sign-in?next=/dashboard',
    );
  });

  await t.check('a sign-in link leads nowhere else', async () => {
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/%5cevil.example',
      '/.//evil.example',
      '/%2f%2fevil.example',
      '/dashboard%0d%0aX: y',
      '/dashboard\r\nX: y',
      'javascript:alert(1)',
    ]) {
      const started = await get(`/sign-in/start?next=${encodeURIComponent(next)}`);
      const callback =
        (await get(started.headers.get('location') ?? '')).headers.get('location') ?? '';
      const entered = await get(callback, cookiesOf(started));
      const { origin } = new URL(entered.headers.get('location') ?? '', w.url);
      assert.equal(origin, new URL(w.url).origin, next);
      assert.equal(entered.headers.get('x'), null, next);
    }
  });

  await t.check('a weak token does not become a session with all rights', async () => {
    const weak = value(
      await w.alice.call('createToken', { body: { name: 'ro', scopes: ['read'] } }),
    );
    const { status, cookie } = await asker(w.url).signIn(weak.token);
    assert.deepEqual([status, cookie], [401, '']);
  });

  await t.check('"delete everything" deletes the account at the issuer, too', async () => {
    await w.share({ as: w.alice });
    value(await w.alice.call('deleteMe'));
    assert.equal(standIn.hits.get('deleted users'), 1);
  });
  await w.stop();
  await standIn.close();
}
