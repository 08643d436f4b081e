import type { Scope } from '@alacard/core/sharing';
import { retrying, type Database, type Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import { hashOf, newUserCode } from './identifiers.ts';
import { createToken } from './tokens.ts';
import { removeRows } from './remove.ts';

/** People, and the sign-in of devices (RFC 8628). */

/** Makes sure there is a row for a person; keeps the name they chose here. */
export async function greet(sql: Sql, id: string, name: string | null): Promise<void> {
  await sql.query('insert into people (id, name) values ($1, $2) on conflict (id) do nothing', [
    id,
    name,
  ]);
}

export async function rename(db: Database, id: string, name: string): Promise<void> {
  await db.query('update people set name = $2 where id = $1', [id, name]);
}

export async function nameOf(db: Database, id: string): Promise<string | null> {
  const [row] = await db.query<{ name: string | null }>('select name from people where id = $1', [
    id,
  ]);
  return row?.name ?? null;
}

/** Deletes everything of a person. Remixes by others keep the credit line they were made with. */
export async function forget(db: Database, id: string): Promise<void> {
  await retrying(db, async (sql) => {
    // What is being shared is waited for; what comes after finds nobody to belong to.
    await sql.query('select 1 from people where id = $1 for update', [id]);
    const rows = await sql.query<{ id: string }>('select id from notebooks where user_id = $1', [
      id,
    ]);
    await removeRows(
      sql,
      rows.map((row) => row.id),
    );
    // Tokens, device codes and collections go with the person.
    await sql.query('delete from people where id = $1', [id]);
  });
}

export const DEVICE_SECONDS = 900;
export const DEVICE_TOKEN_DAYS = 180;

export async function startDevice(
  db: Database,
  clientId: string,
  scopes: readonly Scope[],
  deviceCode: string,
): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const userCode = newUserCode();
    const rows = await db.query(
      `insert into device_codes (hash, user_code, client_id, scopes, expires_at)
       values ($1, $2, $3, $4::text[], now() + make_interval(secs => $5))
       on conflict do nothing returning 1 as ok`,
      [hashOf(deviceCode), userCode, clientId, [...scopes], DEVICE_SECONDS],
    );
    if (rows.length > 0) return userCode;
    if (attempt > 5) throw new Error('no free user code');
  }
}

export interface DeviceRequest {
  readonly client_id: string;
  readonly scopes: Scope[];
  readonly status: 'pending' | 'allowed' | 'refused';
}

/** `bcdfghjk`, `BCDF GHJK` and `BCDF-GHJK` are the same. */
export function normalUserCode(text: string): string {
  const letters = text.toUpperCase().replace(/[^A-Z]/g, '');
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}`;
}

export async function findDevice(
  db: Database,
  userCode: string,
): Promise<DeviceRequest | undefined> {
  const [row] = await db.query<DeviceRequest>(
    'select client_id, scopes, status from device_codes where user_code = $1 and expires_at > now()',
    [normalUserCode(userCode)],
  );
  return row;
}

export async function decideDevice(
  db: Database,
  userCode: string,
  by: { readonly userId: string; readonly parentId: string | null },
  allow: boolean,
): Promise<DeviceRequest> {
  const [row] = await db.query<DeviceRequest>(
    `update device_codes set status = $2, user_id = $3, parent_id = $4
     where user_code = $1 and status = 'pending' and expires_at > now()
     returning client_id, scopes, status`,
    [normalUserCode(userCode), allow ? 'allowed' : 'refused', by.userId, by.parentId],
  );
  if (row === undefined) {
    throw new Refusal(
      'not-found',
      'No sign-in waits for this code. It may have expired: start again in the editor.',
    );
  }
  return row;
}

export type DeviceAnswer =
  | { readonly ok: true; readonly token: string; readonly scopes: readonly Scope[] }
  | {
      readonly ok: false;
      readonly error:
        'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' | 'invalid_grant';
    };

/** One poll of a device. A code gives one token, once. */
export async function pollDevice(
  db: Database,
  deviceCode: string,
  clientId: string,
): Promise<DeviceAnswer> {
  return retrying(db, async (sql): Promise<DeviceAnswer> => {
    const [row] = await sql.query<
      DeviceRequest & {
        user_id: string | null;
        parent_id: string | null;
        expired: boolean;
        early: boolean;
      }
    >(
      `select client_id, scopes, status, user_id, parent_id, expires_at <= now() as expired,
         polled_at is not null and polled_at > now() - make_interval(secs => poll_seconds - 0.5) as early
       from device_codes where hash = $1 for update`,
      [hashOf(deviceCode)],
    );
    if (row === undefined || row.client_id !== clientId)
      return { ok: false, error: 'invalid_grant' };
    if (row.expired) return { ok: false, error: 'expired_token' };
    const end = (): Promise<object[]> =>
      sql.query('delete from device_codes where hash = $1', [hashOf(deviceCode)]);
    if (row.status === 'refused') {
      await end();
      return { ok: false, error: 'access_denied' };
    }
    if (row.status === 'allowed' && row.user_id !== null) {
      const { token } = await createToken(sql, {
        userId: row.user_id,
        kind: 'device',
        name: row.client_id,
        scopes: row.scopes,
        parentId: row.parent_id,
        expiresAt: new Date(Date.now() + DEVICE_TOKEN_DAYS * 86_400_000),
      });
      await end();
      return { ok: true, token, scopes: row.scopes };
    }
    // RFC 8628, 3.5: whoever polls too fast must wait 5 seconds longer from now on.
    await sql.query(
      `update device_codes set polled_at = now(), poll_seconds = poll_seconds + $2 where hash = $1`,
      [hashOf(deviceCode), row.early ? 5 : 0],
    );
    return { ok: false, error: row.early ? 'slow_down' : 'authorization_pending' };
  });
}
