import type { Sql } from '../db/database.ts';

/**
 * Trending by forward decay: an event of weight w at time t adds w·2^(t/H).
 * Only l = log2 of that sum is stored; its order stays right at any later time.
 */
export const HALF_LIVES = { '24h': 43_200, '7d': 302_400, '30d': 1_296_000 } as const;
export const RANK_COLUMNS = { '24h': 'l24', '7d': 'l7', '30d': 'l30' } as const;

/** What an event is worth. A new notebook gets a little, so that it appears at all. */
export const WEIGHTS = { publish: 0.25, view: 1, download: 4, remix: 8 } as const;
/** Events of people who are not signed in weigh less. */
export const UNSIGNED = 0.25;
/** Events that give points, a network (/24 or /56) and day, over all notebooks. */
export const NET_CAP = 300;
/** Views or downloads of one notebook that a network can add to its counters a day. */
export const NET_COUNTS = 50;

/** No sum of points has a logarithm as high: a score above it is of a time that has not come. */
export const AHEAD = 40;

/** Score to show for `l` at time `now` (seconds since 1970). */
export const shownScore = (l: number, now: number, halfLife: number): number =>
  2 ** Math.max(l - now / halfLife, -1000);

/** The database's time in SQL, seconds since 1970: all servers of a database have the same. */
export const NOW = 'extract(epoch from now())::float8';

export const LN2 = '0.6931471805599453';
/** log2(2^a + 2^b), clamped: PostgreSQL's exp() raises an error instead of giving 0. */
const sum = (column: string): string =>
  `${column} = greatest(r.${column}, excluded.${column}) + ln(1 + exp(greatest(least(r.${column}, excluded.${column}) - greatest(r.${column}, excluded.${column}), -1000) * ${LN2})) / ${LN2}`;

/**
 * Statement that adds the rows `(id, points)` of `source` to the ranking of
 * public notebooks at time `now` (SQL, seconds since 1970). Ids must be distinct.
 */
export function addPoints(source: string, now: string): string {
  const first = (halfLife: number): string => `${now} / ${halfLife} + ln(v.points) / ${LN2}`;
  return `insert into notebook_rank as r
      (notebook_id, hf_model_id, task, topic, difficulty, component, l24, l7, l30)
    select n.id, n.hf_model_id, n.task, n.topic, n.difficulty, n.component,
      ${first(HALF_LIVES['24h'])}, ${first(HALF_LIVES['7d'])}, ${first(HALF_LIVES['30d'])}
    from ${source} v join notebooks n on n.id = v.id and n.is_public and n.state = 'live'
    where v.points > 0
    order by n.id
    on conflict (notebook_id) do update set ${sum('l24')}, ${sum('l7')}, ${sum('l30')}`;
}

/** Makes the row of a notebook anew from its hourly points (public again, abuse removed). */
export async function recomputeRank(sql: Sql, notebookId: string): Promise<void> {
  await sql.query('delete from notebook_rank where notebook_id = $1', [notebookId]);
  const term = (halfLife: number): string =>
    `m / ${halfLife} + ln(sum(points * exp(greatest((t - m) / ${halfLife} * ${LN2}, -700)))) / ${LN2}`;
  await sql.query(
    `with h as (
       select t, points, max(t) over () as m
       from (select least(extract(epoch from hour)::float8, ${NOW}) as t, points
         from notebook_hourly where notebook_id = $1 and points > 0) timed)
     insert into notebook_rank
       (notebook_id, hf_model_id, task, topic, difficulty, component, l24, l7, l30)
     select n.id, n.hf_model_id, n.task, n.topic, n.difficulty, n.component, s.l24, s.l7, s.l30
     from notebooks n cross join (
       select ${term(HALF_LIVES['24h'])} as l24, ${term(HALF_LIVES['7d'])} as l7,
         ${term(HALF_LIVES['30d'])} as l30
       from h group by m) s
     where n.id = $1 and n.is_public and n.state = 'live'`,
    [notebookId],
  );
}
