import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { OWNER_ID } from '../src/people/owner.ts';
import { asker } from './acting-sessions.ts';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import { code, createDatabase, temporaryFolder, value, type Checks } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { startServerProcess } from './server-process.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const about = { title: 'Mine', ipynb: ipynbOf(), recipe: recipeOf(), is_public: false };

/** A command of `alacard-server`. */
function command(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', MAIN, ...args],
    { env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...env }, encoding: 'utf8' },
  );
  return { status, out: stdout.trim(), said: stderr.trim() };
}

/** Operators in the documented set-ups, and the way from the laptop to PostgreSQL (cases 06 and 18). */
export async function operatorsSuite(t: Checks): Promise<void> {
  const database = await createDatabase();
  if (typeof database === 'string') return t.skip('operators on PostgreSQL', database);
  const { dir, remove } = temporaryFolder();
  const standIn = await startIssuer();
  const laptop = await startServerProcess(`${dir}/laptop`);
  const owned = value(
    await asker(laptop.url).as(laptop.file('owner-token')).call('publish', { body: about }),
  );
  await laptop.stop();
  const env = {
    DATABASE_URL: database.url,
    ALACARD_SECRET: laptop.file('secret'),
    ALACARD_KEYS: laptop.file('keys'),
    ALACARD_DATA_DIR: `${dir}/none`,
    ALACARD_LOG: 'warn',
  };
  const dump = fs.readdirSync(`${dir}/laptop/dumps`).find((name) => name.endsWith('.gz')) ?? '';
  await t.check('a dump of the laptop fills PostgreSQL', () => {
    const { status, said } = command(['restore', `${dir}/laptop/dumps/${dump}`], env);
    assert.equal(status, 0, said);
  });

  await t.check(
    'PostgreSQL with the two secrets: the owner is operator, and has what was theirs',
    async () => {
      const { out: token } = command(['owner-token'], env);
      assert.match(token, /^alacard_owner_/);
      const server = await startServerProcess(`${dir}/pg`, env);
      const { as, anonymous, signIn, ask } = asker(server.url);
      const owner = as(token);
      assert.equal(value(await owner.call('me')).operator, true);
      assert.equal(value(await owner.call('get', { params: owned })).title, 'Mine');
      const open = value(await anonymous.call('publish', { body: { ...about, is_public: true } }));
      const { report_id } = value(
        await anonymous.call('report', {
          params: open,
          body: { kind: 'malware', statement: 'steals tokens, please remove' },
        }),
      );
      assert.equal(value(await owner.call('reports')).reports[0]?.report_id, report_id);
      const { cookie } = await signIn(token);
      assert.match(await (await ask('GET', '/dashboard', { cookie })).text(), /steals tokens/);
      value(
        await owner.call('decideReport', {
          params: { report_id },
          body: { decision: 'uphold', reason: 'it does' },
        }),
      );
      assert.equal(code(await anonymous.call('get', { params: open })), 'withheld');
      assert.ok(!server.log().includes(token), 'not in the log');
      await server.stop();
    },
  );

  const accounts = { ...env, ALACARD_ISSUER: standIn.issuer };
  await t.check(
    'with accounts the owner can give what they had, and is nobody afterwards',
    async () => {
      const server = await startServerProcess(`${dir}/issuer`, accounts);
      assert.match(server.log(), /nobody can see or decide reports/);
      const { as } = asker(server.url);
      const boss = as(await standIn.mint({ sub: 'auth0|boss' }));
      assert.equal(code(await boss.call('get', { params: owned })), 'not-found');
      const { status, said } = command(['give', '--to', 'auth0|boss'], accounts);
      assert.equal(status, 0, said);
      assert.match(said, /1 notebooks now belong to auth0\|boss/);
      assert.equal(value(await boss.call('get', { params: owned })).title, 'Mine');
      const asOwner = as(await standIn.mint({ sub: OWNER_ID }));
      assert.notEqual(value(await asOwner.call('me')).user_id, OWNER_ID);
      assert.equal(value(await asOwner.call('me')).operator, false);
      assert.equal(code(await asOwner.call('get', { params: owned })), 'not-found');
      assert.equal(command(['owner-token'], accounts).status, 1);
      await server.stop();
    },
  );
  await t.check('operators are named by their subject, however the issuer writes it', async () => {
    const upper = 'ABCDEF01-2345-4789-8ABC-DEF012345678';
    const server = await startServerProcess(`${dir}/named`, {
      ...accounts,
      ALACARD_OPERATORS: `auth0|boss, ${upper}, ${OWNER_ID}`,
    });
    const { as } = asker(server.url);
    for (const [sub, operator] of [
      ['auth0|boss', true],
      [upper, true],
      [upper.toLowerCase(), true],
      [OWNER_ID, true],
      ['auth0|bos', false],
      ['AUTH0|BOSS', false],
    ] as const) {
      const me = value(await as(await standIn.mint({ sub })).call('me'));
      assert.equal(me.operator, operator, sub);
      assert.notEqual(me.user_id, OWNER_ID, sub);
    }
    await server.stop();
  });
  await t.check('without accounts there is nobody to give to', () => {
    const { status, said } = command(['give', '--to', 'x'], env);
    assert.equal(status, 1);
    assert.match(said, /no accounts/);
  });
  await metrics(t, dir);
  await signInBudget(t, dir);
  await standIn.close();
  await database.drop();
  remove();
}

/** Case 09: a proxy on the same machine makes everybody come from it. */
async function metrics(t: Checks, dir: string): Promise<void> {
  const token = 'm'.repeat(32);
  const port = await freePort();
  const server = await startServerProcess(`${dir}/metrics`, {
    ALACARD_METRICS_TOKEN: token,
    ALACARD_METRICS_PORT: String(port),
  });
  await t.check(
    'metrics: by token, or at a port of the machine itself; never by address',
    async () => {
      const get = (headers: Record<string, string>) => fetch(`${server.url}/metrics`, { headers });
      assert.equal((await get({})).status, 403);
      assert.equal((await get({ 'x-forwarded-for': '203.0.113.9' })).status, 403);
      assert.equal((await get({ authorization: `Bearer ${token}x` })).status, 403);
      assert.match(await (await get({ authorization: `Bearer ${token}` })).text(), /alacard_http/);
      const own = await fetch(`http://127.0.0.1:${port}/metrics`);
      assert.match(await own.text(), /alacard_http_request_seconds/);
      assert.equal((await fetch(`http://127.0.0.1:${port}/api/me`)).status, 404);
    },
  );
  await server.stop();
  const plain = await startServerProcess(`${dir}/plain`);
  await t.check('metrics without a setting are nobody’s', async () => {
    const response = await fetch(`${plain.url}/metrics`);
    assert.equal(response.status, 403);
    assert.match(await response.text(), /ALACARD_METRICS_PORT/);
  });
  await plain.stop();
}

async function signInBudget(t: Checks, dir: string): Promise<void> {
  const server = await startServerProcess(`${dir}/budget`, {
    ALACARD_ANONYMOUS_PER_HOUR: '5',
    ALACARD_TRUST_PROXY: 'loopback',
  });
  const { signIn, ask } = asker(server.url);
  const from = (address: string) => ({ origin: server.url, 'x-forwarded-for': address });
  const device = async (address: string) =>
    (
      await ask(
        'POST',
        '/api/device/code',
        { 'content-type': 'application/json', 'x-forwarded-for': address },
        '{"client_id":"x"}',
      )
    ).status;
  await t.check('an address that used up its writes can still sign in', async () => {
    for (let i = 0; i < 5; i++) assert.equal(await device('198.51.100.7'), 200);
    assert.equal(await device('198.51.100.7'), 429);
    const { status } = await signIn(server.file('owner-token'), from('198.51.100.7'));
    assert.equal(status, 303);
  });
  await t.check('tokens cannot be guessed for long', async () => {
    let status = 401;
    let tries = 0;
    for (; tries < 100 && status === 401; tries++) {
      ({ status } = await signIn('alacard_owner_guess', from('198.51.100.8')));
    }
    assert.equal(status, 429);
    assert.ok(tries <= 61, `${tries} tries`);
  });
  await t.check('one home line of IPv6 has one budget', async () => {
    const found: number[] = [];
    for (let i = 0; i < 8; i++) found.push(await device(`2001:db8:1:${i}::1`));
    assert.equal(found.filter((status) => status === 200).length, 5);
    assert.equal(await device('2001:db8:1:100::1'), 200, 'the next /56 is somebody else');
  });
  await server.stop();
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
