import { retrying, type Sql } from '../db/database.ts';
import type { StoreContext } from './context.ts';
import { managedRow } from './read.ts';
import type { Viewer } from './viewer.ts';

/** Deletes a notebook: its content goes, a stone stays so that remixes know where they come from. */
export async function remove(store: StoreContext, shareId: string, viewer: Viewer): Promise<void> {
  await retrying(store.db, async (sql) => {
    const row = await managedRow(sql, shareId, viewer);
    await removeRows(sql, [row.id]);
  });
}

export async function removeRows(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const values = [[...ids]];
  await sql.query('delete from notebook_rank where notebook_id = any($1::uuid[])', values);
  await sql.query('delete from notebook_versions where notebook_id = any($1::uuid[])', values);
  await sql.query('delete from run_health where notebook_id = any($1::uuid[])', values);
  await sql.query('delete from notebook_hourly where notebook_id = any($1::uuid[])', values);
  // What led to a decision stays as long as decided reports do.
  await sql.query(
    `delete from reports where notebook_id = any($1::uuid[]) and status <> 'upheld'`,
    values,
  );
  await sql.query(
    `update notebooks set state = 'deleted', updated_at = date_trunc('milliseconds', now()),
       user_id = null, manage_hash = null, official = false, title = null, description = null,
       licence = null, recipe = null, hf_model_id = null, model_revision = null,
       model_licence = null, task = null, topic = null, difficulty = null, component = null,
       sealed = null, wrapped = null, key_id = null
     where id = any($1::uuid[])`,
    values,
  );
}
