import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { safetensors, writeRepositories, type Repositories } from '../../../proof/hub/fixture.ts';
import { startLocalHub, type LocalHub } from '../../../proof/hub/server.ts';
import { createHub, type Hub } from './client.ts';
import { listQuery, nextCursor, type ModelPage, type ModelQuery } from './list.ts';

const root = mkdtempSync(join(tmpdir(), 'hub-list-'));
let local: LocalHub;
let hub: Hub;

const repository = (task: string, library: string, licence: string, values: number) => ({
  'README.md': `---\npipeline_tag: ${task}\nlibrary_name: ${library}\nlicense: ${licence}\n---\n`,
  'config.json': { model_type: 'bert' },
  ...(values > 0 ? { 'model.safetensors': safetensors({ w: ['F32', [values], 4] }) } : {}),
});

beforeAll(async () => {
  const many: Record<string, Repositories[string]> = {};
  for (let n = 10; n < 34; n += 1) {
    many[`page/model-${String(n)}`] = repository('fill-mask', 'transformers', 'mit', n);
  }
  writeRepositories(root, {
    ...many,
    'org/small': repository('text-generation', 'transformers', 'apache-2.0', 100),
    'org/large': repository('text-generation', 'transformers', 'llama3.2', 5000),
    'org/unsized': repository('text-generation', 'peft', 'mit', 0),
    'org/closed': repository('text-generation', 'transformers', 'gemma', 900),
    'org/gone': repository('text-generation', 'transformers', 'mit', 900),
    'org/secret': repository('text-generation', 'transformers', 'mit', 900),
  });
  local = await startLocalHub({
    roots: [root],
    behaviours: {
      'org/closed': { gated: 'auto' },
      'org/gone': { disabled: true },
      'org/secret': { private: true },
    },
  });
  hub = createHub({ fetch, endpoint: local.url });
});
afterAll(async () => {
  await local.close();
  rmSync(root, { recursive: true });
});

const page = async (query: ModelQuery): Promise<ModelPage> => {
  const result = await hub.listModels(query);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const ids = async (query: ModelQuery): Promise<string[]> =>
  (await page(query)).models.map(({ id }) => id).sort();

describe('lists', () => {
  it('show what a card shows, and no disabled or private model', async () => {
    const { models, next } = await page({ task: 'text-generation' });
    expect(next).toBeNull();
    expect(models.map(({ id }) => id).sort()).toEqual([
      'org/closed',
      'org/large',
      'org/small',
      'org/unsized',
    ]);
    expect(models.find(({ id }) => id === 'org/closed')).toMatchObject({
      task: 'text-generation',
      library: 'transformers',
      licence: 'gemma',
      gated: 'auto',
      parameters: 900,
      private: false,
    });
    expect(models.find(({ id }) => id === 'org/unsized')?.parameters).toBeNull();
  });

  it.each<[ModelQuery, string[]]>([
    [{ task: 'text-generation', library: 'peft' }, ['org/unsized']],
    [{ licence: 'llama3.2' }, ['org/large']],
    [{ task: 'text-generation', gated: true }, ['org/closed']],
    [
      { task: 'text-generation', gated: false, library: 'transformers' },
      ['org/large', 'org/small'],
    ],
    [{ task: 'text-generation', parameters: { min: 900, max: 1000 } }, ['org/closed']],
    [{ parameters: { min: 901 } }, ['org/large']],
    [{ search: 'org sma' }, ['org/small']],
    [{ search: 'nothing of the kind' }, []],
  ])('filter by %j', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it('go on from page to page, each model once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const query: ModelQuery = { search: 'page', limit: 10 };
      const result: ModelPage = await page(cursor === null ? query : { ...query, cursor });
      seen.push(...result.models.map(({ id }) => id));
      cursor = result.next;
      pages += 1;
    } while (cursor !== null && pages < 10);
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(24);
    expect(seen).toHaveLength(24);
  });

  it.each(['downloads', 'likes', 'trending', 'recent'] as const)('sort by %s', async (sort) => {
    const { models } = await page({ sort, limit: 100 });
    const key = { downloads: 'downloads', likes: 'likes', trending: null, recent: null }[sort];
    if (key !== null) {
      // SAFETY: the two keys left are both names of counts.
      const counts = models.map((model) => model[key as 'downloads' | 'likes']);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
    }
    expect(models).toHaveLength(28);
  });

  it('search by words, most downloaded first', async () => {
    const result = await hub.searchModels('  page model ', { limit: 3 });
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.models).toHaveLength(3);
    expect(local.requests.at(-1)?.url).toMatch(/search=page%20model&sort=downloads&limit=3/);
  });
});

describe('the query', () => {
  const named = (query: ModelQuery): Record<string, string> =>
    Object.fromEntries(listQuery(query).filter(([name]) => name !== 'expand'));
  it('defaults to what is trending, and to downloads for a search', () => {
    expect(named({})).toEqual({ sort: 'trendingScore', limit: '20' });
    expect(named({ search: ' ' })).toEqual({ sort: 'trendingScore', limit: '20' });
    expect(named({ search: 'bert' })).toMatchObject({ sort: 'downloads' });
  });
  it('keeps numbers in bounds', () => {
    expect(named({ limit: 5000 })['limit']).toBe('100');
    expect(named({ limit: -1 })['limit']).toBe('1');
    expect(named({ limit: Number.NaN })['limit']).toBe('20');
    expect(named({ parameters: { min: -5, max: 1.5e9 } })['num_parameters']).toBe(
      'min:0,max:1500000000',
    );
  });
});

describe('the next cursor', () => {
  const of = (link: string | null) => nextCursor({ get: () => link });
  it('is taken out of the link, whose address is not followed', () => {
    expect(of('<https://evil.example/api/models?limit=3&cursor=a%2Bb%3D>; rel="next"')).toBe(
      'a+b=',
    );
    expect(of('<https://hub/a?cursor=1>; rel="prev", <https://hub/a?cursor=2>; rel="next"')).toBe(
      '2',
    );
  });
  it('is null when there is none', () => {
    expect(of(null)).toBeNull();
    expect(of('<https://hub/a?cursor=1>; rel="prev"')).toBeNull();
    expect(of('<https://hub/a?cursor=%E0%A4%A>; rel="next"')).toBeNull();
  });
});
