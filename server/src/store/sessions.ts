import crypto from 'node:crypto';
import type { Database } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import { hashOf } from './identifiers.ts';
import type { TokenOrigin } from './tokens.ts';

/** Sessions of browsers as their person sees them, and the codes of sign-in links. */

export interface SessionRow {
  readonly id: string;
  readonly name: string;
  readonly origin: TokenOrigin | null;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly expires_at: Date | null;
}

export const listSessions = (
  db: Database,
  userId: string,
  ownerHash: Uint8Array | null,
): Promise<SessionRow[]> =>
  db.query<SessionRow>(
    `select id, name, origin, created_at, last_used_at, expires_at from access_tokens
     where user_id = $1 and kind = 'session' and (expires_at is null or expires_at > now())
       and (owner_hash is null or owner_hash = $2::bytea)
     order by created_at desc limit 500`,
    [userId, ownerHash === null ? null : Buffer.from(ownerHash)],
  );

export async function endSession(db: Database, userId: string, id: string): Promise<void> {
  const rows = await db.query(
    `delete from access_tokens where id = $1 and user_id = $2 and kind = 'session' returning 1 as ok`,
    [id, userId],
  );
  if (rows.length === 0) throw new Refusal('not-found', `You have no session ${id}.`);
}

/** Signs a person out everywhere, this browser included. @returns how many sessions ended */
export async function endSessions(db: Database, userId: string): Promise<number> {
  const rows = await db.query(
    `delete from access_tokens where user_id = $1 and kind = 'session' returning 1 as ok`,
    [userId],
  );
  return rows.length;
}

const CODE_MINUTES = 10;

/** A code that signs the owner in once. Whoever makes one must have shown the owner token. */
export async function newSignInCode(db: Database): Promise<string> {
  const code = `alacard_code_${crypto.randomBytes(24).toString('base64url')}`;
  await db.query(
    'insert into sign_in_codes (hash, expires_at) values ($1, now() + make_interval(mins => $2))',
    [hashOf(code), CODE_MINUTES],
  );
  return code;
}

export async function takeSignInCode(db: Database, code: string): Promise<boolean> {
  const rows = await db.query<{ fresh: boolean }>(
    'delete from sign_in_codes where hash = $1 returning expires_at > now() as fresh',
    [hashOf(code)],
  );
  return rows[0]?.fresh === true;
}

/** `Firefox on Windows`: enough to know a session again, and no more. */
export function browserName(agent: string): string {
  const browser =
    /\b(Edg|OPR|Firefox|Chrome|Safari)\//
      .exec(agent)?.[1]
      ?.replace('Edg', 'Edge')
      .replace('OPR', 'Opera') ?? 'Browser';
  const system = /\b(Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux)\b/.exec(agent)?.[1];
  return system === undefined ? browser : `${browser} on ${system.replace('Mac OS X', 'macOS')}`;
}
