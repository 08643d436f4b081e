import type { ModelInList } from './wire.ts';
import { expand, LIST_FIELDS, ModelListSchema } from './wire.ts';
import { licenceOf, parametersOf } from './read-facts.ts';
import type { AbortSignalLike, HubHeaders } from './platform.ts';
import { parseAnswer, request, type Connection } from './request.ts';
import { succeed, type HubResult } from './result.ts';
import type { Query } from './urls.ts';

export const SORTS = ['downloads', 'likes', 'trending', 'recent'] as const;
export type ModelSort = (typeof SORTS)[number];

export interface ModelQuery {
  /** Words in the id. */
  readonly search?: string;
  /** Pipeline tag. */
  readonly task?: string;
  readonly library?: string;
  /** Default: trending without a search, downloads with one. */
  readonly sort?: ModelSort;
  /** Least and most parameters. */
  readonly parameters?: { readonly min?: number; readonly max?: number };
  /** Licence id, for example `apache-2.0`. */
  readonly licence?: string;
  readonly gated?: boolean;
  /** 1 to 100, default 20. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly cursor?: string;
}

/** What the card of a model shows. */
export interface ModelSummary {
  readonly id: string;
  readonly task: string | null;
  readonly library: string | null;
  readonly downloads: number;
  readonly likes: number;
  readonly parameters: number | null;
  readonly licence: string | null;
  readonly gated: false | 'auto' | 'manual';
  readonly private: boolean;
  /** ISO 8601. */
  readonly lastModified: string | null;
  readonly tags: readonly string[];
}

export interface ModelPage {
  readonly models: readonly ModelSummary[];
  /** Cursor of the next page, or null on the last one. */
  readonly next: string | null;
}

/** The Hub's own names. Source: huggingface_hub `hf_api.py` `list_models`. */
const SORT_KEYS: Readonly<Record<ModelSort, string>> = {
  downloads: 'downloads',
  likes: 'likes',
  trending: 'trendingScore',
  recent: 'lastModified',
};

/** Query of `GET /api/models`. Pure. */
export const listQuery = (query: ModelQuery): Query => {
  const search = query.search?.trim();
  const sort = query.sort ?? (search ? 'downloads' : 'trending');
  const { min, max } = query.parameters ?? {};
  const sizes = [
    ...(min === undefined ? [] : [`min:${String(Math.max(0, Math.floor(min)))}`]),
    ...(max === undefined ? [] : [`max:${String(Math.max(0, Math.ceil(max)))}`]),
  ];
  const limit = Math.min(100, Math.max(1, Math.trunc(query.limit ?? 20) || 20));
  return [
    ...(search ? [['search', search] as const] : []),
    ...(query.task ? [['pipeline_tag', query.task] as const] : []),
    ...(query.library ? [['filter', query.library] as const] : []),
    ...(query.licence ? [['filter', `license:${query.licence}`] as const] : []),
    ...(query.gated === undefined ? [] : [['gated', String(query.gated)] as const]),
    ...(sizes.length === 0 ? [] : [['num_parameters', sizes.join(',')] as const]),
    ['sort', SORT_KEYS[sort]],
    ['limit', String(limit)],
    ...(query.cursor ? [['cursor', query.cursor] as const] : []),
    ...expand(LIST_FIELDS),
  ];
};

/** One page of models. Models the Hub has disabled are left out. */
export const listModels = async (
  hub: Connection,
  query: ModelQuery,
  signal?: AbortSignalLike,
): Promise<HubResult<ModelPage>> => {
  const answer = await request(hub, {
    path: '/api/models',
    query: listQuery(query),
    about: { model: null },
    signal,
  });
  if (!answer.ok) return answer;
  const list = parseAnswer(ModelListSchema, answer.value, 'the list of models');
  if (!list.ok) return list;
  const models = list.value.filter(({ disabled }) => !disabled).map(summaryOf);
  return succeed({ models, next: nextCursor(answer.value.headers) });
};

const summaryOf = (model: ModelInList): ModelSummary => ({
  id: model.id,
  task: model.pipeline_tag,
  library: model.library_name,
  downloads: model.downloads,
  likes: model.likes,
  parameters: parametersOf(model),
  licence: licenceOf(model.tags, {}),
  gated: model.gated,
  private: model.private,
  lastModified: model.lastModified,
  tags: model.tags,
});

/**
 * The cursor in `Link: <…>; rel="next"`. Only the cursor is taken from the
 * address, so that an answer cannot send us (and the token) elsewhere.
 */
export const nextCursor = (headers: HubHeaders): string | null => {
  const target = /<([^<>]*)>\s*;\s*rel="?next"?/i.exec(headers.get('link') ?? '')?.[1];
  const encoded = /[?&]cursor=([^&#]+)/.exec(target ?? '')?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded.replaceAll('+', '%20'));
  } catch {
    return null;
  }
};
