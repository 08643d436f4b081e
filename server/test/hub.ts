import assert from 'node:assert/strict';
import http, { type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHub } from '@alacard/core';
import { ProblemSchema } from '@alacard/core/sharing';
import { writeRepositories } from '../../proof/hub/fixture.ts';
import { startLocalHub } from '../../proof/hub/server.ts';
import { readConfig } from '../src/config.ts';
import { createHubPassage } from '../src/hub/passage.ts';
import { readQuestion } from '../src/hub/question.ts';
import { start } from '../src/start.ts';
import { fakeMaker } from './fake-maker.ts';
import { temporaryFolder, type Checks } from './harness.ts';

const card = (licence: string): string =>
  `---\nlicense: ${licence}\npipeline_tag: text-classification\n---\n# Tiny <script>alert(1)</script>\n`;

/** The way to the Hub through the server: the same answers, and nothing but them. */
export async function hubSuite(t: Checks): Promise<void> {
  const { dir, remove } = temporaryFolder();
  const config = { model_type: 'distilbert' };
  writeRepositories(dir, {
    'tiny/sentiment': { 'README.md': card('mit'), 'config.json': config, 'vocab.txt': 'a\nb\n' },
    'tiny/gated': { 'README.md': card('other'), 'config.json': config },
    'tiny/limited': { 'README.md': card('mit'), 'config.json': config },
    gpt2: { 'README.md': card('mit'), 'config.json': config },
  });
  const local = await startLocalHub({
    roots: [dir],
    pageSize: 2,
    behaviours: {
      'tiny/gated': { gated: 'manual' },
      'tiny/old': { renamedTo: 'tiny/sentiment' },
      'tiny/limited': { rateLimited: { times: 1, seconds: 30 } },
    },
  });
  const running = await start(
    readConfig(
      { port: '0', dataDir: `${dir}/data` },
      { ALACARD_LOG: 'silent', HF_ENDPOINT: local.url, ALACARD_ANONYMOUS_PER_HOUR: '20' },
    ),
    fakeMaker(),
  );
  const { url } = running;
  const direct = createHub({ endpoint: local.url, fetch, retry: { tries: 1 } });
  const through = createHub({
    endpoint: local.url,
    fetch: (address, init) => fetch(`${url}/hub${address.slice(local.url.length)}`, init),
    retry: { tries: 1 },
  });

  await t.check('core’s client gets the same through the server as from the Hub', async () => {
    for (const [name, ask] of Object.entries({
      facts: (hub: typeof direct) => hub.modelFacts('tiny/sentiment'),
      'facts of a revision': (hub: typeof direct) => hub.modelFacts('tiny/sentiment', 'main'),
      'a renamed model': (hub: typeof direct) => hub.modelFacts('tiny/old'),
      'an old id': (hub: typeof direct) => hub.modelFacts('gpt2'),
      'a gated model': (hub: typeof direct) => hub.modelFacts('tiny/gated'),
      search: (hub: typeof direct) => hub.searchModels('tiny'),
      list: (hub: typeof direct) =>
        hub.listModels({
          task: 'text-classification',
          licence: 'mit',
          parameters: { min: 0, max: 3e9 },
          gated: false,
          sort: 'trending',
          limit: 5,
        }),
      'files over several pages': (hub: typeof direct) => hub.files('tiny/sentiment'),
      'a model that is not there': (hub: typeof direct) => hub.modelFacts('tiny/nobody'),
      'a revision that is not there': (hub: typeof direct) => hub.modelFacts('gpt2', 'v9'),
    })) {
      assert.deepEqual(await ask(through), await ask(direct), name);
    }
    const facts = await through.modelFacts('tiny/sentiment');
    assert.ok(facts.ok && facts.value.licence === 'mit');
  });
  await t.check('a limit of the Hub reaches the client with its wait', async () => {
    const answer = await fetch(`${url}/hub/api/models/tiny/limited`);
    assert.equal(answer.status, 429);
    assert.match(answer.headers.get('ratelimit') ?? '', /t=30/);
    assert.equal((await fetch(`${url}/hub/api/models/tiny/limited`)).status, 200, 'not kept');
  });
  await t.check('nothing of the reader goes with a question, and it is asked once', async () => {
    const address = '/api/models/tiny/sentiment?expand=likes';
    const before = local.requests.length;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        fetch(`${url}/hub${address}`, { headers: { cookie: 'alacard_session=x', origin: url } }),
      ),
    );
    for (const answer of answers) assert.equal(answer.status, 200);
    await fetch(`${url}/hub${address}`);
    const asked = local.requests.slice(before).filter((one) => one.url === address);
    assert.deepEqual(
      asked.map(({ token }) => token),
      [null],
    );
  });
  await t.check('a model card is plain text in a box of its own', async () => {
    const answer = await fetch(`${url}/hub/tiny/sentiment/resolve/main/README.md`);
    assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('content-security-policy'), "default-src 'none'; sandbox");
    assert.equal(await answer.text(), card('mit'));
  });
  await t.check('pages of this machine may read it, others not', async () => {
    const from = (origin: string) =>
      fetch(`${url}/hub/api/models/gpt2`, { headers: { origin } }).then(({ headers }) => [
        headers.get('access-control-allow-origin'),
        headers.get('access-control-allow-credentials'),
      ]);
    assert.deepEqual(await from('http://localhost:8888'), ['http://localhost:8888', null]);
    assert.deepEqual(await from('https://evil.example'), [null, null]);
  });

  for (const address of [
    '',
    '/',
    '/api/whoami-v2',
    '/api/datasets',
    '/api/models/../whoami-v2',
    '/api/models/..%2f..%2fwhoami-v2',
    '/api/models/tiny/sentiment/discussions',
    '/api/models/tiny/sentiment?full=true',
    '/api/models?limit=1000',
    '/api/models?author=x',
    '/api/models?search=a%00b',
    '/api/models/%E0%A4%A',
    '/tiny/sentiment/resolve/main/config.json',
    '/tiny/sentiment/resolve/main/../../x/README.md',
    '/tiny/sentiment/resolve/main/README.md?download=true',
    '/tiny/sentiment/raw/main/README.md',
    '/tiny/sentiment/resolve/main%2F..%2F..%2Fx/README.md',
    '/datasets/a/b/resolve/main/README.md',
    '//evil.example/api/models',
    '/@evil.example/resolve/main/README.md',
    '.evil.example/api/models',
    ':80@evil.example/api/models',
  ]) {
    await t.check(`does not pass on ${address || 'nothing'}`, () =>
      assert.equal(readQuestion(address), null),
    );
  }
  await t.check('a question is written anew, slashes of a branch encoded', () => {
    assert.equal(
      readQuestion('/api/models/o/n/revision/refs%2Fpr%2F1?expand=sha')?.address,
      '/api/models/o/n/revision/refs%2Fpr%2F1?expand=sha',
    );
    assert.equal(
      readQuestion('/api/models?search=a b&filter=license:mit')?.address,
      '/api/models?search=a%20b&filter=license%3Amit',
    );
  });
  await t.check('refusals are problem documents; only GET is answered', async () => {
    const answer = await fetch(`${url}/hub/api/whoami-v2`);
    assert.equal(answer.status, 404);
    assert.equal(ProblemSchema.parse(await answer.json()).code, 'not-found');
    const missing = await fetch(`${url}/hub/api/models/tiny/nobody`);
    assert.equal(missing.status, 401);
    assert.equal(ProblemSchema.parse(await missing.json()).code, 'hub-refused');
    for (const method of ['HEAD', 'POST', 'PUT', 'DELETE']) {
      assert.equal((await fetch(`${url}/hub/api/models/gpt2`, { method })).status, 404, method);
    }
  });
  await t.check('an address that asks too much is stopped', async () => {
    let status = 200;
    for (let i = 0; i < 250 && status === 200; i++) {
      const answer = await fetch(`${url}/hub/api/models/gpt2`);
      await answer.arrayBuffer();
      ({ status } = answer);
    }
    assert.equal(status, 429);
    assert.equal((await fetch(`${url}/gallery`)).status, 200, 'reading here goes on');
  });
  await running.stop();
  await local.close();
  remove();
  await hostileHub(t);
}

/** A Hub that misbehaves. */
async function hostileHub(t: Checks): Promise<void> {
  const elsewhere: string[] = [];
  const other = await listen((request, response) => {
    elsewhere.push(request.url ?? '');
    response.end('{}');
  });
  const seen: IncomingHttpHeaders[] = [];
  const hub = await listen((request, response) => {
    seen.push(request.headers);
    const path = request.url ?? '';
    if (path.includes('/away')) response.writeHead(302, { location: `${other.url}/secret` }).end();
    else if (path.includes('/round')) response.writeHead(307, { location: path }).end();
    else if (path.includes('/big')) response.end(Buffer.alloc(200_000, 'x'));
    else if (path.includes('/broken')) response.writeHead(500).end();
    else if (path.includes('/cut')) {
      response.writeHead(200, { 'content-length': '1000' }).write('{');
      setTimeout(() => response.destroy(), 50);
    } else if (!path.includes('/silent')) response.end('{}');
  });
  const passage = createHubPassage({
    endpoint: hub.url,
    offline: false,
    fetch,
    timeout: 400,
    mostBytes: 100_000,
  });
  const ask = (id: string) => {
    const question = readQuestion(`/api/models/${id}`);
    assert.ok(question);
    return passage.ask(question);
  };
  for (const [id, reason] of [
    ['x/away', /elsewhere/],
    ['x/round', /elsewhere/],
    ['x/big', /larger/],
    ['x/broken', /500/],
    ['x/cut', /cannot be reached/],
    ['x/silent', /no answer in time/],
  ] as const) {
    await t.check(`a Hub that does not answer as one: ${id}`, () =>
      assert.rejects(ask(id), reason),
    );
  }
  await t.check('redirects to other places are never followed', () =>
    assert.deepEqual(elsewhere, []),
  );
  await t.check('an offline server, and one without a Hub, say so', async () => {
    const gone = createHubPassage({ endpoint: hub.url, offline: true, fetch });
    const question = readQuestion('/api/models/x/fine');
    assert.ok(question);
    await assert.rejects(gone.ask(question), /HF_HUB_OFFLINE/);
    hub.close();
    await assert.rejects(ask('x/later'), /cannot be reached/);
  });
  await t.check('the Hub sees no header of anybody', () => {
    const sent = new Set(seen.flatMap((headers) => Object.keys(headers)));
    for (const name of ['cookie', 'authorization', 'origin', 'referer', 'x-forwarded-for']) {
      assert.ok(!sent.has(name), name);
    }
  });
  other.close();
}

async function listen(handler: RequestListener): Promise<{ url: string; close: () => void }> {
  const server = http.createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // SAFETY: a TCP server that listens has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
