import { one, retrying, type Database } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import { page, timeCursor, writeCursor } from './cursor.ts';
import { recomputeRank } from './ranking.ts';
import { NOTEBOOK, type NotebookRow } from './rows.ts';

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

/** Upholding withholds the notebook; its content stays until the owner deletes it. */
export async function decide(
  db: Database,
  reportId: string,
  decision: 'uphold' | 'reject',
  reason: string,
  actor: string | null,
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
    if (decision === 'uphold') {
      await sql.query(`update notebooks set state = 'withheld' where id = $1 and state = 'live'`, [
        row.notebook_id,
      ]);
      await sql.query('delete from notebook_rank where notebook_id = $1', [row.notebook_id]);
    }
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
    await recomputeRank(sql, row.id);
    await sql.query(LOG, [row.id, 'restored', reason, actor, null]);
    return one(await sql.query<NotebookRow>(`${NOTEBOOK} where n.id = $1`, [row.id]), 'restore');
  });
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
