import { one, type Sql } from '../db/database.ts';
import { AHEAD, HALF_LIVES, NOW, recomputeRank } from './ranking.ts';
import { removeRows } from './remove.ts';

/** Decided reports and what is said of them, in days. */
const DECIDED_DAYS = 730;
/** Short codes of recipes that nobody has asked for, in days. */
const RECIPE_DAYS = 730;
/** Notebooks of nobody that are deleted in one go. */
const BATCH = 500;

/**
 * Forgets what has no measurable score in any timeframe, what counted for a day,
 * and what was kept for long enough. By the database's time: a server whose clock is
 * ahead would delete what is in use.
 *
 * @param anonymousDays notebooks of nobody stay so long after their last change; 0: for ever
 */
export async function prune(sql: Sql, anonymousDays = 0): Promise<void> {
  const { now } = one(await sql.query<{ now: number }>(`select ${NOW} as now`), 'time');
  const day = `(to_timestamp($1) at time zone 'utc')::date - 1`;
  const before = (column: string, days: number): string =>
    `${column} < to_timestamp($1) - interval '${days} days'`;
  await sql.query('delete from notebook_rank where l30 < $1::float8', [
    now / HALF_LIVES['30d'] - 16,
  ]);
  // Counted by a server of before whose clock was ahead.
  const ahead = await sql.query<{ id: string }>(
    'select notebook_id as id from notebook_rank where l24 > $1::float8 limit 1000',
    [now / HALF_LIVES['24h'] + AHEAD],
  );
  for (const { id } of ahead) await recomputeRank(sql, id);
  for (const statement of [
    `delete from event_seen where day < ${day}`,
    `delete from net_points where day < ${day}`,
    `delete from notebook_nets where day < ${day}`,
    `delete from address_usage where day < ${day}`,
    `delete from idempotency where ${before('created_at', 1)}`,
    `delete from device_codes where ${before('expires_at', 1)}`,
    'delete from sign_in_codes where expires_at < to_timestamp($1)',
    'delete from access_tokens where expires_at < to_timestamp($1)',
    `delete from notebook_hourly where ${before('hour', 400)}`,
    `delete from recipe_codes where ${before('used_at', RECIPE_DAYS)}`,
    `delete from reports where status <> 'open' and ${before('created_at', DECIDED_DAYS)}`,
    // Of versions that are no longer the newest, nothing is shown.
    `delete from run_health h using notebooks n
     where n.id = h.notebook_id and h.version < n.version and ${before('n.updated_at', 30)}`,
  ]) {
    await sql.query(statement, [now]);
  }
  if (anonymousDays === 0) return;
  const old = await sql.query<{ id: string }>(
    `select id from notebooks where user_id is null and state = 'live'
       and updated_at < to_timestamp($1) - make_interval(days => $2) order by updated_at limit ${BATCH}`,
    [now, anonymousDays],
  );
  await removeRows(
    sql,
    old.map(({ id }) => id),
  );
}
