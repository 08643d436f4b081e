import { retrying, type Database } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import type { NotebookRow } from './rows.ts';

export interface Run {
  readonly version: number;
  readonly ok: boolean;
  readonly failed_cell?: string | undefined;
  readonly error_name?: string | undefined;
  readonly device?: string | undefined;
  readonly seconds?: number | undefined;
}

export interface RunSum {
  readonly version: number;
  readonly ok: boolean;
  readonly failed_cell: string | null;
  readonly error_name: string | null;
  readonly device: string | null;
  readonly runs: number;
  readonly seconds: number;
}

/** The sums of a notebook: newest version first, then the most frequent. */
export const runsOf = (db: Database, row: NotebookRow): Promise<RunSum[]> =>
  db.query<RunSum>(
    `select version, ok, nullif(failed_cell, '') as failed_cell, nullif(error_name, '') as error_name,
       nullif(device, '') as device, runs::float8 as runs, seconds
     from run_health where notebook_id = $1 order by version desc, runs desc limit 200`,
    [row.id],
  );

/** Adds an opt-in run report to the sums; single runs are not kept. */
export async function addRun(db: Database, row: NotebookRow, run: Run): Promise<void> {
  if (run.version > row.version || row.gone.includes(run.version)) {
    throw new Refusal(
      'not-found',
      `Notebook ${row.share_id} has no version ${run.version}; the newest is ${row.version}.`,
    );
  }
  await retrying(db, async (sql) => {
    await sql.query(
      `insert into run_health as h (notebook_id, version, ok, failed_cell, error_name, device, runs, seconds)
       values ($1, $2, $3, $4, $5, $6, 1, $7)
       on conflict (notebook_id, version, ok, failed_cell, error_name, device)
       do update set runs = h.runs + 1, seconds = h.seconds + excluded.seconds`,
      [
        row.id,
        run.version,
        run.ok,
        run.failed_cell ?? '',
        run.error_name ?? '',
        run.device ?? '',
        run.seconds ?? 0,
      ],
    );
    if (run.version !== row.version) return;
    const column = run.ok ? 'runs_ok' : 'runs_failed';
    await sql.query(`update notebook_counts set ${column} = ${column} + 1 where notebook_id = $1`, [
      row.id,
    ]);
  });
}
