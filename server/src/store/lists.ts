import type { Filter, Timeframe } from '@alacard/core/sharing';
import { DIFFICULTIES } from '@alacard/core/sharing';
import type { Database, QueryOptions } from '../db/database.ts';
import { Conditions } from './conditions.ts';
import { numberCursor, page, timeCursor, writeCursor } from './cursor.ts';
import { HALF_LIVES, RANK_COLUMNS, shownScore } from './ranking.ts';
import { fewNotebooks, NOTEBOOK, NOTEBOOK_COLUMNS, type NotebookRow } from './rows.ts';

export interface Page<Row> {
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
export async function gallery(db: Database, query: GalleryQuery): Promise<Page<NotebookRow>> {
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
  const after = numberCursor(query.cursor);
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
): Promise<Page<NotebookRow>> {
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

/**
 * Reads the heads of indexes only. Filters that an index holds behind an open
 * `difficulty` (or `topic`) are read as one head a difficulty, then merged.
 */
export async function trending(
  db: Database,
  query: TrendingQuery,
  now = Date.now() / 1000,
): Promise<Page<TrendingRow & { readonly score: number }>> {
  const conditions = new Conditions();
  const halfLife = HALF_LIVES[query.timeframe];
  const text = `with head as (${rankHead(query, conditions, now)})
    select ${NOTEBOOK_COLUMNS}, head.l from head join notebooks n on n.id = head.notebook_id
    join notebook_counts c on c.notebook_id = n.id left join people p on p.id = n.user_id
    where n.is_public and n.state = 'live' order by head.l desc, head.notebook_id`;
  const rows = await db.query<TrendingRow>(text, conditions.values);
  return page(
    rows.map((row) => ({ ...row, score: shownScore(row.l, now, halfLife) })),
    query.limit,
    (row) => writeCursor(row.l, row.id),
  );
}

/** `select notebook_id, l …` of the best rows; binds its values into `conditions`. */
export function rankHead(query: TrendingQuery, conditions: Conditions, now: number): string {
  const column = RANK_COLUMNS[query.timeframe];
  const after = numberCursor(query.cursor);
  const least = query.limit + 1;
  const common: string[] = [
    `${column} > ${conditions.bind(now / HALF_LIVES[query.timeframe] - FLOOR)}::float8`,
  ];
  if (after) {
    const [l, id] = [conditions.bind(after[0]), conditions.bind(after[1])];
    common.push(
      `${column} <= ${l}::float8 and (${column} < ${l}::float8 or notebook_id > ${id}::uuid)`,
    );
  }
  for (const [name, value] of [
    ['hf_model_id', query.model],
    ['task', query.task],
    ['topic', query.topic],
    ['component', query.component],
  ] as const) {
    if (value !== undefined) common.push(`${name} = ${conditions.bind(value)}`);
  }
  const head = (difficulty?: string): string =>
    `select notebook_id, ${column} as l from notebook_rank where ${[
      ...common,
      ...(difficulty === undefined ? [] : [`difficulty = '${difficulty}'`]),
    ].join(' and ')} order by ${column} desc, notebook_id limit ${least}`;
  // (topic, difficulty, l) and (model, topic, difficulty, l): one head a difficulty.
  if (query.difficulty === undefined && query.topic !== undefined) {
    const heads = DIFFICULTIES.map((difficulty) => `(${head(difficulty)})`).join(' union all ');
    return `select notebook_id, l from (${heads}) heads order by l desc, notebook_id limit ${least}`;
  }
  return head(query.difficulty);
}
