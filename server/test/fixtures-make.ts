import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../src/config.ts';
import { start } from '../src/start.ts';
import { fakeMaker, ipynbOf, recipeOf } from './fake-maker.ts';
import { createDatabase, temporaryFolder } from './harness.ts';
import type { Made, MadeData, MadeNotebook } from './made-before.ts';
import { ALICE, startIssuer } from './issuer.ts';
import { KEYS, SECRET } from './world.ts';

/**
 * `node --conditions=source test/fixtures-make.ts NAME`, run at the commit whose data is to be kept:
 * makes test/fixtures/NAME.tar.zst, the data of one server on each engine as a user of that day has
 * it. Needs PostgreSQL, pg_dump, tar and zstd. `at-8eb487c` was made at commit 8eb487c; made anew by
 * today's code it would prove nothing.
 */
const name = process.argv[2] ?? '';
if (!/^at-[0-9a-f]{7}$/.test(name)) throw new Error('name the fixture at-COMMIT');

/** A year no test lives to see: sessions of a fixture must not expire in the repository. */
const LATER = '2126-01-01';

async function make(
  env: Readonly<Record<string, string>>,
  dataDir: string,
  bearer?: string,
): Promise<Made> {
  const config = readConfig({ port: '0', dataDir }, { ALACARD_LOG: 'silent', ...env });
  const running = await start(config, fakeMaker());
  const owner = bearer ?? running.ownerToken ?? '';
  const call = async (
    method: string,
    at: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Record<string, string>> => {
    const answer = await fetch(`${running.url}${at}`, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${at}: ${answer.status} ${await answer.text()}`);
    const text = await answer.text();
    return (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, string>;
  };
  const own = { authorization: `Bearer ${owner}` };
  const notebooks: MadeNotebook[] = [];
  async function share(
    title: string,
    { as = {}, versions = 1, isPublic = true, parent = '', filler = 0 },
  ): Promise<MadeNotebook> {
    // Letters outside of Latin-1 and bytes that do not compress: what a careless copy would damage.
    const files = Array.from({ length: versions }, (_, i) =>
      ipynbOf(
        `print("${title} – Brot ist 麵包 ${i} ${crypto.randomBytes(filler).toString('base64')}")`,
      ),
    );
    const [first = '', ...more] = files;
    const made = await call(
      'POST',
      parent ? `/api/notebook/${parent}/remix` : '/api/notebook/publish',
      {
        title,
        description: `about ${title}`,
        ipynb: first,
        recipe: recipeOf(),
        is_public: isPublic,
      },
      as,
    );
    const manage = made['manage_token'] ?? null;
    const id = made['share_id'] ?? '';
    for (const ipynb of more) {
      const by = manage === null ? as : { 'alacard-manage-token': manage };
      await call('POST', `/api/notebook/${id}/versions`, { ipynb, recipe: recipeOf() }, by);
    }
    const entry = {
      share_id: id,
      title,
      is_public: isPublic,
      manage,
      files,
      downloads: 0,
      remixes: 0,
    };
    notebooks.push(entry);
    return entry;
  }
  const loaf = await share('Loaf', { as: own, versions: 3, filler: 3000 });
  const secret = await share('Secret loaf', {
    as: own,
    versions: 2,
    isPublic: false,
    filler: 3000,
  });
  const found = await share('Found loaf', {});
  await share('Hidden loaf', { versions: 2, isPublic: false });
  const hidden = await share('Loaf that was open', { as: own, versions: 2 });
  await call('PATCH', `/api/notebook/${hidden.share_id}`, { is_public: false }, own);
  hidden.is_public = false;
  const child = await share('Loaf with seeds', { parent: loaf.share_id });
  await share('Loaf with nuts', { parent: child.share_id, as: own });
  await share('Loaf of a secret', { parent: secret.share_id, as: own });
  loaf.remixes = child.remixes = secret.remixes = 1;
  const gone = await call(
    'POST',
    '/api/notebook/publish',
    { title: 'Gone', ipynb: ipynbOf(), recipe: recipeOf() },
    own,
  );
  await call('DELETE', `/api/notebook/${gone['share_id'] ?? ''}`, undefined, own);
  for (let i = 0; i < 5; i++) {
    await call('GET', `/api/notebook/download/${loaf.share_id}`, undefined, {
      'user-agent': `Firefox ${i}`,
    });
    loaf.downloads++;
  }
  await call(
    'POST',
    `/api/notebook/${loaf.share_id}/track`,
    { event: 'view' },
    { 'user-agent': 'Firefox' },
  );
  await call('POST', `/api/notebook/${loaf.share_id}/runs`, { version: 3, ok: true, seconds: 12 });
  await call('POST', `/api/notebook/${found.share_id}/report`, {
    kind: 'spam',
    statement: 'this is an advertisement',
  });
  const recipe = await call('POST', '/api/recipes', {
    recipe: recipeOf({ difficulty: 'advanced' }),
  });
  const personal = await call(
    'POST',
    '/api/me/tokens',
    { name: 'script', scopes: ['read', 'write', 'delete', 'admin'] },
    own,
  );
  await call('PATCH', '/api/me', { name: 'Ada' }, own);
  const entered = await fetch(`${running.url}/sign-in?token=${owner}`, { redirect: 'manual' });
  const session =
    /alacard_session=([^;]+)/.exec(entered.headers.getSetCookie().join('\n'))?.[1] ?? '';
  if (session === '') throw new Error('no session');
  await running.services.store.db.query(
    `update access_tokens set expires_at = '${LATER}' where kind = 'session'`,
  );
  await running.stop();
  return {
    notebooks,
    gone: gone['share_id'] ?? '',
    session,
    personal: personal['token'] ?? '',
    ownerToken: running.ownerToken,
    recipe: recipe['code'] ?? '',
    secret: config.secret,
    keys: config.keys,
  };
}

const { dir, remove } = temporaryFolder();
const pglite = await make({}, path.join(dir, 'pglite'));
const issuer = await startIssuer();
const database = await createDatabase();
if (typeof database === 'string') throw new Error(database);
const postgres = await make(
  {
    DATABASE_URL: database.url,
    ALACARD_SECRET: SECRET,
    ALACARD_KEYS: KEYS,
    ALACARD_ISSUER: issuer.issuer,
  },
  path.join(dir, 'unused'),
  await issuer.mint({ sub: ALICE, name: 'alice' }),
);
await issuer.close();
fs.writeFileSync(
  path.join(dir, 'postgres.sql'),
  execFileSync('pg_dump', ['--no-owner', '--inserts', database.url], { encoding: 'utf8' })
    // Commands of psql, not of SQL.
    .replace(/^\\.*$/gm, ''),
);
await database.drop();
const data: MadeData = { pglite, postgres };
fs.writeFileSync(path.join(dir, 'made.json'), JSON.stringify(data));
const file = fileURLToPath(new URL(`fixtures/${name}.tar`, import.meta.url));
execFileSync('tar', ['-C', dir, '-cf', file, 'pglite', 'postgres.sql', 'made.json']);
// The three databases of a cluster repeat each other over tens of megabytes.
execFileSync('zstd', ['-q', '-f', '--ultra', '-22', '--long=27', '--rm', file]);
console.log(`${file}.zst: ${fs.statSync(`${file}.zst`).size} bytes`);
remove();
process.exit(0);
