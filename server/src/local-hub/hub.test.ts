import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { serveFolders, type FoldersOptions } from './serve.ts';
import type { HubServer } from './server.ts';

const base = mkdtempSync(join(tmpdir(), 'alacard-hub-'));
const models = join(base, 'models');
const cache = join(base, 'cache');
const COMMIT = 'a'.repeat(40);
const BLOB = 'b'.repeat(64);

const put = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

beforeAll(() => {
  put(join(base, 'secret.txt'), 'nobody may read this');
  put(join(models, 'org/small/README.md'), '---\npipeline_tag: fill-mask\n---\n');
  put(join(models, 'org/small/config.json'), '{"model_type":"bert"}');
  put(join(models, 'org/small/model.safetensors'), '0123456789');
  put(join(models, 'org/small/.env'), 'HF_TOKEN=mine');
  symlinkSync(join(base, 'secret.txt'), join(models, 'org/small/link.txt'));
  symlinkSync(base, join(models, 'org/out'));
  const home = join(cache, 'models--org--cached');
  put(join(home, 'refs/main'), COMMIT);
  put(join(home, `blobs/${BLOB}`), 'weights');
  put(join(home, 'blobs/config'), '{"model_type":"gpt2"}');
  const snapshot = join(home, 'snapshots', COMMIT);
  mkdirSync(snapshot, { recursive: true });
  symlinkSync(`../../blobs/${BLOB}`, join(snapshot, 'model.safetensors'));
  symlinkSync('../../blobs/config', join(snapshot, 'config.json'));
  symlinkSync('../../../../secret.txt', join(snapshot, 'secret.txt'));
  symlinkSync('../../blobs/gone', join(snapshot, 'gone.json'));
});
afterAll(() => {
  rmSync(base, { recursive: true });
});

let hub: (HubServer & { models: number }) | null = null;
afterEach(async () => {
  await hub?.close();
  hub = null;
});
const start = async (options: Partial<FoldersOptions> = {}): Promise<void> => {
  const usual = { folders: [models, cache], host: '127.0.0.1', port: 0, token: null };
  hub = await serveFolders({ ...usual, hosts: [], open: false, ...options });
};
const get = (path: string, init: RequestInit = {}) => fetch(`${hub?.url ?? ''}${path}`, init);

/** As fetch does not let one say it: another Host, a path that is not normalised. */
const raw = (path: string, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const url = new URL(hub?.url ?? '');
    const options = { port: url.port, path, headers: { host } };
    request(options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('folders', () => {
  it('are served with revisions, ETags and ranges', async () => {
    await start();
    expect(hub?.models).toBe(2);
    const path = '/org/small/resolve/main/model.safetensors';
    const head = await get(path, { method: 'HEAD' });
    expect(head.headers.get('x-linked-size')).toBe('10');
    const commit = head.headers.get('x-repo-commit') ?? '';
    const part = await get(`/org/small/resolve/${commit}/model.safetensors`, {
      headers: { range: 'bytes=-3' },
    });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 7-9/10',
      '789',
    ]);
    const none = await get(`/org/small/resolve/${'0'.repeat(40)}/config.json`);
    expect([none.status, none.headers.get('x-error-code')]).toEqual([404, 'RevisionNotFound']);
  });

  it('keep what lies outside, links, and hidden files to themselves', async () => {
    await start();
    const siblings = await (await get('/api/models/org/small')).text();
    expect(siblings).not.toMatch(/link\.txt|\.env/);
    for (const path of [
      '/org/small/resolve/main/link.txt',
      '/org/small/resolve/main/.env',
      '/org/small/resolve/main/../../../secret.txt',
      '/org/small/resolve/main/..%2f..%2f..%2fsecret.txt',
      '/org/out/resolve/main/secret.txt',
      '/..%2f/x/resolve/main/secret.txt',
      '/org/cached/resolve/main/secret.txt',
      '/org/cached/resolve/..%2f..%2f/config.json',
    ]) {
      expect([path, await raw(path, '127.0.0.1')]).toEqual([path, expect.any(Number)]);
      expect(await raw(path, '127.0.0.1')).toBeGreaterThanOrEqual(400);
    }
  });

  it('are read-only', async () => {
    await start();
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await get('/org/small/resolve/main/config.json', { method })).status).toBe(405);
  });
});

describe('a cache of huggingface_hub', () => {
  it('is served at the commits and refs it knows, with blobs’ names as ETags', async () => {
    await start();
    const file = await get('/org/cached/resolve/main/model.safetensors');
    expect([file.headers.get('x-repo-commit'), file.headers.get('etag')]).toEqual([
      COMMIT,
      `"${BLOB}"`,
    ]);
    expect(await file.text()).toBe('weights');
    const info: unknown = await (await get(`/api/models/org/cached/revision/${COMMIT}`)).json();
    expect(info).toMatchObject({
      sha: COMMIT,
      siblings: [{ rfilename: 'config.json' }, { rfilename: 'model.safetensors' }],
    });
    expect((await get('/api/models/org/cached/revision/other')).status).toBe(404);
  });
});

describe('who may read', () => {
  it('is told by the token, where the hub has one', async () => {
    await start({ token: 'open-sesame-1234' });
    const at = async (authorization?: string): Promise<number> =>
      (await get('/api/models/org/small', authorization ? { headers: { authorization } } : {}))
        .status;
    expect(await at()).toBe(401);
    expect(await at('Bearer open-sesame-123')).toBe(401);
    expect(await at('Bearer open-sesame-1234')).toBe(200);
  });

  it('takes no notice of tokens where it has none: clients send theirs everywhere', async () => {
    await start();
    const headers = { authorization: 'Bearer hf_somebody' };
    expect((await get('/api/models/org/small', { headers })).status).toBe(200);
  });

  it('is nobody who comes by another name, or from a page of another machine', async () => {
    await start({ hosts: ['models.example'] });
    expect(await raw('/api/models/org/small', 'evil.example')).toBe(421);
    expect(await raw('/api/models/org/small', 'models.example:80')).toBe(200);
    const origin = async (name: string): Promise<string | null> =>
      (await get('/api/models', { headers: { origin: name } })).headers.get(
        'access-control-allow-origin',
      );
    expect(await origin('https://evil.example')).toBeNull();
    expect(await origin('http://localhost:8888')).toBe('http://localhost:8888');
  });

  it('is not every machine by accident', async () => {
    await expect(start({ host: '0.0.0.0' })).rejects.toThrow(/ALACARD_HUB_TOKEN/);
    await expect(start({ folders: [join(base, 'none')] })).rejects.toThrow(/is no folder/);
  });
});

describe('alacard-server hub', () => {
  const main = join(import.meta.dirname, '../main.ts');
  const args = ['--conditions=source', main, 'hub'];
  const env = { ...process.env, NODE_OPTIONS: '', ALACARD_HUB_TOKEN: '' };

  it('says where it is, and that a port is taken', async () => {
    const child = spawn(process.execPath, [...args, models, '--port', '0'], { env });
    try {
      const line = await new Promise<string>((resolve) => {
        child.stdout.on('data', (data: Buffer) => {
          resolve(data.toString());
        });
      });
      const url = /^HF_ENDPOINT=(http:\/\/127\.0\.0\.1:(\d+))\n$/.exec(line);
      expect((await fetch(`${url?.[1] ?? ''}/api/models/org/small`)).status).toBe(200);
      const again = promisify(execFile)(
        process.execPath,
        [...args, models, '--port', url?.[2] ?? ''],
        { env },
      );
      await expect(again).rejects.toThrow(/Port \d+ is taken/);
    } finally {
      child.kill();
    }
  });
});
