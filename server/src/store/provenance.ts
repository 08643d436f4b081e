import type { Database } from '../db/database.ts';
import { page, timeCursor, writeCursor } from './cursor.ts';
import type { NotebookRow } from './rows.ts';

export interface Ancestor {
  /** null: deleted, withheld or private by now. */
  readonly share_id: string | null;
  readonly version: number;
  readonly title: string | null;
  readonly author: string | null;
  readonly licence: string | null;
}

/** Nearest first; every step as it was when it was remixed. */
export async function ancestors(db: Database, row: NotebookRow): Promise<Ancestor[]> {
  return db.query<Ancestor>(
    `with recursive up as (
       select parent_id, parent_version as version, parent_title as title, parent_author as author,
         parent_licence as licence, 1 as steps
       from notebooks where id = $1 and parent_id is not null
       union all
       select n.parent_id, n.parent_version, n.parent_title, n.parent_author, n.parent_licence, steps + 1
       from up join notebooks n on n.id = up.parent_id
       where n.parent_id is not null and steps < 500
     ) cycle parent_id set looped using path
     select case when n.state = 'live' and n.is_public then n.share_id end as share_id,
       up.version, up.title, up.author, up.licence
     from up join notebooks n on n.id = up.parent_id where not looped order by steps`,
    [row.id],
  );
}

export interface Descendant {
  readonly id: string;
  readonly share_id: string;
  readonly title: string;
  readonly author: string | null;
  readonly parent: string | null;
  readonly depth: number;
  readonly created_at: Date;
}

/** Public remixes and remixes of remixes, oldest first. */
export async function descendants(
  db: Database,
  row: NotebookRow,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly Descendant[]; readonly next: string | null }> {
  const after = timeCursor(cursor);
  // The family by its root, then down from this notebook: faster than recursion over all rows.
  const rows = await db.query<Descendant>(
    `with recursive family as materialized (
       select id, parent_id from notebooks where root_id = $1 and depth > $2),
     down as (
       select id from family where parent_id = $3
       union select family.id from family join down on family.parent_id = down.id)
     select n.id, n.share_id, n.title, p.name as author, n.parent_share_id as parent, n.depth,
       n.created_at
     from down join notebooks n on n.id = down.id left join people p on p.id = n.user_id
     where n.is_public and n.state = 'live'
       and ($4::timestamptz is null or n.created_at > $4 or (n.created_at = $4 and n.id > $5::uuid))
     order by n.created_at, n.id limit $6`,
    [row.root_id, row.depth, row.id, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return page(rows, limit, (found) => writeCursor(found.created_at, found.id));
}

/** Share id of the first notebook of the chain, if it can still be seen. */
export async function rootOf(db: Database, row: NotebookRow): Promise<string | null> {
  const [root] = await db.query<{ share_id: string }>(
    `select share_id from notebooks where id = $1 and is_public and state = 'live'`,
    [row.root_id],
  );
  return root?.share_id ?? null;
}
