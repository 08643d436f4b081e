import fs from 'node:fs/promises';
import type { Sql } from '../db/database.ts';
import { Unavailable } from '../db/unavailable.ts';
import { Refusal } from '../refusal.ts';
import type { Viewer } from './viewer.ts';

/** How much may be kept. 0: no limit. */
export interface Quotas {
  /** Bytes of all versions of a person's notebooks, and how many notebooks. */
  readonly personBytes: number;
  readonly personNotebooks: number;
  /** Bytes an address without an account may share a day. */
  readonly addressBytes: number;
  /** Versions of one notebook. */
  readonly versions: number;
  /** Bytes of all files on this server. */
  readonly serverBytes: number;
}

export const NO_QUOTAS: Quotas = {
  personBytes: 0,
  personNotebooks: 0,
  addressBytes: 0,
  versions: 0,
  serverBytes: 0,
};

const size = (bytes: number): string =>
  bytes >= 1024 ** 3
    ? `${Math.round((bytes / 1024 ** 3) * 10) / 10} GB`
    : `${Math.round((bytes / 1024 ** 2) * 10) / 10} MB`;
const full = (detail: string): Refusal =>
  new Refusal('quota-exceeded', `${detail} Nothing was saved.`);

/** Refuses `bytes` more of this viewer, and counts them for an address. In the transaction that keeps them. */
export async function mustHaveRoom(
  sql: Sql,
  quotas: Quotas,
  viewer: Viewer,
  bytes: number,
  kind: 'notebook' | 'version',
): Promise<void> {
  if (viewer.userId === null) return addressRoom(sql, quotas, viewer, bytes);
  const { personBytes, personNotebooks } = quotas;
  if (personBytes === 0 && personNotebooks === 0) return;
  // One at a time for a person: two at once could each find the last room.
  await sql.query('select 1 from people where id = $1 for no key update', [viewer.userId]);
  const [used] = await sql.query<{ notebooks: number; bytes: number }>(
    `select count(distinct n.id)::int as notebooks, coalesce(sum(v.bytes), 0)::float8 as bytes
     from notebooks n left join notebook_versions v on v.notebook_id = n.id
     where n.user_id = $1 and n.state <> 'deleted'`,
    [viewer.userId],
  );
  if (used === undefined) return;
  if (personNotebooks > 0 && kind === 'notebook' && used.notebooks >= personNotebooks) {
    throw full(
      `You have ${used.notebooks} notebooks on this server, as many as one person may. Delete some on your dashboard.`,
    );
  }
  if (personBytes > 0 && used.bytes + bytes > personBytes) {
    throw full(
      `Your notebooks take ${size(used.bytes)} of the ${size(personBytes)} a person has on this server, and this one ${size(bytes)}. Delete notebooks or versions on your dashboard, or clear large outputs.`,
    );
  }
}

async function addressRoom(
  sql: Sql,
  { addressBytes }: Quotas,
  viewer: Viewer,
  bytes: number,
): Promise<void> {
  if (addressBytes === 0) return;
  const [used] = await sql.query<{ bytes: number }>(
    `insert into address_usage as u (day, net, bytes)
     values ((now() at time zone 'utc')::date, $1, $2)
     on conflict (day, net) do update set bytes = u.bytes + excluded.bytes
     returning bytes::float8 as bytes`,
    [Buffer.from(viewer.net), bytes],
  );
  if (used !== undefined && used.bytes > addressBytes) {
    throw new Refusal(
      'rate-limited',
      `Without an account, ${size(addressBytes)} a day may be shared from one network. Try again tomorrow, or sign in. Nothing was saved.`,
    );
  }
}

/** The version after `count` others. */
export function mustBeAllowedVersion({ versions }: Quotas, shareId: string, count: number): void {
  if (versions === 0 || count < versions) return;
  throw full(
    `Notebook ${shareId} has ${count} versions, as many as one may have. Delete some, or share a new notebook.`,
  );
}

export type ServerRoom = (sql: Sql, bytes: number) => Promise<void>;

/**
 * Bytes that stay free on the disk of the embedded database: three pieces of its
 * log, and room for what is counted. Where a piece of the log cannot be made,
 * PostgreSQL stops altogether, and reading with it.
 */
const RESERVE = 64 * 1024 ** 2;

/**
 * How full the server is, asked for at most every ten seconds, and how much is
 * left on its disk. @param folder of the embedded database, or null
 */
export function createServerRoom({ serverBytes }: Quotas, folder: string | null): ServerRoom {
  let known = { used: 0, until: 0 };
  return async (sql, bytes) => {
    if (folder !== null) {
      const { bavail, bsize } = await fs.statfs(folder);
      // Once in the table, once in the log.
      if (bavail * bsize < RESERVE + 2 * bytes)
        throw new Unavailable('full', `${bavail * bsize} bytes are left at ${folder}`);
    }
    if (serverBytes === 0) return;
    if (known.until < Date.now()) {
      const [row] = await sql.query<{ used: number }>(
        `select pg_total_relation_size('notebook_versions')::float8 as used`,
      );
      known = { used: row?.used ?? 0, until: Date.now() + 10_000 };
    }
    if (known.used + bytes > serverBytes) {
      throw full(
        `This server keeps ${size(serverBytes)} of notebooks and is full. Its operator can give it more (ALACARD_SERVER_GB).`,
      );
    }
    known.used += bytes;
  };
}
