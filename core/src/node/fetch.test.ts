import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeRepositories } from '../../../proof/hub/fixture.ts';
import { startLocalHub, type LocalHub } from '../../../proof/hub/server.ts';
import { createHub } from '../hub/client.ts';
import { createNodeFetch, type NodeFetchOptions } from './fetch.ts';
import { cacheFolder, nodeHubSettings } from './hub-settings.ts';

const base = mkdtempSync(join(tmpdir(), 'node-fetch-'));
const root = join(base, 'models');
let cache: string;
let local: LocalHub;
let runs = 0;

beforeAll(async () => {
  writeRepositories(root, {
    'org/name': { 'README.md': '# One\n', 'config.json': { model_type: 'bert' } },
    'org/closed': { 'README.md': '# Closed\n', 'config.json': { model_type: 'bert' } },
  });
  local = await startLocalHub({ roots: [root], behaviours: { 'org/closed': { gated: 'auto' } } });
});
beforeEach(() => {
  runs += 1;
  cache = join(base, `cache-${String(runs)}`);
});
afterAll(async () => {
  await local.close();
  rmSync(base, { recursive: true });
});

/** Statuses of the requests that a fresh process with this cache would make. */
const statuses = async (
  id: string,
  token: string | null = null,
  options: NodeFetchOptions = {},
): Promise<{ card: string | null; seen: number[] }> => {
  const node = createNodeFetch({ env: {}, cache, ...options });
  const before = local.requests.length;
  const result = await createHub({ fetch: node.fetch, endpoint: local.url, token }).modelFacts(id);
  await node.close();
  if (!result.ok) throw new Error(result.error.message);
  return {
    card: result.value.cardText,
    seen: local.requests.slice(before).map(({ status }) => status),
  };
};

describe('the cache', () => {
  it('asks again by ETag, also after a new start', async () => {
    expect((await statuses('org/name')).seen).toEqual([200, 200, 200, 200]);
    expect((await statuses('org/name')).seen).toEqual([304, 304, 304, 304]);
    expect((await statuses('org/name')).seen).toEqual([304, 304, 304, 304]);
  });

  it('notices a new commit', async () => {
    await statuses('org/name');
    writeFileSync(join(root, 'org/name/README.md'), '# Two, longer\n');
    expect((await statuses('org/name')).card).toBe('# Two, longer\n');
  });

  it('shows what a token may see to that token only, and does not keep the token', async () => {
    expect((await statuses('org/closed', 'hf_goodSECRET')).card).toBe('# Closed\n');
    expect((await statuses('org/closed', 'hf_goodSECRET')).seen).toContain(304);
    expect((await statuses('org/closed')).card).toBeNull();
    for (const name of readdirSync(cache)) {
      expect(readFileSync(join(cache, name), 'latin1')).not.toContain('SECRET');
    }
  });

  it('is no reason to fail when it cannot be written', async () => {
    writeFileSync(cache, 'a file where the folder should be');
    expect((await statuses('org/name')).seen).not.toContain(304);
  });

  it('can be left out', async () => {
    await statuses('org/name', null, { cache: null });
    expect((await statuses('org/name', null, { cache: null })).seen).not.toContain(304);
  });
});

describe('proxies', () => {
  it('of the environment are used, but not for NO_PROXY', async () => {
    const asked: string[] = [];
    const proxy = createServer((incoming, response) => {
      // A proxy is asked with the whole address.
      asked.push(incoming.url ?? '');
      const { headers } = incoming;
      request(incoming.url ?? '', { headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      }).end();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    // SAFETY: a TCP server that listens has an AddressInfo.
    const HTTP_PROXY = `http://127.0.0.1:${String((proxy.address() as AddressInfo).port)}`;
    try {
      await statuses('org/name', null, { env: { HTTP_PROXY, NO_PROXY: '127.0.0.1' } });
      expect(asked).toEqual([]);
      await statuses('org/name', null, { env: { HTTP_PROXY } });
      expect(asked).toHaveLength(4);
      for (const url of asked) expect(url.startsWith(local.url)).toBe(true);
    } finally {
      proxy.close().closeAllConnections();
    }
  });
});

describe('settings of this machine', () => {
  const home = join(base, 'hf-home');
  beforeAll(() => {
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'token'), 'hf_stored\n');
  });
  it('take the token that was stored by signing in', () => {
    expect(nodeHubSettings({ HF_HOME: home }).token).toBe('hf_stored');
    expect(nodeHubSettings({ HF_TOKEN_PATH: join(home, 'token') }).token).toBe('hf_stored');
    expect(nodeHubSettings({ XDG_CACHE_HOME: base, HF_HOME: home, HF_TOKEN: 'hf_env' }).token).toBe(
      'hf_env',
    );
    expect(nodeHubSettings({ HF_HOME: home, HF_HUB_DISABLE_IMPLICIT_TOKEN: '1' }).token).toBeNull();
    expect(nodeHubSettings({ HF_HOME: join(home, 'none') }).token).toBeNull();
  });
  it('put the cache where caches are', () => {
    expect(cacheFolder({ HF_HOME: '/h' }, 'linux')).toBe(join('/h', 'alacard'));
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe(join('/x', 'alacard'));
    expect(cacheFolder({}, 'linux')).toMatch(/\.cache.alacard$/);
    expect(cacheFolder({}, 'darwin')).toMatch(/Library.Caches.alacard$/);
    expect(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32')).toMatch(/^.l.alacard.cache$/);
  });
});
