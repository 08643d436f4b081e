import { one, retrying, type Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import type { StoreContext } from './context.ts';
import { recomputeRank } from './ranking.ts';
import { managedRow } from './read.ts';
import { NOTEBOOK, type NotebookRow, openFields, type OpenFields } from './rows.ts';
import { sealVersions, unsealRest, unsealVersions } from './sealing.ts';
import type { Viewer } from './viewer.ts';
import { mustNotBeWithheld, type Fingerprint } from './withheld.ts';
import { keyOf, writeFields } from './fields.ts';

export interface Changes {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly licence?: string | undefined;
  readonly is_public?: boolean | undefined;
}

/**
 * Changes what is said about a notebook. Made private, it is hidden at once; then
 * its versions are sealed one by one. Made public, it is shown when all are unsealed.
 */
export async function edit(
  store: StoreContext,
  shareId: string,
  changes: Changes,
  viewer: Viewer,
): Promise<NotebookRow> {
  const before = await managedRow(store.db, shareId, viewer);
  const shows = changes.is_public === true && !before.is_public;
  if (shows) {
    await mustBeShowable(store.db, before);
    await unsealVersions(store, before.id);
  }
  try {
    const row = await retrying(store.db, (sql) => change(store, sql, shareId, changes, viewer));
    if (before.is_public && !row.is_public) await sealVersions(store, row.id);
    return row;
  } catch (error) {
    if (shows) await sealVersions(store, before.id).catch(() => undefined);
    throw error;
  }
}

async function change(
  store: StoreContext,
  sql: Sql,
  shareId: string,
  changes: Changes,
  viewer: Viewer,
): Promise<NotebookRow> {
  await sql.query('select 1 from notebooks where share_id = $1 for update', [shareId]);
  const row = await managedRow(sql, shareId, viewer);
  const before = openFields(row, store.keyring);
  const fields: OpenFields = {
    ...before,
    title: changes.title ?? before.title,
    description: changes.description ?? before.description,
    licence: changes.licence ?? before.licence,
  };
  const isPublic = changes.is_public ?? row.is_public;
  const oldKey = keyOf(store, row);
  const key = isPublic ? null : (oldKey ?? store.keyring.newKey(row.id));
  if (isPublic && !row.is_public) {
    await mustBeShowable(sql, row);
    if (oldKey !== null) await unsealRest(sql, row.id, oldKey);
  }
  await writeFields(sql, row, fields, key, row.version);
  if (isPublic !== row.is_public) {
    await sql.query('update notebooks set sealing = $2 where id = $1', [row.id, !isPublic]);
    await recomputeRank(sql, row.id);
  }
  return one(await sql.query<NotebookRow>(`${NOTEBOOK} where n.id = $1`, [row.id]), 'edit');
}

async function mustBeShowable(sql: Sql, row: NotebookRow): Promise<void> {
  if (row.state !== 'live') {
    throw new Refusal(
      'withheld',
      `Notebook ${row.share_id} is withheld and cannot be made public.`,
    );
  }
  const prints = await sql.query<Fingerprint>(
    `select sha256, encode(source_hash, 'hex') as sources from notebook_versions where notebook_id = $1`,
    [row.id],
  );
  await mustNotBeWithheld(sql, prints);
}
