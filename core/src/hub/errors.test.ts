import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeRepositories } from '../../../proof/hub/fixture.ts';
import { startLocalHub, type LocalHub } from '../../../proof/hub/server.ts';
import { createHub, type HubOptions } from './client.ts';
import type { HubError } from './result.ts';

const root = mkdtempSync(join(tmpdir(), 'hub-errors-'));
const servers: Server[] = [];
let local: LocalHub;

beforeAll(async () => {
  writeRepositories(root, { 'org/plain': { 'README.md': '# Plain\n', 'config.json': {} } });
  const like = 'org/plain';
  local = await startLocalHub({
    roots: [root],
    behaviours: {
      'org/secret': { like, private: true },
      'org/disabled': { like, disabled: true },
      'org/unsafe': { like, unsafe: [{ path: 'pytorch_model.bin', level: 'unsafe' }] },
      'org/limited': { like, rateLimited: { times: 2, seconds: 0 } },
      'org/closed-shop': { like, rateLimited: { times: 9, seconds: 55 } },
      'org/flaky': { like, failing: { times: 2, status: 503 } },
      'org/broken': { like, failing: { times: 99, status: 500 } },
      'org/slow': { like, delayMs: 400 },
      'org/no-sha': { like, answers: { sha: 'main' } },
      'org/other-id': { like, answers: { id: 'a b' } },
    },
  });
});
afterAll(async () => {
  await local.close();
  rmSync(root, { recursive: true });
  for (const server of servers) server.close().closeAllConnections();
});

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // SAFETY: a TCP server that listens has an AddressInfo.
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
};

const quick = { firstPause: 0.01 };
const hubWith = (options: Partial<HubOptions> = {}) =>
  createHub({ fetch, endpoint: local.url, retry: quick, ...options });

const failure = async (
  id: string,
  options: Partial<HubOptions> = {},
  revision?: string,
): Promise<HubError> => {
  const result = await hubWith(options).modelFacts(id, revision);
  if (result.ok) throw new Error(`${id} has facts`);
  return result.error;
};

describe('errors are told apart', () => {
  it.each([
    ['not-found', 'org/none', {}, /HF_TOKEN/],
    ['not-found', 'org/none', { token: 'hf_other' }, /spelling/],
    ['not-found', 'org/secret', {}, /private/],
    ['not-found', 'org/secret', { token: 'hf_other' }, /may not see/],
    ['bad-token', 'org/plain', { token: 'hf_invalid' }, /settings\/tokens/],
    ['bad-token', 'org/plain', { token: 'hf_gööd' }, /HF_TOKEN/],
    ['disabled', 'org/disabled', {}, /another model/],
    ['unsafe', 'org/unsafe', {}, /pytorch_model\.bin/],
    ['bad-id', 'not a model', {}, /organisation\/name/],
    ['bad-answer', 'org/no-sha', {}, /\(sha\)/],
    ['bad-answer', 'org/other-id', {}, /\(id\)/],
    ['server-error', 'org/broken', { retry: { tries: 2, firstPause: 0.01 } }, /HTTP 500/],
    ['offline', 'org/plain', { offline: true }, /HF_HUB_OFFLINE/],
    ['offline', 'org/plain', { endpoint: 'http://127.0.0.1:9', retry: { tries: 1 } }, /reached/],
    ['offline', 'org/slow', { timeout: 0.05, retry: { tries: 1 } }, /no answer in time/],
    ['bad-endpoint', 'org/plain', { endpoint: 'huggingface.co' }, /HF_ENDPOINT/],
    ['bad-endpoint', 'org/plain', { endpoint: 'https://me:pw@huggingface.co' }, /HF_ENDPOINT/],
  ] as const)('%s: %s %j', async (kind, id, options, words) => {
    const error = await failure(id, options);
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(words);
    if (kind !== 'bad-endpoint' && kind !== 'bad-token') expect(error.message).toContain(id);
  });

  it('revision-not-found names the revision', async () => {
    const error = await failure('org/plain', {}, 'v9.9');
    expect(error).toMatchObject({ kind: 'revision-not-found', status: 404 });
    expect(error.message).toContain('v9.9');
    expect((await failure('org/plain', {}, '../../x')).kind).toBe('bad-id');
  });

  it('gated and private are those of files and tokens', async () => {
    const gate = (status: number, code: string | null) =>
      serve((_, response) => {
        response.writeHead(status, code === null ? {} : { 'x-error-code': code }).end('{}');
      });
    const gated = await gate(401, 'GatedRepo');
    const closed = await gate(403, 'GatedRepo');
    const noScope = await gate(403, null);
    const withToken = { token: 'hf_x' };
    expect(await failure('org/x', { endpoint: gated })).toMatchObject({ kind: 'gated' });
    const asked = await failure('org/x', { endpoint: closed, ...withToken });
    expect(asked.message).toMatch(/has not been granted/);
    expect(await failure('org/x', { endpoint: noScope, ...withToken })).toMatchObject({
      kind: 'private',
    });
    const files = await hubWith({ endpoint: gated }).files('org/x');
    expect(files.ok ? null : files.error.kind).toBe('gated');
  });

  it('bad-answer is what is no JSON of the Hub', async () => {
    const page = await serve((_, response) => response.end('<html>Sign in to the hotel</html>'));
    expect(await failure('org/x', { endpoint: page })).toMatchObject({ kind: 'bad-answer' });
    const list = await hubWith({ endpoint: page }).listModels();
    expect(list.ok ? null : list.error.kind).toBe('bad-answer');
  });
});

describe('waiting', () => {
  it('outlasts a rate limit the Hub says is short, and tells who waits', async () => {
    const waits: [string, number][] = [];
    const hub = hubWith({ onRetry: ({ kind }, seconds) => waits.push([kind, seconds]) });
    const result = await hub.modelFacts('org/limited');
    expect(result.ok).toBe(true);
    expect(waits).toEqual([
      ['rate-limited', 1],
      ['rate-limited', 1],
    ]);
  });

  it('does not sit through a long one', async () => {
    const error = await failure('org/closed-shop');
    expect(error).toMatchObject({ kind: 'rate-limited', retryAfter: 56, status: 429 });
    expect(error.message).toMatch(/56 s.*HF_TOKEN/);
  });

  it('outlasts passing faults', async () => {
    expect((await hubWith().modelFacts('org/flaky')).ok).toBe(true);
  });

  it('does not ask again where that would not help', async () => {
    const before = local.requests.length;
    await failure('org/none');
    expect(local.requests.length - before).toBe(3);
  });

  it('ends when the caller stops it, in a request and in a pause', async () => {
    const inRequest = await hubWith().modelFacts('org/slow', undefined, {
      signal: AbortSignal.timeout(30),
    });
    expect(inRequest.ok ? null : inRequest.error.kind).toBe('aborted');
    const stop = new AbortController();
    const hub = hubWith({
      retry: { firstPause: 20, tries: 3 },
      onRetry: () => {
        stop.abort();
      },
    });
    const inPause = await hub.modelFacts('org/broken', undefined, { signal: stop.signal });
    expect(inPause.ok ? null : inPause.error.kind).toBe('aborted');
  });
});

describe('the platform', () => {
  it('has its fetch called as a function, as browsers demand', async () => {
    const callers: unknown[] = [];
    const picky: HubOptions['fetch'] = function (this: unknown, url, init) {
      callers.push(this);
      return fetch(url, init);
    };
    expect((await hubWith({ fetch: picky }).modelFacts('org/plain')).ok).toBe(true);
    expect(new Set(callers)).toEqual(new Set([undefined]));
  });
});

describe('a model that is pushed to meanwhile', () => {
  it('shows the card of the commit the facts are of', async () => {
    const [before, after] = ['a'.repeat(40), 'b'.repeat(40)];
    const endpoint = await serve((request, response) => {
      const url = request.url ?? '';
      if (url.startsWith('/api/')) {
        const siblings = [{ rfilename: 'README.md' }];
        response.end(JSON.stringify({ id: 'org/x', sha: before, siblings }));
      } else {
        const commit = url.includes(before) ? before : after;
        response.setHeader('x-repo-commit', commit).end(`card of ${commit}`);
      }
    });
    const result = await hubWith({ endpoint }).modelFacts('org/x');
    expect(result.ok && result.value.cardText).toBe(`card of ${before}`);
  });
});

describe('the token', () => {
  it('goes to the endpoint and nowhere else', async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    const tokens: (string | undefined)[] = [];
    const endpoint = await serve((request, response) => {
      tokens.push(request.headers.authorization);
      response.writeHead(307, { location: `${elsewhere}${request.url ?? ''}` }).end();
    });
    await failure('org/x', { endpoint, token: 'hf_secret' });
    expect(new Set(tokens)).toEqual(new Set(['Bearer hf_secret']));
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen)).toEqual(new Set([undefined]));
  });

  it('is in no error', async () => {
    const token = 'hf_invalidSECRET';
    for (const options of [{}, { endpoint: 'http://127.0.0.1:9', retry: { tries: 1 } }]) {
      expect(JSON.stringify(await failure('org/plain', { ...options, token }))).not.toContain(
        'SECRET',
      );
    }
    const quoting = await failure('org/plain', {
      token,
      fetch: (_, init) => Promise.reject(new Error(`bad header ${JSON.stringify(init?.headers)}`)),
    });
    expect(quoting.kind).toBe('offline');
    expect(JSON.stringify(quoting)).not.toContain('SECRET');
    const odd = await failure('org/plain', { token: 'hf_SECRET\u0007ü' });
    expect(JSON.stringify(odd)).not.toContain('SECRET');
  });
});
