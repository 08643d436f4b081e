import crypto from 'node:crypto';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { Issuer } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { HOUSE_ID } from './house.ts';
import { OWNER_ID } from './owner.ts';

export interface Person {
  readonly userId: string;
  readonly name: string | null;
  /** When the token ends. */
  readonly expiresAt: Date;
}

/** Checks access tokens of an issuer: issuer, audience and algorithms are pinned. */
export type TokenCheck = (jwt: string) => Promise<Person>;

const ALGORITHMS = ['ES256', 'RS256', 'EdDSA', 'PS256'];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Supabase's subjects are UUIDs; those of other issuers are hashed into one. */
export function personId(issuer: string, subject: string): string {
  // Nobody's subject may be the local owner, or the house.
  const taken = subject === OWNER_ID || subject === HOUSE_ID;
  if (UUID.test(subject) && !taken) return subject.toLowerCase();
  const hash = crypto.createHash('sha256').update(`${issuer}\0${subject}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

export function createTokenCheck({ issuer, jwksUrl, audience }: Issuer): TokenCheck {
  // An unknown key id causes at most one fetch in 30 seconds: no amplifier for junk tokens.
  const keys = createRemoteJWKSet(new URL(jwksUrl));
  return async (jwt) => {
    try {
      const { payload } = await jwtVerify(jwt, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 10,
      });
      const { sub = '', exp = 0 } = payload;
      if (sub === '' || sub.length > 255) {
        throw new Refusal('invalid-token', 'The access token names nobody. Sign in again.');
      }
      if (payload['is_anonymous'] === true) {
        throw new Refusal(
          'invalid-token',
          'An anonymous sign-in is no account here. Share without signing in, or sign in with an account.',
        );
      }
      const metadata = payload['user_metadata'];
      return {
        userId: personId(issuer, sub),
        name: nameIn(metadata),
        expiresAt: new Date(exp * 1000),
      };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (error instanceof errors.JWTExpired) {
        throw new Refusal('invalid-token', 'Your sign-in has expired. Sign in again.');
      }
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) {
        throw new Refusal(
          'invalid-token',
          'The access token is not one of this server’s issuer. Sign in again.',
        );
      }
      throw new Refusal(
        'unavailable',
        'The sign-in service cannot be reached to check your token. Try again.',
      );
    }
  };
}

/** A user name, never an e-mail address. */
function nameIn(metadata: unknown): string | null {
  if (typeof metadata !== 'object' || metadata === null) return null;
  for (const key of ['user_name', 'preferred_username', 'name']) {
    const value: unknown = Reflect.get(metadata, key);
    if (typeof value === 'string' && /^[^@\p{C}]{1,60}$/u.test(value.trim())) return value.trim();
  }
  return null;
}
