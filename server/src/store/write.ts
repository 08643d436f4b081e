import crypto from 'node:crypto';
import type { Shared } from '@alacard/core/sharing';
import { retrying, type Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import type { StoreContext } from './context.ts';
import { writeEvents } from './events.ts';
import { hashOf, manageToken, newShareId } from './identifiers.ts';
import { earlier, type Intent, once } from './once.ts';
import { HALF_LIVES, NOW, WEIGHTS } from './ranking.ts';
import { visibleRow } from './read.ts';
import { facetsOf, type NotebookRow, openFields, type OpenFields } from './rows.ts';
import { sealVersion } from './sealed-version.ts';
import { mustHaveRoom } from './quotas.ts';
import type { CheckedFile } from '../untrusted/check-file.ts';
import type { Viewer } from './viewer.ts';
import { mustNotBeWithheld } from './withheld.ts';

export interface NewNotebook extends OpenFields {
  readonly is_public: boolean;
  /** What `Untrusted.check` found out about it. */
  readonly file: CheckedFile;
  /** Of a notebook that this server made. */
  readonly findings?: Shared['findings'];
}

/** What a write answers, without addresses. */
export interface Written {
  readonly share_id: string;
  readonly version: number;
  /** True when nobody owns it: the manage token belongs into the answer. */
  readonly unowned: boolean;
  /** Kept for a repeated call, in the open: of public notebooks only. */
  readonly findings?: Shared['findings'];
}

const INSERT = `with n as (
    insert into notebooks (id, share_id, user_id, manage_hash, is_public, title, description, licence,
      recipe, hf_model_id, model_revision, model_licence, task, topic, difficulty, component,
      sealed, wrapped, key_id, parent_id, parent_share_id, parent_version, parent_title,
      parent_author, parent_licence, root_id, depth)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb, $10, $11, $12, $13, $14, $15, $16,
      $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)
    returning id),
  v as (
    insert into notebook_versions (notebook_id, version, sha256, bytes, packed, recipe, sealed, source_hash)
    select id, 1, $28, $29, $30, $9::text::jsonb, $31, decode($34::text, 'hex') from n),
  c as (insert into notebook_counts (notebook_id) select id from n),
  h as (
    insert into notebook_hourly (notebook_id, hour, points)
    select id, date_trunc('hour', now()), $32::float8 from n),
  r as (
    insert into notebook_rank (notebook_id, hf_model_id, task, topic, difficulty, component, l24, l7, l30)
    select id, $10, $13, $14, $15, $16,
      ${NOW} / ${HALF_LIVES['24h']} + $33::float8,
      ${NOW} / ${HALF_LIVES['7d']} + $33::float8,
      ${NOW} / ${HALF_LIVES['30d']} + $33::float8
    from n where $5)
  select id from n`;

interface Parent {
  readonly row: NotebookRow;
  readonly version: number;
  readonly title: string | null;
  readonly licence: string | null;
}

async function insert(
  { keyring, secret, quotas, room }: StoreContext,
  sql: Sql,
  notebook: NewNotebook,
  viewer: Viewer,
  parent: Parent | null,
): Promise<Written> {
  const id = crypto.randomUUID();
  const shareId = newShareId();
  const { file, is_public, findings, title, description, licence, recipe, task, model_licence } =
    notebook;
  const fields: OpenFields = { title, description, licence, recipe, task, model_licence };
  await mustNotBeWithheld(sql, [file]);
  await mustHaveRoom(sql, quotas, viewer, file.bytes, 'notebook');
  await room(sql, file.bytes);
  const facets = facetsOf(notebook.recipe);
  const key = is_public ? null : keyring.newKey(id);
  const clear = <T>(value: T): T | null => (is_public ? value : null);
  await sql.query(INSERT, [
    id,
    shareId,
    viewer.userId,
    viewer.userId === null ? hashOf(manageToken(secret, shareId)) : null,
    is_public,
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
    parent?.row.id ?? null,
    parent?.row.share_id ?? null,
    parent?.version ?? null,
    parent?.title ?? null,
    parent === null ? null : parent.row.is_public ? parent.row.author : null,
    parent?.licence ?? null,
    parent?.row.root_id ?? id,
    parent === null ? 0 : parent.row.depth + 1,
    file.sha256,
    file.bytes,
    is_public ? file.packed : null,
    key ? sealVersion(key, 1, { packed: file.packed, recipe }) : null,
    is_public ? WEIGHTS.publish : 0,
    Math.log2(WEIGHTS.publish),
    file.sources,
  ]);
  return {
    share_id: shareId,
    version: 1,
    unowned: viewer.userId === null,
    ...(is_public && findings !== undefined ? { findings } : {}),
  };
}

/** An anonymous sharer of a private notebook still gets in by the manage token. */
export async function publish(
  store: StoreContext,
  notebook: NewNotebook,
  viewer: Viewer,
  intent: Intent | null,
): Promise<Written> {
  return retrying(store.db, (sql) =>
    once(sql, intent, () => insert(store, sql, notebook, viewer, null)),
  );
}

/** A result of an earlier call, before the work of making a notebook is done again. */
export const writtenBefore = (
  store: StoreContext,
  intent: Intent | null,
): Promise<Written | null> => earlier<Written>(store.db, intent);

/** Shares a remix; the parent's remix counter rises in the same transaction. */
export async function remix(
  store: StoreContext,
  parentShareId: string,
  parentVersion: number | undefined,
  notebook: NewNotebook,
  viewer: Viewer,
  intent: Intent | null,
): Promise<Written> {
  return retrying(store.db, (sql) =>
    once(sql, intent, async () => {
      const row = await visibleRow(sql, parentShareId, viewer);
      const version = parentVersion ?? row.version;
      if (version > row.version || row.gone.includes(version)) {
        throw new Refusal(
          'not-found',
          `Notebook ${parentShareId} has no version ${version}; the newest is ${row.version}.`,
        );
      }
      const { title, licence } = openFields(row, store.keyring);
      const written = await insert(store, sql, notebook, viewer, {
        row,
        version,
        // A public remix must not give away what its private parent is called.
        title: row.is_public ? title : null,
        licence: row.is_public ? licence : null,
      });
      await writeEvents(sql, [
        {
          notebookId: row.id,
          kind: 'remix',
          visitor: viewer.visitor,
          net: viewer.net,
          signed: viewer.userId !== null,
          own: await ownsAncestor(sql, row.id, viewer),
          onceFor: row.root_id,
        },
      ]);
      return written;
    }),
  );
}

/** Somebody's remix of their own chain moves no ranking. */
async function ownsAncestor(sql: Sql, parentId: string, viewer: Viewer): Promise<boolean> {
  if (viewer.userId === null) return false;
  const rows = await sql.query(
    `with recursive up as (
       select id, parent_id, user_id, 0 as steps from notebooks where id = $1
       union all
       select n.id, n.parent_id, n.user_id, steps + 1 from notebooks n join up on n.id = up.parent_id
       where steps < 200)
     select 1 as own from up where user_id = $2 limit 1`,
    [parentId, viewer.userId],
  );
  return rows.length > 0;
}
