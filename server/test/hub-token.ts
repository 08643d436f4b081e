import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createSharing, endpoints, type Endpoint, type Sharing } from '@alacard/core/sharing';
import { writeRepositories } from '../../proof/hub/fixture.ts';
import { startLocalHub } from '../../proof/hub/server.ts';
import { readConfig } from '../src/config.ts';
import { start } from '../src/start.ts';
import { endpointNames, everyRequest } from './every-endpoint.ts';
import { fakeMaker, ipynbOf, recipeOf } from './fake-maker.ts';
import { code, temporaryFolder, value, type Checks } from './harness.ts';
import { startServerProcess, type ServerProcess } from './server-process.ts';

const OPERATORS = 'hf_good_operator';
const PERSONS = 'hf_good_person';
const SECRET_CARD = /BLUEBIRD|Globex/;
const PRIVATE = 'acme/bluebird';

/** Pages and files by their route, with a value for every parameter. A route that is not here fails. */
const pagesAbout = (id: string): Readonly<Record<string, string>> => ({
  '/': `/?model=${PRIVATE}`,
  '/gallery': `/gallery?model=${PRIVATE}`,
  '/trending': `/trending?model=${PRIVATE}`,
  // Fastify's picture shows both of these as `/*`.
  '/models/*': `/models/${PRIVATE}`,
  '/*': `/hub/api/models/${PRIVATE}`,
  '/n/:share_id': `/n/${id}`,
  '/n/:share_id/edit': `/n/${id}/edit`,
  '/n/:share_id/frame': `/n/${id}/frame`,
  '/n/:share_id/preview.png': `/n/${id}/preview.png`,
  '/n/:share_id/badge.svg': `/n/${id}/badge.svg`,
  '/embed/:share_id': `/embed/${id}`,
});
/** Have nothing to do with models; written down so that a new page must be put into one of the two. */
const OTHER_PAGES = new Set([
  '/.well-known/security.txt',
  '/favicon.ico',
  '/livez',
  '/readyz',
  '/robots.txt',
  '/security',
  '/sitemap.xml',
  '/api/docs',
  '/api/docs/openapi.json',
  '/assets/:name',
  '/auth/callback',
  '/dashboard',
  '/device',
  '/health',
  '/metrics',
  '/problems/:code',
  '/sign-in',
  '/sign-in/start',
  '/sign-out',
]);

/** The operator's Hub token is for the operator; a person's is for one request. */
export async function hubTokenSuite(t: Checks): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const model = (card: string) => ({
    'README.md': `---\nlicense: mit\npipeline_tag: text-classification\nlibrary_name: transformers\n---\n# Model\n\n${card}\n\n\`\`\`python\nfrom transformers import pipeline\npipe = pipeline("text-classification", model="acme/bluebird")\nprint(pipe("tickets of Globex"))\n\`\`\`\n`,
    'config.json': {
      model_type: 'distilbert',
      architectures: ['DistilBertForSequenceClassification'],
    },
  });
  writeRepositories(`${dir}/hub`, {
    'tiny/sentiment': model('A public model.'),
    [PRIVATE]: model('Internal model of ACME project BLUEBIRD, trained on tickets of Globex.'),
    'acme/gated': model('Ask for access.'),
  });
  const hub = await startLocalHub({
    roots: [`${dir}/hub`],
    behaviours: { [PRIVATE]: { private: true }, 'acme/gated': { gated: 'manual' } },
  });
  const common = { HF_HUB_OFFLINE: '', HF_ENDPOINT: hub.url, ALACARD_LOG: 'debug' };
  fs.mkdirSync(`${dir}/hf`, { recursive: true });
  fs.writeFileSync(`${dir}/hf/token`, OPERATORS);

  await t.check('every route is known to this test', async () => {
    const config = readConfig({ port: '0', dataDir: `${dir}/routes` }, { ALACARD_LOG: 'silent' });
    const running = await start(config, fakeMaker());
    const found = routesOf(running.app.printRoutes({ commonPrefix: false }));
    await running.stop();
    const api = new Set(Object.values<Endpoint>(endpoints).map((one) => one.path));
    const known = pagesAbout('x');
    assert.ok(found.length > 40, `${found.length} routes`);
    const unknown = found.filter(
      (route) => !api.has(route) && !(route in known) && !OTHER_PAGES.has(route),
    );
    assert.deepEqual(unknown, [], 'put each into pagesAbout or OTHER_PAGES');
  });

  for (const [where, env] of [
    ['HF_TOKEN', { HF_TOKEN: OPERATORS }],
    ['hf auth login', { HF_HOME: `${dir}/hf` }],
  ] as const) {
    const name = where.replace(/\W/g, '');
    const server = await startServerProcess(`${dir}/${name}`, { ...common, ...env });
    const owner = server.file('owner-token');
    for (const [who, token] of [
      ['a stranger', undefined],
      ['the owner', owner],
    ] as const) {
      await t.check(`${where}: no request of ${who} reaches the Hub with it`, () =>
        askEverything(server, hub.requests, token),
      );
    }
    await t.check(`${where}: a person's own token opens what they may see, once`, () =>
      ownToken(server, hub.requests),
    );
    await t.check(`${where}: no Hub token in the log or in what is stored`, async () => {
      assert.equal(await server.stop(), 0);
      assert.ok(server.log().includes('/api/notebook/generate'), 'requests were logged');
      for (const secret of [OPERATORS, PERSONS]) {
        assert.ok(!server.log().includes(secret), 'log');
        for (const file of filesIn(`${dir}/${name}`)) {
          assert.ok(!fs.readFileSync(file).includes(secret), file);
        }
      }
    });
  }
  await t.check('a Hub that redirects elsewhere does not get the token sent there', () =>
    elsewhere(`${dir}/away`),
  );
  await hub.close();
  remove();
}

async function askEverything(
  server: ServerProcess,
  requests: readonly { readonly token: string | null }[],
  token: string | undefined,
): Promise<void> {
  const sharing = createSharing({ fetch, baseUrl: server.url, ...(token ? { token } : {}) });
  // Another one each time: one of the requests withholds what it is about for good.
  const about = (text: string) => ({ title: 'T', ipynb: ipynbOf(text), recipe: recipeOf() });
  const reached: string[] = [];
  for (const name of endpointNames) {
    const { share_id } = value(await sharing.call('publish', { body: about(`before ${name}`) }));
    const before = requests.length;
    const result = await sharing.call(
      name as 'get',
      everyRequest(share_id, PRIVATE)[name] as never,
    );
    if (requests.length > before) reached.push(name);
    assert.doesNotMatch(JSON.stringify(result), SECRET_CARD, name);
    assert.deepEqual(tokensOf(requests, before), [], name);
    // Account gone or tokens made: what comes next must not depend on it.
    if (name === 'generate' || name === 'remix') {
      assert.equal(code(result), 'invalid-recipe', name);
      assert.ok(!result.ok && /Alacard-Hub-Token/.test(result.problem.detail), name);
    }
  }
  const marked = endpointNames.filter((name) => (endpoints[name] as Endpoint).hub);
  assert.deepEqual(reached.sort(), [...marked].sort(), 'exactly those marked `hub` ask the Hub');
  const { share_id } = value(await sharing.call('publish', { body: about('for the pages') }));
  for (const address of Object.values(pagesAbout(share_id))) {
    const before = requests.length;
    const answer = await fetch(server.url + address, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    assert.doesNotMatch(await answer.text(), SECRET_CARD, address);
    assert.deepEqual(tokensOf(requests, before), [], address);
  }
}

async function ownToken(
  server: ServerProcess,
  requests: readonly { readonly token: string | null }[],
): Promise<void> {
  const sharing = createSharing({ fetch, baseUrl: server.url });
  const recipe = recipeOf({ model_card: { id: PRIVATE } });
  const before = requests.length;
  const open = await sharing.call('generate', { body: { recipe }, hubToken: PERSONS });
  assert.equal(code(open), 'private-model');
  assert.ok(!open.ok && /is_public: false/.test(open.problem.detail));
  const made = value(
    await sharing.call('generate', { body: { recipe, is_public: false }, hubToken: PERSONS }),
  );
  assert.ok(made.manage_token !== undefined, 'private and nobody else’s');
  assert.equal(code(await sharing.call('get', { params: made })), 'not-found');
  const parent = value(
    await sharing.call('publish', {
      body: { title: 'T', ipynb: ipynbOf('to remix'), recipe: recipeOf() },
    }),
  );
  const remix = (is_public: boolean, hubToken?: string) =>
    sharing.call('remix', {
      params: parent,
      body: { modified_recipe: recipe, is_public },
      ...(hubToken === undefined ? {} : { hubToken }),
    });
  assert.equal(code(await remix(true, PERSONS)), 'private-model');
  value(await remix(false, PERSONS));
  assert.deepEqual(tokensOf(requests, before), [PERSONS]);
  await forgotten(sharing, remix, recipe);
}

/** Nothing of the person's stays behind for the next caller. */
async function forgotten(
  sharing: Sharing,
  remix: (is_public: boolean, hubToken?: string) => ReturnType<typeof sharing.call<'remix'>>,
  recipe: ReturnType<typeof recipeOf>,
): Promise<void> {
  assert.equal(code(await sharing.call('generate', { body: { recipe } })), 'invalid-recipe');
  assert.equal(code(await remix(false)), 'invalid-recipe');
  const other = await remix(false, 'hf_weak_token');
  assert.equal(code(other), 'invalid-recipe');
  assert.ok(!other.ok && !other.problem.detail.includes('hf_weak_token'));
  const gated = recipeOf({ model_card: { id: 'acme/gated' } });
  value(await sharing.call('generate', { body: { recipe: gated }, hubToken: PERSONS }));
  for (const bad of ['', 'two words', 'x'.repeat(300)]) {
    const refused = await sharing.call('generate', { body: { recipe: gated }, hubToken: bad });
    assert.equal(code(refused), 'bad-request', bad);
  }
}

async function elsewhere(dir: string): Promise<void> {
  const seen: (string | undefined)[] = [];
  const other = http.createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end('{}');
  });
  const hub = http.createServer((request, response) => {
    const { port } = other.address() as AddressInfo;
    response.writeHead(307, { location: `http://127.0.0.1:${port}${request.url ?? ''}` }).end();
  });
  for (const one of [other, hub]) {
    await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  }
  const { port } = hub.address() as AddressInfo;
  const server = await startServerProcess(dir, {
    HF_HUB_OFFLINE: '',
    HF_ENDPOINT: `http://127.0.0.1:${port}`,
    ALACARD_LOG: 'warn',
  });
  const sharing = createSharing({ fetch, baseUrl: server.url });
  await sharing.call('generate', { body: { recipe: recipeOf() }, hubToken: PERSONS });
  await sharing.call('models', { query: { q: 'x' }, hubToken: PERSONS });
  assert.ok(seen.length > 0, 'the redirect was followed');
  assert.deepEqual([...new Set(seen)], [undefined]);
  await server.stop();
  for (const one of [other, hub]) {
    one.close();
    one.closeAllConnections();
  }
}

const tokensOf = (
  requests: readonly { readonly token: string | null }[],
  from: number,
): string[] => [...new Set(requests.slice(from).flatMap(({ token }) => token ?? []))];

const filesIn = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** Paths out of Fastify's picture of its routes, which indents by four characters a segment. */
function routesOf(picture: string): string[] {
  const open: string[] = [];
  const found = new Set<string>();
  for (const row of picture.split('\n')) {
    const [, indent = '', segment = '', methods] =
      /^([│ ]*)[├└]── (\S*?)(?: \((.*)\))?$/.exec(row) ?? [];
    open.length = indent.length / 4;
    open.push(segment);
    if (methods !== undefined && methods !== 'OPTIONS') found.add(open.join(''));
  }
  return [...found];
}
