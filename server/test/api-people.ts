import assert from 'node:assert/strict';
import { createSharing } from '@alacard/core/sharing';
import { recipeOf } from './fake-maker.ts';
import { type Checks, code, value } from './harness.ts';
import { ALICE, type StandIn } from './issuer.ts';
import type { World } from './world.ts';

/** Tokens, device sign-in, token checks, deletion of a person. */
export async function peopleSuite(t: Checks, w: World, standIn: StandIn): Promise<void> {
  const { db } = w.running.services.store;
  const as = (token: string) => createSharing({ fetch, baseUrl: w.url, token });

  await t.check(
    'tokens of the issuer: pinned issuer, audience, algorithm, expiry, signature',
    async () => {
      assert.equal(value(await w.alice.call('me')).user_id, ALICE);
      const jose = await import('jose');
      const other = await jose.generateKeyPair('ES256');
      for (const [what, token] of Object.entries({
        'forged signature': await standIn.mint({ key: other.privateKey }),
        'wrong issuer': await standIn.mint({ iss: 'https://evil.example/auth/v1' }),
        'wrong audience': await standIn.mint({ aud: 'anon' }),
        expired: await standIn.mint({ exp: Math.floor(Date.now() / 1000) - 60 }),
        'unknown key': await standIn.mint({ kid: 'k9' }),
        'HS256 with a guessed secret': await standIn.mint({
          alg: 'HS256',
          key: new TextEncoder().encode('s'.repeat(32)),
        }),
        'not a token': 'abc.def.ghi',
        'empty subject': await standIn.mint({ sub: '' }),
        'long subject': await standIn.mint({ sub: 'x'.repeat(300) }),
        'anonymous sign-in': await standIn.mint({ claims: { is_anonymous: true } }),
        'no algorithm': `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(`{"sub":"${ALICE}"}`).toString('base64url')}.`,
      })) {
        assert.equal(code(await as(token).call('me')), 'invalid-token', what);
        // Not even a page for everybody: a bad token is an error, not nobody.
        assert.equal(code(await as(token).call('trending')), 'invalid-token', what);
      }
    },
  );

  await t.check('junk tokens make no traffic to the issuer', async () => {
    const before = [...standIn.hits.values()].reduce((a, b) => a + b, 0);
    for (let i = 0; i < 20; i++) await as(await standIn.mint({ kid: `junk${i}` })).call('me');
    const after = [...standIn.hits.values()].reduce((a, b) => a + b, 0);
    assert.ok(after - before <= 1, `${after - before} requests`);
  });

  await t.check('personal access tokens: scoped, hashed, shown once, dead at once', async () => {
    const made = value(
      await w.alice.call('createToken', { body: { name: 'script', scopes: ['read', 'write'] } }),
    );
    const script = as(made.token);
    const shared = value(
      await script.call('publish', {
        body: {
          title: 'By script',
          ipynb: (await import('./fake-maker.ts')).ipynbOf(),
          recipe: recipeOf(),
        },
      }),
    );
    assert.equal(value(await w.anonymous.call('get', { params: shared })).author.name, 'alice');
    assert.equal(code(await script.call('delete', { params: shared })), 'forbidden');
    assert.equal(
      code(await script.call('createToken', { body: { name: 'more', scopes: ['read'] } })),
      'forbidden',
    );
    const read = value(
      await w.alice.call('createToken', {
        body: { name: 'ro', scopes: ['read'], expires_in_days: 1 },
      }),
    );
    assert.equal(
      code(await as(read.token).call('edit', { params: shared, body: { title: 'x' } })),
      'forbidden',
    );
    const stored = JSON.stringify(await db.query('select * from access_tokens'));
    assert.ok(!stored.includes(made.token) && !stored.includes(made.token.slice(20)));
    const listed = value(await w.alice.call('tokens')).tokens;
    assert.ok(listed.some((one) => one.id === made.id && one.last_used_at !== null));
    assert.ok(!JSON.stringify(listed).includes(made.token));
    assert.equal(code(await w.bob.call('revokeToken', { params: { id: made.id } })), 'not-found');
    value(await w.alice.call('revokeToken', { params: { id: made.id } }));
    assert.equal(code(await script.call('me')), 'invalid-token');
    await db.query(
      "update access_tokens set expires_at = now() - interval '1 second' where id = $1",
      [read.id],
    );
    assert.equal(code(await as(read.token).call('me')), 'invalid-token');
  });

  const poll = async (deviceCode: string, clientId = 'editor') => {
    const response = await fetch(`${w.url}/api/device/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: deviceCode,
        client_id: clientId,
      }),
    });
    return {
      status: response.status,
      body: (await response.json()) as { error?: string; access_token?: string; scope?: string },
    };
  };
  const patient = (deviceCode: string) =>
    db
      .query(
        "update device_codes set polled_at = now() - interval '1 hour' where client_id = 'editor'",
      )
      .then(() => poll(deviceCode));

  await t.check('device sign-in (RFC 8628): pending, slow down, allowed once', async () => {
    const started = value(
      await w.anonymous.call('deviceCode', {
        body: { client_id: 'editor', scope: 'read write delete' },
      }),
    );
    assert.match(started.user_code, /^[A-Z]{4}-[A-Z]{4}$/);
    assert.ok(started.verification_uri_complete.endsWith(`/device?code=${started.user_code}`));
    assert.deepEqual(await poll(started.device_code), {
      status: 400,
      body: { error: 'authorization_pending' },
    });
    assert.equal((await poll(started.device_code)).body.error, 'slow_down');
    assert.equal((await poll(started.device_code, 'somebody-else')).body.error, 'invalid_grant');
    const spoken = started.user_code.toLowerCase().replace('-', ' ');
    assert.equal(
      code(await w.anonymous.call('deviceDecision', { body: { user_code: spoken, allow: true } })),
      'sign-in-required',
    );
    const decided = value(
      await w.alice.call('deviceDecision', { body: { user_code: spoken, allow: true } }),
    );
    assert.deepEqual(decided, { client_id: 'editor', scope: 'read write delete', allowed: true });
    const done = await patient(started.device_code);
    assert.equal(done.status, 200);
    assert.equal(value(await as(done.body.access_token ?? '').call('me')).user_id, ALICE);
    assert.equal(
      (await patient(started.device_code)).body.error,
      'invalid_grant',
      'a code gives one token',
    );
  });

  await t.check('device sign-in: refused, expired, two polls at once, no admin scope', async () => {
    const start = async () =>
      value(await w.anonymous.call('deviceCode', { body: { client_id: 'editor' } }));
    const refused = await start();
    value(
      await w.alice.call('deviceDecision', {
        body: { user_code: refused.user_code, allow: false },
      }),
    );
    assert.equal((await patient(refused.device_code)).body.error, 'access_denied');
    const late = await start();
    await db.query(
      "update device_codes set expires_at = now() - interval '1 second' where user_code = $1",
      [late.user_code],
    );
    assert.equal((await patient(late.device_code)).body.error, 'expired_token');
    assert.equal(
      code(
        await w.alice.call('deviceDecision', { body: { user_code: late.user_code, allow: true } }),
      ),
      'not-found',
    );
    const raced = await start();
    value(
      await w.bob.call('deviceDecision', { body: { user_code: raced.user_code, allow: true } }),
    );
    const both = await Promise.all([poll(raced.device_code), poll(raced.device_code)]);
    assert.deepEqual(both.map((one) => one.status).sort(), [200, 400]);
    assert.equal(
      code(
        await w.anonymous.call('deviceCode', {
          body: { client_id: 'editor', scope: 'read admin' },
        }),
      ),
      'invalid-request',
    );
  });

  await t.check(
    'delete everything: notebooks, tokens and name are gone, credit stays',
    async () => {
      const { BOB } = await import('./issuer.ts');
      const token = value(
        await w.bob.call('createToken', { body: { name: 'x', scopes: ['read'] } }),
      );
      const open = await w.share({ as: w.bob, title: 'Bob open' });
      const sealed = await w.share({ as: w.bob, title: 'Bob sealed', is_public: false });
      const child = value(await w.alice.call('remix', { params: open, body: {} }));
      assert.ok(
        value(await w.bob.call('myNotebooks')).notebooks.some((one) => one.title === 'Bob sealed'),
      );
      value(await w.bob.call('deleteMe'));
      assert.equal(code(await w.anonymous.call('get', { params: open })), 'deleted');
      assert.equal(code(await as(token.token).call('me')), 'invalid-token');
      assert.equal(
        value(await w.anonymous.call('get', { params: child })).forked_from?.author,
        'bob',
      );
      const left = await db.query('select 1 as ok from people where id = $1', [BOB]);
      assert.equal(left.length, 0);
      const rows = await db.query<{ sealed: unknown }>(
        'select sealed from notebooks where share_id = $1',
        [sealed.share_id],
      );
      assert.equal(rows[0]?.sealed, null);
    },
  );
}
