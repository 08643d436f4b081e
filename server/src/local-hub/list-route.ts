import { isHidden } from './access.ts';
import { infoOf, type Info } from './info.ts';
import { sendJson, type HubCall } from './reply.ts';
import type { Catalogue, Repo } from './repo.ts';

const DEFAULT_FIELDS = [
  'likes',
  'trendingScore',
  'private',
  'downloads',
  'tags',
  'pipeline_tag',
  'library_name',
  'createdAt',
  'modelId',
];
const FULL_FIELDS = ['author', 'gated', 'lastModified', 'sha', 'siblings'];

/** `expand=a&expand=b`, and `expand[]=a` as some clients write it. */
export const expandOf = (query: URLSearchParams): string[] => [
  ...query.getAll('expand'),
  ...query.getAll('expand[]'),
];

/** Exactly `_id`, `id` and the fields asked for, without those that have no value. */
export const picked = async (
  repo: Repo,
  fields: readonly string[],
): Promise<Record<string, unknown>> => {
  const info = infoOf(repo);
  const sha = fields.includes('sha') && !('sha' in info) ? { sha: await repo.commit() } : {};
  const all: Record<string, unknown> = {};
  for (const field of ['_id', 'id', ...fields]) all[field] = info[field];
  return { ...all, ...sha };
};

/** `GET /api/models` */
export const listRoute = async (
  call: HubCall,
  catalogue: Catalogue,
  pageSize: number,
): Promise<void> => {
  const { query } = call;
  const all = catalogue
    .all()
    .filter((repo) => !isHidden(repo, call) && repo.behaviour.renamedTo === undefined)
    .map((repo) => ({ repo, info: infoOf(repo) }))
    .filter(({ info }) => matches(info, query));
  const key = query.get('sort');
  if (key !== null) all.sort((a, b) => compare(b.info[key], a.info[key]));
  const limit = Math.max(1, Math.min(Number(query.get('limit') ?? 1000) || pageSize, pageSize));
  const from = decodeCursor(query.get('cursor'));
  const page = all.slice(from, from + limit);
  const expand = expandOf(query);
  const fields =
    expand.length > 0
      ? expand
      : [...DEFAULT_FIELDS, ...(query.get('full') === null ? [] : FULL_FIELDS)];
  const more = from + limit < all.length;
  const next = new URLSearchParams(query);
  next.set('cursor', encodeCursor(from + limit));
  sendJson(
    call,
    await Promise.all(page.map(({ repo }) => picked(repo, fields))),
    more ? { link: `<${call.origin}/api/models?${next.toString()}>; rel="next"` } : {},
  );
};

/** Opaque, as the Hub's are: base64 with characters that need escaping. */
export const encodeCursor = (offset: number): string =>
  Buffer.from(JSON.stringify({ after: offset })).toString('base64');
export const decodeCursor = (cursor: string | null): number => {
  if (cursor === null) return 0;
  const offset = /"after":(\d+)/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
  return Number(offset ?? 0);
};

const matches = (info: Info, query: URLSearchParams): boolean => {
  const tags: unknown = info['tags'];
  const has = (tag: string): boolean => Array.isArray(tags) && tags.includes(tag);
  const search = query.get('search')?.toLowerCase().split(/\s+/) ?? [];
  const wanted = query.getAll('filter').flatMap((filter) => filter.split(','));
  const gated = query.get('gated');
  return (
    search.every((word) => info.id.toLowerCase().includes(word)) &&
    (query.get('author') === null || info['author'] === query.get('author')) &&
    (query.get('pipeline_tag') === null || info['pipeline_tag'] === query.get('pipeline_tag')) &&
    wanted.every(has) &&
    (gated === null || (gated === 'true') === Boolean(info['gated'])) &&
    withinSize(info, query.get('num_parameters'))
  );
};

/** `min:6B,max:128B`: models whose size is unknown are left out. */
const withinSize = (info: Info, range: string | null): boolean => {
  if (range === null) return true;
  const total = totalOf(info['safetensors']) ?? totalOf(info['gguf']);
  if (total === null) return false;
  const bound = (name: string, missing: number): number => {
    const said = range.split(',').find((one) => one.startsWith(`${name}:`)) ?? '';
    const [, number, unit] = /^m\w\w:([\d.]{1,20})([KMBT]?)/i.exec(said) ?? [];
    if (number === undefined) return missing;
    return Number(number) * 1000 ** ['', 'K', 'M', 'B', 'T'].indexOf((unit ?? '').toUpperCase());
  };
  return total >= bound('min', 0) && total <= bound('max', Infinity);
};

const totalOf = (value: unknown): number | null =>
  typeof value === 'object' && value !== null && 'total' in value && typeof value.total === 'number'
    ? value.total
    : null;

const compare = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
