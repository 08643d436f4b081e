import { RecipeSchema } from '@alacard/core/sharing';
import { retrying, type Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import type { StoreContext } from './context.ts';
import { managedRow } from './read.ts';
import { openFields, type NotebookRow } from './rows.ts';
import { openVersion } from './sealed-version.ts';
import type { Viewer } from './viewer.ts';
import { keyOf, writeFields } from './fields.ts';

/** Hides a version from everybody but its author, or shows it again. */
export async function hideVersion(
  store: StoreContext,
  shareId: string,
  version: number,
  hidden: boolean,
  viewer: Viewer,
): Promise<void> {
  await changed(store, shareId, version, viewer, async (sql, row) => {
    await sql.query(
      'update notebook_versions set hidden = $3 where notebook_id = $1 and version = $2',
      [row.id, version, hidden],
    );
  });
}

/** Deletes a version for good. Its number is not used again. */
export async function removeVersion(
  store: StoreContext,
  shareId: string,
  version: number,
  viewer: Viewer,
): Promise<void> {
  await changed(store, shareId, version, viewer, async (sql, row) => {
    await sql.query('delete from notebook_versions where notebook_id = $1 and version = $2', [
      row.id,
      version,
    ]);
    await sql.query('delete from run_health where notebook_id = $1 and version = $2', [
      row.id,
      version,
    ]);
  });
}

/** Changes one version; afterwards the newest that is shown is the notebook. */
async function changed(
  store: StoreContext,
  shareId: string,
  version: number,
  viewer: Viewer,
  change: (sql: Sql, row: NotebookRow) => Promise<void>,
): Promise<void> {
  await retrying(store.db, async (sql) => {
    await sql.query('select 1 from notebooks where share_id = $1 for update', [shareId]);
    const row = await managedRow(sql, shareId, viewer);
    const [there] = await sql.query(
      'select 1 as ok from notebook_versions where notebook_id = $1 and version = $2',
      [row.id, version],
    );
    if (there === undefined) {
      throw new Refusal('not-found', `Notebook ${shareId} has no version ${version}.`);
    }
    await change(sql, row);
    const [newest] = await sql.query<{
      version: number;
      recipe: unknown;
      sealed: Uint8Array | null;
    }>(
      `select version, recipe, sealed from notebook_versions where notebook_id = $1 and not hidden
       order by version desc limit 1`,
      [row.id],
    );
    if (newest === undefined) {
      throw new Refusal(
        'conflict',
        `Version ${version} is the last one of notebook ${shareId} that is shown. Delete the notebook, or make it private.`,
      );
    }
    await sql.query(
      `update notebooks set gone = coalesce((select array_agg(n order by n) from generate_series(1, last_version) n
         where not exists (select 1 from notebook_versions v
           where v.notebook_id = notebooks.id and v.version = n and not v.hidden)), '{}')
       where id = $1`,
      [row.id],
    );
    if (newest.version === row.version) return;
    const key = keyOf(store, row);
    const { recipe } =
      newest.sealed !== null && key !== null
        ? await openVersion(key, newest.version, newest.sealed)
        : newest;
    const fields = { ...openFields(row, store.keyring), recipe: RecipeSchema.parse(recipe) };
    await writeFields(sql, row, fields, key, newest.version);
    await sql.query(
      'update notebook_counts set runs_ok = 0, runs_failed = 0 where notebook_id = $1',
      [row.id],
    );
  });
}
