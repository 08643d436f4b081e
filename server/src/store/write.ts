import crypto from 'node:crypto';
import type { Recipe, Shared } from '@alacard/core/sharing';
import { retrying, type Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import type { StoreContext } from './context.ts';
import { writeEvents } from './events.ts';
import { hashOf, manageToken, newShareId } from './identifiers.ts';
import type { NotebookKey } from './keyring.ts';
import { earlier, type Intent, once } from './once.ts';
import { HALF_LIVES, NOW, WEIGHTS } from './ranking.ts';
import { managedRow, visibleRow } from './read.ts';
import { facetsOf, type NotebookRow, openFields, type OpenFields } from './rows.ts';
import { sealVersion } from './sealed-version.ts';
import { mustBeAllowedVersion, mustHaveRoom } from './quotas.ts';
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

/** Wraps every notebook key by the current master key. Blobs stay as they are. @returns how many */
export async function rotateKeys({
  db,
  keyring,
}: Pick<StoreContext, 'db' | 'keyring'>): Promise<number> {
  let count = 0;
  for (;;) {
    const rows = await db.query<{ id: string; key_id: string; wrapped: Uint8Array }>(
      'select id, key_id, wrapped from notebooks where key_id <> $1 order by id limit 200',
      [keyring.current],
    );
    if (rows.length === 0) return count;
    await db.tx(async (sql) => {
      for (const { id, key_id, wrapped } of rows) {
        const key = keyring.openKey(key_id, wrapped, id).rewrap();
        await sql.query(
          'update notebooks set wrapped = $2, key_id = $3 where id = $1 and key_id = $4',
          [id, Buffer.from(key.wrapped), key.keyId, key_id],
        );
        count++;
      }
    });
  }
}
