import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { writeRepositories } from './fixture.ts';
import { readGguf } from '../../server/src/local-hub/gguf.ts';
import { startLocalHub, type LocalHub, type LocalHubOptions } from './server.ts';
import { tinyFor, type TinyModel } from './tiny.ts';

const base = mkdtempSync(join(tmpdir(), 'local-hub-'));
const root = join(base, 'models');
const cards = join(base, 'corpus');
let hub: LocalHub | null = null;

const start = async (options: LocalHubOptions): Promise<LocalHub> => {
  hub = await startLocalHub(options);
  return hub;
};
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${hub?.url ?? ''}${path}`, { headers, redirect: 'manual' });

beforeAll(() => {
  writeRepositories(root, {
    'tiny/mlm': {
      'README.md': '---\npipeline_tag: fill-mask\nlibrary_name: transformers\n---\n',
      'config.json': { model_type: 'bert', architectures: ['BertForMaskedLM'] },
      'sub/folder/file.txt': 'deep',
      'model.bin': Buffer.from('0123456789'),
    },
    'tiny/odd': { 'config.json': { model_type: 'bert' } },
  });
  writeFileSync(
    join(root, 'index.json'),
    JSON.stringify([
      { id: 'tiny/odd', task: 'fill-mask', library: 'transformers' },
      { id: 'tiny/mlm', task: 'fill-mask', library: 'transformers' },
    ]),
  );
  writeFileSync(join(root, '_hub.json'), JSON.stringify({ 'tiny/odd': { private: true } }));
  writeRepositories(cards, {
    cards: {
      'a.md': '---\nlicense: mit\npipeline_tag: fill-mask\n---\nOne\r\n',
      'b.md': 'No front matter',
      'c.md': 'Old',
    },
  });
  const line = (model_id: string, file: string, task = 'fill-mask', library = 'unknown') =>
    JSON.stringify({
      model_id,
      file: `cards/${file}`,
      pipeline_tag_guess: task,
      library_guess: library,
    });
  writeFileSync(
    join(cards, 'index.jsonl'),
    [
      line('org/a', 'a.md'),
      line('org/a@2020', 'c.md'),
      line('org/b@github', 'b.md', 'unknown'),
      line('plain', 'b.md', 'robotics', 'lerobot'),
    ].join('\n'),
  );
});
afterEach(async () => {
  await hub?.close();
  hub = null;
});
afterAll(() => {
  rmSync(base, { recursive: true });
});

describe('a card corpus', () => {
  it('puts the tiny model of the same task behind a card, whose bytes stay', async () => {
    await start({ cards, roots: [root] });
    expect(await (await get('/org/a/resolve/main/README.md')).text()).toContain('One\r\n');
    const info: unknown = await (await get('/api/models/org/a')).json();
    expect(info).toMatchObject({
      id: 'org/a',
      pipeline_tag: 'fill-mask',
      library_name: 'transformers',
      cardData: { license: 'mit' },
      transformersInfo: { auto_model: 'AutoModelForMaskedLM' },
    });
    expect(await (await get('/org/a/resolve/main/model.bin')).text()).toBe('0123456789');
  });

  it('gives versions and GitHub pages ids of their own', async () => {
    await start({ cards });
    expect(await (await get('/org/a-2020/resolve/main/README.md')).text()).toBe('Old');
    expect((await get('/api/models/org/b')).status).toBe(200);
    const info: unknown = await (await get('/api/models/plain')).json();
    expect(info).toMatchObject({ id: 'plain', pipeline_tag: 'robotics', library_name: 'lerobot' });
  });
});

describe('the protocol', () => {
  it('serves parts of files', async () => {
    await start({ roots: [root] });
    const file = '/tiny/mlm/resolve/main/model.bin';
    const part = await get(file, { range: 'bytes=2-4' });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ]);
    expect(await (await get(file, { range: 'bytes=8-' })).text()).toBe('89');
    expect((await get(file, { range: 'bytes=10-' })).status).toBe(416);
    const whole = await get(file);
    expect(whole.headers.get('x-repo-commit')).toMatch(/^[0-9a-f]{40}$/);
    expect(whole.headers.get('etag')).toMatch(/^"[0-9a-f]{64}"$/);
    expect((await get(file, { 'if-none-match': whole.headers.get('etag') ?? '' })).status).toBe(
      304,
    );
  });

  it('lists one folder or all of them', async () => {
    await start({ roots: [root] });
    const paths = async (query: string): Promise<unknown> => {
      const entries: unknown = await (await get(`/api/models/tiny/mlm/tree/main${query}`)).json();
      return Array.isArray(entries) ? entries.map(({ type, path }) => `${type} ${path}`) : entries;
    };
    expect(await paths('')).toContain('directory sub');
    expect(await paths('/sub')).toEqual(['directory sub/folder']);
    expect(await paths('?recursive=true')).toContain('file sub/folder/file.txt');
    const none = await get('/api/models/tiny/mlm/tree/main/none');
    expect([none.status, none.headers.get('x-error-code')]).toEqual([404, 'EntryNotFound']);
  });

  it('refuses an expand name the Hub does not know', async () => {
    await start({ roots: [root] });
    expect((await get('/api/models/tiny/mlm?expand=sha&expand=invented')).status).toBe(400);
  });

  it('lets pages of other origins read', async () => {
    await start({ roots: [root] });
    const origin = 'http://localhost:8888';
    const answer = await get('/api/models/tiny/mlm', { origin });
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
    expect(answer.headers.get('access-control-expose-headers')).toContain('X-Error-Code');
    const preflight = await fetch(`${hub?.url ?? ''}/api/models/tiny/mlm`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-headers': 'authorization' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
  });

  it('never leaves its folders', async () => {
    await start({ roots: [root] });
    for (const path of [
      '/tiny%2F..%2F../resolve/main/index.json',
      '/tiny/mlm/resolve/main/..%2F..%2Findex.json',
      '/../models/resolve/main/index.json',
      '/api/models/..%2Fcorpus',
      '/api/models/%2e%2e/corpus',
    ]) {
      expect([401, 404]).toContain((await get(path)).status);
    }
  });

  it('does not start with a sidecar it cannot read', async () => {
    const bad = join(base, 'bad');
    writeRepositories(bad, { 'org/x': { 'config.json': {} } });
    writeFileSync(join(bad, '_hub.json'), '{"org/x": {"gaited": true}}');
    await expect(startLocalHub({ roots: [bad] })).rejects.toThrow(/_hub\.json/);
  });
});

describe('the tiny model behind a card', () => {
  const tiny = (modelType: string, library = 'transformers'): TinyModel => ({
    task: 'fill-mask',
    library,
    modelType,
    mask: modelType === 'bert' ? '[MASK]' : '<mask>',
    files: () => null,
  });
  const models = [tiny('bert'), tiny('roberta'), tiny('xlm-roberta')];
  it.each([
    ['org/my-model', 'bert'],
    ['org/distilroberta', 'roberta'],
    ['org/XLM_RoBERTa-base', 'xlm-roberta'],
  ])('%s: %s', (described, modelType) => {
    expect(tinyFor(models, 'fill-mask', undefined, described)?.modelType).toBe(modelType);
  });
  it('writes gaps as the card does', () => {
    const behind = tinyFor(models, 'fill-mask', undefined, 'org/my-model', 'fill("A <mask>.")');
    expect(behind?.modelType).toBe('roberta');
  });
  it('is none of another library or task', () => {
    expect(tinyFor(models, 'fill-mask', 'flair', 'bert')).toBeUndefined();
    expect(tinyFor(models, undefined, 'transformers', 'bert')).toBeUndefined();
    expect(tinyFor(models, 'robotics', 'transformers', 'bert')).toBeUndefined();
  });
});

describe('GGUF', () => {
  const string = (text: string): Buffer => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(text.length));
    return Buffer.concat([length, Buffer.from(text)]);
  };
  const u32 = (value: number): Buffer => Buffer.from(new Uint32Array([value]).buffer);
  const u64 = (value: number): Buffer => Buffer.from(new BigUint64Array([BigInt(value)]).buffer);

  it('tells parameters, architecture and context length', () => {
    const file = Buffer.concat([
      Buffer.from('GGUF'),
      u32(3),
      u64(1),
      u64(3),
      ...[string('general.architecture'), u32(8), string('llama')],
      ...[string('tokens'), u32(9), u32(8), u64(2), string('a'), string('bc')],
      ...[string('llama.context_length'), u32(4), u32(2048)],
      ...[string('weight'), u32(2), u64(4), u64(5), u32(0), u64(0)],
    ]);
    expect(readGguf(file)).toEqual({ total: 20, architecture: 'llama', context_length: 2048 });
    expect(readGguf(Buffer.from('not GGUF at all, really'))).toBeNull();
  });
});
