import type { Recipe } from '@alacard/core/sharing';
import { retrying } from '../db/database.ts';
import type { CheckedFile } from '../untrusted/check-file.ts';
import type { StoreContext } from './context.ts';
import { keyOf, writeFields } from './fields.ts';
import { type Intent, once } from './once.ts';
import { mustBeAllowedVersion, mustHaveRoom } from './quotas.ts';
import { managedRow } from './read.ts';
import { openFields, type OpenFields } from './rows.ts';
import { sealVersion } from './sealed-version.ts';
import type { Viewer } from './viewer.ts';
import { mustNotBeWithheld } from './withheld.ts';
import type { Written } from './write.ts';

export interface NewVersion {
  readonly file: CheckedFile;
  readonly recipe: Recipe;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly licence?: string | undefined;
  readonly task: string | null;
  readonly model_licence: string | null;
}

/** Adds a version. The same file as the newest one adds none. */
export async function addVersion(
  store: StoreContext,
  shareId: string,
  next: NewVersion,
  viewer: Viewer,
  intent: Intent | null,
): Promise<Written> {
  return retrying(store.db, (sql) =>
    once(sql, intent, async () => {
      await sql.query('select 1 from notebooks where share_id = $1 for update', [shareId]);
      const row = await managedRow(sql, shareId, viewer);
      const before = openFields(row, store.keyring);
      const fields: OpenFields = {
        title: next.title ?? before.title,
        description: next.description ?? before.description,
        licence: next.licence ?? before.licence,
        recipe: next.recipe,
        task: next.task ?? before.task,
        model_licence: next.model_licence ?? before.model_licence,
      };
      const { sha256: hash, sources, bytes, packed } = next.file;
      const [newest] = await sql.query<{ sha256: string }>(
        'select sha256 from notebook_versions where notebook_id = $1 and version = $2',
        [row.id, row.version],
      );
      const version = newest?.sha256 === hash ? row.version : row.last_version + 1;
      const key = keyOf(store, row);
      if (version > row.version) {
        await mustNotBeWithheld(sql, [next.file]);
        mustBeAllowedVersion(store.quotas, shareId, row.last_version - row.gone.length);
        await mustHaveRoom(sql, store.quotas, viewer, bytes, 'version');
        await store.room(sql, bytes);
        await sql.query('update notebooks set last_version = $2 where id = $1', [row.id, version]);
        await sql.query(
          `insert into notebook_versions (notebook_id, version, sha256, bytes, packed, recipe, sealed, source_hash)
           values ($1, $2, $3, $4, $5, $6::text::jsonb, $7, decode($8::text, 'hex'))`,
          [
            row.id,
            version,
            hash,
            bytes,
            key ? null : packed,
            key ? null : JSON.stringify(next.recipe),
            key ? sealVersion(key, version, { packed, recipe: next.recipe }) : null,
            sources,
          ],
        );
        // Runs of the version before say nothing about this one.
        await sql.query(
          'update notebook_counts set runs_ok = 0, runs_failed = 0 where notebook_id = $1',
          [row.id],
        );
      }
      await writeFields(sql, row, fields, key, version);
      return { share_id: row.share_id, version, unowned: row.user_id === null };
    }),
  );
}
