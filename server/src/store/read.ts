import { Refusal } from '../refusal.ts';
import type { Sql } from '../db/database.ts';
import type { StoreContext } from './context.ts';
import { createBytesCache } from './bytes-cache.ts';
import type { Kept } from './packed.ts';
import { openVersion } from './sealed-version.ts';
import { NOTEBOOK, type NotebookRow } from './rows.ts';
import type { Untrusted } from '../untrusted/pool.ts';
import type { Content } from './served.ts';
import { canManage, type Viewer } from './viewer.ts';

export interface VersionInfo {
  readonly version: number;
  readonly created_at: Date;
  readonly sha256: string;
  readonly bytes: number;
  readonly hidden: boolean;
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
  /** The file of a version (default: the newest) as it is given out. Contents never change, so they are cached. `all`: hidden ones, too. */
  content(row: NotebookRow, version?: number, all?: boolean): Promise<Content>;
  /** @param all hidden ones, too: for who manages it */
  versions(row: NotebookRow, all?: boolean): Promise<VersionInfo[]>;
}

interface Needs extends Pick<StoreContext, 'db' | 'keyring'> {
  readonly untrusted: Pick<Untrusted, 'serve'>;
  readonly publicUrl: () => string;
}

const noVersion = (row: NotebookRow, version: number): Refusal =>
  new Refusal(
    'not-found',
    `Notebook ${row.share_id} has no version ${version}; the newest is ${row.version}.`,
  );

/** @param cacheBytes of public files that stay in memory */
export function createContentReader(
  { db, keyring, publicUrl, untrusted }: Needs,
  cacheBytes: number,
): ContentReader {
  const cache = createBytesCache<Content>(cacheBytes);
  const serve = (row: NotebookRow, bytes: number, kept: Kept): Promise<Content> =>
    untrusted.serve({ ...kept, share_id: row.share_id, server: publicUrl() }, bytes);
  return {
    async content(row, version = row.version, all = false) {
      const gone = row.gone.includes(version);
      if (gone && !all) throw noVersion(row, version);
      const key = `${row.id} ${version}`;
      // What is hidden for others may be deleted by now: the database knows.
      const open = row.is_public && !gone;
      const known = open ? cache.get(key) : undefined;
      if (known) return known;
      const [file] = await db.query<Kept & { bytes: number; sealed: Uint8Array | null }>(
        'select ipynb, packed, bytes, sealed from notebook_versions where notebook_id = $1 and version = $2',
        [row.id, version],
      );
      if (file === undefined) throw noVersion(row, version);
      const { bytes, ipynb, packed, sealed } = file;
      if (sealed === null) {
        const content = await serve(row, bytes, { ipynb, packed });
        // A private one that is being sealed is not kept.
        if (open) cache.set(key, content);
        return content;
      }
      if (row.wrapped === null || row.key_id === null) {
        throw new Error(`version ${version} of ${row.id} is sealed, and has no key`);
      }
      const opened = keyring.openKey(row.key_id, row.wrapped, row.id);
      const { ipynb: text, packed: inside } = await openVersion(opened, version, sealed);
      return serve(row, bytes, { ipynb: text, packed: inside });
    },
    versions: (row, all = false) =>
      db.query<VersionInfo>(
        `select version, created_at, sha256, bytes, hidden from notebook_versions
         where notebook_id = $1 and (not hidden or $2) order by version desc limit 1000`,
        [row.id, all],
      ),
  };
}
