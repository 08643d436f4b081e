import { one, retrying, type Database, type Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import { page, timeCursor, writeCursor } from './cursor.ts';
import { recomputeRank } from './ranking.ts';
import { NOTEBOOK, type NotebookRow } from './rows.ts';
import { forgetWithheld, rememberWithheld } from './withheld.ts';
import { removeRows } from './remove.ts';

/** Reports, takedowns and badges. Every decision is logged. */

export interface ReportRow {
  readonly id: string;
  readonly share_id: string;
  readonly kind: 'copyright' | 'secret' | 'malware' | 'harmful' | 'spam' | 'other';
  readonly statement: string;
  readonly contact: string | null;
  readonly status: 'open' | 'upheld' | 'rejected';
  readonly created_at: Date;
}

export async function report(
  db: Database,
  notebookId: string,
  given: {
    readonly kind: string;
    readonly statement: string;
    readonly contact?: string | undefined;
  },
): Promise<string> {
  const rows = await db.query<{ id: string }>(
    'insert into reports (notebook_id, kind, statement, contact) values ($1, $2, $3, $4) returning id',
    [notebookId, given.kind, given.statement, given.contact ?? null],
  );
  return one(rows, 'report').id;
}

export async function listReports(
  db: Database,
  {
    status,
    cursor,
    limit,
  }: { readonly status: string; readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly ReportRow[]; readonly next: string | null }> {
  const after = timeCursor(cursor);
  const rows = await db.query<ReportRow>(
    `select r.id, n.share_id, r.kind, r.statement, r.contact, r.status, r.created_at
     from reports r join notebooks n on n.id = r.notebook_id
     where r.status = $1
       and ($2::timestamptz is null or r.created_at > $2 or (r.created_at = $2 and r.id > $3::uuid))
     order by r.created_at, r.id limit $4`,
    [status, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return page(rows, limit, (row) => writeCursor(row.created_at, row.id));
}

const LOG = `insert into moderation_log (notebook_id, action, reason, actor, report_id)
  values ($1, $2, $3, $4, $5)`;

/** `recognise`: it is the file itself that is withheld, and it is refused when it comes back. */
async function hide(sql: Sql, notebookId: string, recognise: boolean): Promise<boolean> {
  const rows = await sql.query(
    `update notebooks set state = 'withheld' where id = $1 and state = 'live' returning 1 as ok`,
    [notebookId],
  );
  await sql.query('delete from notebook_rank where notebook_id = $1', [notebookId]);
  if (recognise) await rememberWithheld(sql, notebookId);
  return rows.length > 0;
}

async function idOf(sql: Sql, shareId: string): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    `select id from notebooks where share_id = $1 and state <> 'deleted' for update`,
    [shareId],
  );
  if (row === undefined) throw new Refusal('not-found', `There is no notebook ${shareId}.`);
  return row.id;
}

/** Withholds a notebook that nobody has reported. */
export async function withhold(
  db: Database,
  shareId: string,
  reason: string,
  actor: string | null,
  recognise: boolean,
): Promise<void> {
  await retrying(db, async (sql) => {
    const id = await idOf(sql, shareId);
    if (!(await hide(sql, id, recognise))) {
      throw new Refusal('conflict', `Notebook ${shareId} is withheld already.`);
    }
    await sql.query(LOG, [id, 'withheld', reason, actor, null]);
  });
}

/** Deletes a notebook of somebody else for good. */
export async function removeForGood(
  db: Database,
  shareId: string,
  reason: string,
  actor: string | null,
  recognise: boolean,
): Promise<void> {
  await retrying(db, async (sql) => {
    const id = await idOf(sql, shareId);
    await hide(sql, id, recognise);
    await removeRows(sql, [id]);
    await sql.query(LOG, [id, 'removed', reason, actor, null]);
  });
}

/** Upholding withholds the notebook; its content stays until the owner deletes it. */
export async function decide(
  db: Database,
  reportId: string,
  decision: 'uphold' | 'reject',
  reason: string,
  actor: string | null,
  recognise: boolean,
): Promise<'upheld' | 'rejected'> {
  return retrying(db, async (sql) => {
    const status = decision === 'uphold' ? 'upheld' : 'rejected';
    const [row] = await sql.query<{ notebook_id: string }>(
      `update reports set status = $2 where id = $1 and status = 'open' returning notebook_id`,
      [reportId, status],
    );
    if (row === undefined) {
      throw new Refusal(
        'not-found',
        `There is no open report ${reportId}; it may be decided already.`,
      );
    }
    if (decision === 'uphold') await hide(sql, row.notebook_id, recognise);
    await sql.query(LOG, [
      row.notebook_id,
      decision === 'uphold' ? 'withheld' : 'rejected',
      reason,
      actor,
      reportId,
    ]);
    return status;
  });
}

/** Shows a withheld notebook again. */
export async function restore(
  db: Database,
  shareId: string,
  reason: string,
  actor: string | null,
): Promise<NotebookRow> {
  return retrying(db, async (sql) => {
    const [row] = await sql.query<{ id: string }>(
      `update notebooks set state = 'live' where share_id = $1 and state = 'withheld' returning id`,
      [shareId],
    );
    if (row === undefined) {
      throw new Refusal(
        'conflict',
        `Notebook ${shareId} is not withheld: there is nothing to restore.`,
      );
    }
    await forgetWithheld(sql, row.id);
    await recomputeRank(sql, row.id);
    await sql.query(LOG, [row.id, 'restored', reason, actor, null]);
    return one(await sql.query<NotebookRow>(`${NOTEBOOK} where n.id = $1`, [row.id]), 'restore');
  });
}

export interface LogRow {
  readonly id: number;
  readonly share_id: string | null;
  readonly action: string;
  readonly reason: string;
  readonly by: string | null;
  readonly report_id: string | null;
  readonly at: Date;
  /** The notebook is withheld now. */
  readonly withheld: boolean;
}

/** What was decided, newest first; `before` is the id of an entry. */
export async function readLog(
  db: Database,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly LogRow[]; readonly next: number | null }> {
  const rows = await db.query<LogRow>(
    `select l.id::float8 as id, n.share_id, l.action, l.reason, p.name as by, l.report_id, l.at,
       coalesce(n.state = 'withheld', false) as withheld
     from moderation_log l left join notebooks n on n.id = l.notebook_id
     left join people p on p.id = l.actor
     where $1::float8 is null or l.id < $1 order by l.id desc limit $2`,
    [before ?? null, limit + 1],
  );
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/** Gives or takes the badge of the model's makers. */
export async function setOfficial(
  db: Database,
  shareId: string,
  official: boolean,
  actor: string | null,
): Promise<NotebookRow> {
  return retrying(db, async (sql) => {
    const [row] = await sql.query<{ id: string }>(
      `update notebooks set official = $2 where share_id = $1 and state = 'live' and is_public returning id`,
      [shareId, official],
    );
    if (row === undefined) {
      throw new Refusal('not-found', `There is no public notebook ${shareId}.`);
    }
    await sql.query(LOG, [row.id, official ? 'official' : 'not-official', '', actor, null]);
    return one(await sql.query<NotebookRow>(`${NOTEBOOK} where n.id = $1`, [row.id]), 'official');
  });
}
