import { Refusal } from '../refusal.ts';
import type { Sql } from '../db/database.ts';
import type { StoreContext } from './context.ts';
import { createBytesCache } from './bytes-cache.ts';
import { NOTEBOOK, type NotebookRow } from './rows.ts';
import { canManage, type Viewer } from './viewer.ts';

export interface VersionInfo {
  readonly version: number;
  readonly created_at: Date;
  readonly sha256: string;
  readonly bytes: number;
}

export interface Content {
  /** The file, byte for byte. */
  readonly ipynb: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** The row behind a share id, whatever its state. */
export async function findRow(sql: Sql, shareId: string): Promise<NotebookRow | undefined> {
  const [row] = await sql.query<NotebookRow>(`${NOTEBOOK} where n.share_id = $1`, [shareId]);
  return row;
}

/** The row, if this viewer may see it; otherwise a Refusal that says why not. */
export async function visibleRow(sql: Sql, shareId: string, viewer: Viewer): Promise<NotebookRow> {
  const row = await findRow(sql, shareId);
  if (row === undefined) throw missing(shareId);
  if (row.state === 'deleted') {
    throw new Refusal(
      'deleted',
      `Notebook ${shareId} was deleted by its owner. Remixes of it are still there.`,
    );
  }
  const mine = canManage(row, viewer);
  if (row.state === 'withheld' && !viewer.operator && !mine) {
    throw new Refusal(
      'withheld',
      `Notebook ${shareId} is withheld after a report. Its owner can answer with a counter-notice.`,
    );
  }
  // A private notebook looks like none: its existence is private too.
  if (!row.is_public && !mine) throw missing(shareId);
  return row;
}

/** The row, if this viewer may change it. */
export async function managedRow(sql: Sql, shareId: string, viewer: Viewer): Promise<NotebookRow> {
  const row = await visibleRow(sql, shareId, viewer);
  if (!canManage(row, viewer)) {
    throw row.user_id === null
      ? new Refusal(
          'forbidden',
          `Notebook ${shareId} was shared without an account: send its manage token.`,
        )
      : new Refusal(
          'forbidden',
          `Notebook ${shareId} belongs to somebody else. Remix it to change it.`,
        );
  }
  return row;
}

const missing = (shareId: string): Refusal =>
  new Refusal('not-found', `There is no notebook ${shareId}. Check the link; it may be private.`);

export interface ContentReader {
  /** The file of a version (default: the newest). Contents never change, so they are cached. */
  content(row: NotebookRow, version?: number): Promise<Content>;
  versions(row: NotebookRow): Promise<VersionInfo[]>;
}

/** Reads the files of notebooks, with a cache of `cacheBytes` for public ones. */
export function createContentReader(
  { db, keyring }: Pick<StoreContext, 'db' | 'keyring'>,
  cacheBytes = 64 * 1024 * 1024,
): ContentReader {
  const cache = createBytesCache<Content>(cacheBytes);
  return {
    async content(row, version = row.version) {
      const key = `${row.id} ${version}`;
      const known = row.is_public ? cache.get(key) : undefined;
      if (known) return known;
      const [file] = await db.query<{
        sha256: string;
        bytes: number;
        ipynb: string | null;
        sealed: Uint8Array | null;
      }>(
        'select sha256, bytes, ipynb, sealed from notebook_versions where notebook_id = $1 and version = $2',
        [row.id, version],
      );
      if (file === undefined) {
        throw new Refusal(
          'not-found',
          `Notebook ${row.share_id} has no version ${version}; the newest is ${row.version}.`,
        );
      }
      const { sha256, bytes } = file;
      if (file.ipynb !== null) {
        const content = { ipynb: file.ipynb, sha256, bytes };
        cache.set(key, content);
        return content;
      }
      if (file.sealed === null || row.wrapped === null || row.key_id === null) {
        throw new Error(`version ${version} of ${row.id} has no content`);
      }
      const opened = keyring
        .openKey(row.key_id, row.wrapped, row.id)
        .open(file.sealed, `version ${version}`);
      // SAFETY: written by write.ts and authenticated by its envelope.
      const { ipynb } = JSON.parse(opened) as { ipynb: string };
      return { ipynb, sha256, bytes };
    },
    versions: (row) =>
      db.query<VersionInfo>(
        `select version, created_at, sha256, bytes from notebook_versions
         where notebook_id = $1 order by version desc limit 1000`,
        [row.id],
      ),
  };
}
