import type { Filter, Timeframe } from '@alacard/core/sharing';
import type { Database, QueryOptions } from '../db/database.ts';
import { Conditions } from './conditions.ts';
import { countCursor, numberCursor, page, timeCursor, writeCursor } from './cursor.ts';
import { HALF_LIVES, NOW, RANK_COLUMNS, shownScore } from './ranking.ts';
import { fewNotebooks, NOTEBOOK, NOTEBOOK_COLUMNS, type NotebookRow } from './rows.ts';

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

export interface GalleryQuery extends Filter {
  readonly q?: string | undefined;
  readonly official?: boolean | undefined;
  readonly sort: 'newest' | 'remixes' | 'downloads' | 'views';
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Words of a search box as a tsquery: all of them, the last one perhaps unfinished. */
export function searchQuery(text: string): string | null {
  const words =
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 12) ?? [];
  if (words.length === 0) return null;
  return words.map((word) => `'${word}':*`).join(' & ');
}

/** Public notebooks, searched, filtered, sorted. */
export async function gallery(db: Database, query: GalleryQuery): Promise<ListPage<NotebookRow>> {
  const conditions = new Conditions();
  conditions.add("n.is_public and n.state = 'live'");
  // Of a rare word all are read and sorted; of a common one the newest are walked through.
  const options: QueryOptions = query.q === undefined ? {} : { planned: 'anew' };
  conditions
    .equal('n.hf_model_id', query.model)
    .equal('n.task', query.task)
    .equal('n.topic', query.topic)
    .equal('n.difficulty', query.difficulty)
    .equal('n.component', query.component);
  if (query.official !== undefined) conditions.equal('n.official', query.official);
  if (query.q !== undefined && query.q !== '') {
    const words = searchQuery(query.q);
    if (words === null) return { rows: [], next: null };
    conditions.add(`n.search @@ ${conditions.bind(words)}::tsquery`);
  }
  if (query.sort === 'newest') {
    const after = timeCursor(query.cursor);
    if (after) {
      const [time, id] = [conditions.bind(after[0]), conditions.bind(after[1])];
      conditions.add(
        `(n.created_at < ${time}::timestamptz or (n.created_at = ${time}::timestamptz and n.id > ${id}::uuid)) and n.created_at <= ${time}::timestamptz`,
      );
    }
    const rows = await db.query<NotebookRow>(
      fewNotebooks(conditions.where, 'n.created_at desc, n.id', query.limit + 1),
      conditions.values,
      options,
    );
    return page(rows, query.limit, (row) => writeCursor(row.created_at, row.id));
  }
  const { sort } = query;
  const after = countCursor(query.cursor);
  if (after) {
    const [count, id] = [conditions.bind(after[0]), conditions.bind(after[1])];
    conditions.add(
      `(c.${sort} < ${count}::bigint or (c.${sort} = ${count}::bigint and c.notebook_id > ${id}::uuid)) and c.${sort} <= ${count}::bigint`,
    );
  }
  const rows = await db.query<NotebookRow>(
    `${NOTEBOOK} ${conditions.where} order by c.${sort} desc, c.notebook_id limit ${query.limit + 1}`,
    conditions.values,
    options,
  );
  return page(rows, query.limit, (row) => writeCursor(row[sort], row.id));
}

/** All notebooks of a person, newest first, private ones too. */
export async function mine(
  db: Database,
  userId: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<ListPage<NotebookRow>> {
  const after = timeCursor(cursor);
  const rows = await db.query<NotebookRow>(
    `${NOTEBOOK} where n.user_id = $1 and n.state <> 'deleted'
       and ($2::timestamptz is null or n.created_at < $2 or (n.created_at = $2 and n.id > $3::uuid))
     order by n.created_at desc, n.id limit $4`,
    [userId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return page(rows, limit, (row) => writeCursor(row.created_at, row.id));
}

export interface TrendingQuery extends Filter {
  readonly timeframe: Timeframe;
  readonly cursor?: string | undefined;
  readonly limit: number;
}
export type TrendingRow = NotebookRow & { readonly l: number };

/** Shown scores below 2^-12 are no trend: the list ends there. */
const FLOOR = 12;
/** So many of the best are looked through for those that a filter wants. */
const WALK = 10_000;

/**
 * The ranking has one index a timeframe, as each of them is written with every
 * event. What a filter wants is found among the best; where it wants less than
 * that has, all that fit are looked up by the indexes of `notebooks` and sorted.
 */
export async function trending(
  db: Database,
  query: TrendingQuery,
): Promise<ListPage<TrendingRow & { readonly score: number }>> {
  const halfLife = HALF_LIVES[query.timeframe];
  const ask = async (head: typeof rankHead): Promise<(TrendingRow & { now: number })[]> => {
    const conditions = new Conditions();
    return db.query<TrendingRow & { now: number }>(
      `with head as (${head(query, conditions)})
       select ${NOTEBOOK_COLUMNS}, head.l, ${NOW} as now
       from head join notebooks n on n.id = head.notebook_id
       join notebook_counts c on c.notebook_id = n.id left join people p on p.id = n.user_id
       where n.is_public and n.state = 'live' order by head.l desc, head.notebook_id`,
      conditions.values,
    );
  };
  let rows = await ask(rankHead);
  if (rows.length <= query.limit && isFiltered(query)) rows = await ask(rareHead);
  return page(
    rows.map(({ now, ...row }) => ({ ...row, score: shownScore(row.l, now, halfLife) })),
    query.limit,
    (row) => writeCursor(row.l, row.id),
  );
}

const FILTERS = ['hf_model_id', 'task', 'topic', 'component', 'difficulty'] as const;
const wanted = (query: TrendingQuery, name: (typeof FILTERS)[number]): string | undefined =>
  name === 'hf_model_id' ? query.model : query[name];
const isFiltered = (query: TrendingQuery): boolean =>
  FILTERS.some((name) => wanted(query, name) !== undefined);

/** What is high enough, and after the cursor; `r` is the ranking. */
function ranked(query: TrendingQuery, conditions: Conditions): string {
  const column = `r.${RANK_COLUMNS[query.timeframe]}`;
  const parts = [`${column} > ${NOW} / ${HALF_LIVES[query.timeframe]} - ${FLOOR}`];
  const after = numberCursor(query.cursor);
  if (after) {
    const [l, id] = [conditions.bind(after[0]), conditions.bind(after[1])];
    parts.push(
      `${column} <= ${l}::float8 and (${column} < ${l}::float8 or r.notebook_id > ${id}::uuid)`,
    );
  }
  return parts.join(' and ');
}

const filters = (query: TrendingQuery, conditions: Conditions, of: string): string =>
  FILTERS.flatMap((name) => {
    const value = wanted(query, name);
    return value === undefined ? [] : [` and ${of}.${name} = ${conditions.bind(value)}`];
  }).join('');

/** `select notebook_id, l …` of the best rows that fit, among the best of all; binds its values into `conditions`. */
export function rankHead(query: TrendingQuery, conditions: Conditions): string {
  const column = RANK_COLUMNS[query.timeframe];
  const least = query.limit + 1;
  const best = (limit: number): string =>
    `select r.*, r.${column} as l from notebook_rank r where ${ranked(query, conditions)}
     order by r.${column} desc, r.notebook_id limit ${limit}`;
  if (!isFiltered(query)) return `select notebook_id, l from (${best(least)}) best`;
  return `select notebook_id, l from (${best(WALK)}) best
    where true${filters(query, conditions, 'best')} order by l desc, notebook_id limit ${least}`;
}

/** The same for what is rare among the best. */
function rareHead(query: TrendingQuery, conditions: Conditions): string {
  const column = RANK_COLUMNS[query.timeframe];
  return `select r.notebook_id, r.${column} as l from (
      select n.id from notebooks n where n.is_public and n.state = 'live'${filters(query, conditions, 'n')} offset 0) fit
    join notebook_rank r on r.notebook_id = fit.id where ${ranked(query, conditions)}
    order by r.${column} desc, r.notebook_id limit ${query.limit + 1}`;
}
