import type { Sql } from '../db/database.ts';
import type { StoreContext } from './context.ts';
import type { NotebookKey } from './keyring.ts';
import { facetsOf, type NotebookRow, type OpenFields } from './rows.ts';

export const keyOf = ({ keyring }: StoreContext, row: NotebookRow): NotebookKey | null =>
  row.wrapped === null || row.key_id === null
    ? null
    : keyring.openKey(row.key_id, row.wrapped, row.id);

/** Writes the fields of a notebook, in the open or sealed, and its ranking facets. */
export async function writeFields(
  sql: Sql,
  row: NotebookRow,
  fields: OpenFields,
  key: NotebookKey | null,
  version: number,
): Promise<void> {
  const facets = facetsOf(fields.recipe);
  const clear = <T>(value: T): T | null => (key === null ? value : null);
  await sql.query(
    `update notebooks set updated_at = date_trunc('milliseconds', now()), version = $2, is_public = $3,
       title = $4, description = $5, licence = $6, recipe = $7::text::jsonb, hf_model_id = $8,
       model_revision = $9, model_licence = $10, task = $11, topic = $12, difficulty = $13,
       component = $14, sealed = $15, wrapped = $16, key_id = $17 where id = $1`,
    [
      row.id,
      version,
      key === null,
      clear(fields.title),
      clear(fields.description),
      clear(fields.licence),
      clear(JSON.stringify(fields.recipe)),
      clear(facets.model),
      clear(facets.revision),
      clear(fields.model_licence),
      clear(fields.task),
      clear(facets.topic),
      clear(facets.difficulty),
      clear(facets.component),
      key ? Buffer.from(key.seal(JSON.stringify(fields), 'fields')) : null,
      key ? Buffer.from(key.wrapped) : null,
      key?.keyId ?? null,
    ],
  );
  if (key === null) {
    await sql.query(
      `update notebook_rank set hf_model_id = $2, task = $3, topic = $4, difficulty = $5, component = $6
       where notebook_id = $1`,
      [row.id, facets.model, fields.task, facets.topic, facets.difficulty, facets.component],
    );
  }
}
