import type { Scope } from '@alacard/core/sharing';
import { one, type Database, type Sql } from '../db/database.ts';
import { Refusal } from '../refusal.ts';
import { hashOf, newToken } from './identifiers.ts';

/** Tokens of people: personal ones, those of devices, and the sessions of browsers. */

export interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: Scope[];
  readonly hint: string;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly expires_at: Date | null;
}
const TOKEN = 'id, name, scopes, hint, created_at, last_used_at, expires_at';

/** What opened a session: the owner token, a token of the person, or the sign-in service. */
export type TokenOrigin = 'owner' | 'token' | 'issuer';

export interface NewToken {
  readonly userId: string;
  readonly kind: 'personal' | 'device' | 'session';
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
  /** The token it is made with: revoked together, and it ends no later. */
  readonly parentId?: string | null;
  /** Sessions only. */
  readonly origin?: TokenOrigin;
  /** SHA-256 of the owner token that opened a session; a new owner token ends it. */
  readonly ownerHash?: Uint8Array | null;
}

export async function createToken(
  sql: Sql,
  given: NewToken,
): Promise<TokenRow & { readonly token: string }> {
  const token = newToken('pat');
  const rows = await sql.query<TokenRow>(
    `insert into access_tokens
       (user_id, kind, name, hash, hint, scopes, parent_id, origin, owner_hash, expires_at)
     select $1::uuid, $2, $3, $4::bytea, $5, $6::text[], $7::uuid, $8, $9::bytea,
       least($10::timestamptz, (select expires_at from access_tokens where id = $7::uuid))
     where $7::uuid is null or exists (select 1 from access_tokens where id = $7::uuid)
     returning ${TOKEN}`,
    [
      given.userId,
      given.kind,
      given.name,
      hashOf(token),
      token.slice(0, 16),
      [...given.scopes],
      given.parentId ?? null,
      given.origin ?? null,
      given.ownerHash ? Buffer.from(given.ownerHash) : null,
      given.expiresAt,
    ],
  );
  if (rows.length === 0) {
    throw new Refusal('invalid-token', 'This token was revoked in the meantime. Make a new one.');
  }
  return { ...one(rows, 'token'), token };
}

export const listTokens = (db: Database, userId: string): Promise<TokenRow[]> =>
  db.query<TokenRow>(
    `select ${TOKEN} from access_tokens where user_id = $1 and kind <> 'session'
       and (expires_at is null or expires_at > now()) order by created_at desc limit 500`,
    [userId],
  );

/** Revokes a token with everything that was made from it. */
export async function revokeToken(db: Database, userId: string, id: string): Promise<void> {
  const rows = await db.query(
    `delete from access_tokens where id = $1 and user_id = $2 and kind <> 'session' returning 1 as ok`,
    [id, userId],
  );
  if (rows.length === 0) throw new Refusal('not-found', `You have no token ${id}.`);
}

export async function revokeByValue(db: Database, token: string): Promise<void> {
  await db.query('delete from access_tokens where hash = $1', [hashOf(token)]);
}

export interface TokenOwner {
  readonly tokenId: string;
  readonly userId: string;
  readonly scopes: Scope[];
  readonly kind: NewToken['kind'];
  /** null: not a session, or one of an earlier version. */
  readonly origin: TokenOrigin | null;
  readonly expiresAt: Date | null;
}

/**
 * Whose token this is. Looks at the database every time, so a revoked token is dead at once.
 *
 * @param ownerHash SHA-256 of the owner token of today, if there is one
 */
export async function personOfToken(
  db: Database,
  token: string,
  ownerHash: Uint8Array | null,
): Promise<TokenOwner | null> {
  const [row] = await db.query<{
    id: string;
    user_id: string;
    scopes: Scope[];
    kind: NewToken['kind'];
    origin: TokenOrigin | null;
    expires_at: Date | null;
    stale: boolean;
  }>(
    `select id, user_id, scopes, kind, origin, expires_at,
       last_used_at is null or last_used_at < now() - interval '1 hour' as stale
     from access_tokens where hash = $1 and (expires_at is null or expires_at > now())
       and (owner_hash is null or owner_hash = $2::bytea)`,
    [hashOf(token), ownerHash === null ? null : Buffer.from(ownerHash)],
  );
  if (row === undefined) return null;
  if (row.stale)
    await db.query('update access_tokens set last_used_at = now() where id = $1', [row.id]);
  return {
    tokenId: row.id,
    userId: row.user_id,
    scopes: row.scopes,
    kind: row.kind,
    origin: row.origin,
    expiresAt: row.expires_at,
  };
}
