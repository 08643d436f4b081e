import type { Database } from '../db/database.ts';
import { Conditions } from './conditions.ts';
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

/** The first public remixes of a notebook: as many as its page shows, read by an index whatever the size of its family. */
export const children = (db: Database, row: NotebookRow, limit: number): Promise<Descendant[]> =>
  db.query<Descendant>(
    `with n as materialized (
       select * from notebooks where parent_id = $1 and is_public and state = 'live'
       order by created_at, id limit $2)
     select n.id, n.share_id, n.title, p.name as author, n.parent_share_id as parent, n.depth,
       n.created_at
     from n left join people p on p.id = n.user_id order by n.created_at, n.id`,
    [row.id, limit],
  );

/** Public remixes and remixes of remixes, oldest first. */
export async function descendants(
  db: Database,
  row: NotebookRow,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly Descendant[]; readonly next: string | null }> {
  const after = timeCursor(cursor);
  const conditions = new Conditions();
  const of = conditions.bind(row.id);
  conditions.add("n.is_public and n.state = 'live'");
  if (after) {
    const [time, id] = [conditions.bind(after[0]), conditions.bind(after[1])];
    conditions.add(`(n.created_at, n.id) > (${time}::timestamptz, ${id}::uuid)`);
  }
  // All of the family of a root are below it: its index is in the order of the list.
  const isRoot = row.root_id === row.id;
  conditions.add(isRoot ? `n.root_id = ${of} and n.id <> ${of}` : 'n.id in (select id from down)');
  const down = `with recursive down as (
      select id from notebooks where parent_id = ${of}
      union select n.id from notebooks n join down on n.parent_id = down.id)`;
  const rows = await db.query<Descendant>(
    `${isRoot ? 'with' : `${down},`} n as materialized (
       select * from notebooks n ${conditions.where} order by n.created_at, n.id limit ${limit + 1})
     select n.id, n.share_id, n.title, p.name as author, n.parent_share_id as parent, n.depth,
       n.created_at
     from n left join people p on p.id = n.user_id order by n.created_at, n.id`,
    conditions.values,
    { planned: 'anew' },
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
