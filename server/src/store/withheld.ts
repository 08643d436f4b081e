import type { Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';

/** Content that was withheld, and what is said when it comes back. */

/** The hashes by which a file is known: of all of it, and of its sources. */
export interface Fingerprint {
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  /** SHA-256 of its sources, hex; null: too little to know it by. */
  readonly sources: string | null;
}

/** @throws Refusal when this server has withheld the same content */
export async function mustNotBeWithheld(sql: Sql, prints: readonly Fingerprint[]): Promise<void> {
  const hashes = prints.flatMap(({ sha256, sources }) => [sha256, ...(sources ? [sources] : [])]);
  const rows = await sql.query(
    `select 1 as known from withheld_content
     where hash in (select decode(h, 'hex') from unnest($1::text[]) h) limit 1`,
    [hashes],
  );
  if (rows.length === 0) return;
  throw new Refusal(
    'withheld',
    'This notebook was withheld on this server after a report, so it is not shared again. Its author can answer with a counter-notice to the operator. Nothing was saved.',
  );
}

/** From now on the versions of a notebook are recognised. */
export async function rememberWithheld(sql: Sql, notebookId: string): Promise<void> {
  await sql.query(
    `insert into withheld_content (hash, notebook_id)
     select decode(sha256, 'hex'), notebook_id from notebook_versions where notebook_id = $1
     union
     select source_hash, notebook_id from notebook_versions
     where notebook_id = $1 and source_hash is not null
     on conflict do nothing`,
    [notebookId],
  );
}

export async function forgetWithheld(sql: Sql, notebookId: string): Promise<void> {
  await sql.query('delete from withheld_content where notebook_id = $1', [notebookId]);
}
