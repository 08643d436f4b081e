import crypto from 'node:crypto';

/** No look-alikes: 0 O, 1 l I. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Random text over the alphabet, without bias. */
function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of crypto.randomBytes(length * 2)) {
      // 57 * 4 = 228: bytes above would favour the first letters.
      if (byte < ALPHABET.length * 4 && text.length < length) {
        text += ALPHABET.charAt(byte % ALPHABET.length);
      }
    }
  }
  return text;
}

/** 12 characters, 70 bits. */
export const newShareId = (): string => randomText(12);

/** `alacard_<kind>_` and 32 random bytes. */
export const newToken = (kind: 'pat' | 'owner'): string =>
  `alacard_${kind}_${crypto.randomBytes(32).toString('base64url')}`;

/** Tokens are random, so a plain hash keeps them safe at rest. */
export const hashOf = (text: string): Buffer => crypto.createHash('sha256').update(text).digest();

export const sha256 = (text: string | Uint8Array): string =>
  crypto.createHash('sha256').update(text).digest('hex');

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && crypto.timingSafeEqual(a, b);

/**
 * Manage token of a notebook without an owner: made from the server's secret,
 * so that an idempotent answer can be repeated without storing it.
 */
export const manageToken = (secret: Uint8Array, shareId: string): string =>
  `alacard_manage_${crypto.createHmac('sha256', secret).update(`manage|${shareId}`).digest('base64url')}`;

/** `BCDF-GHJK`: letters that are easy to read aloud and make no words (RFC 8628, 6.1). */
export function newUserCode(): string {
  const letters = 'BCDFGHJKLMNPQRSTVWXZ';
  const pick = (): string => letters.charAt(crypto.randomInt(letters.length));
  const part = (): string => Array.from({ length: 4 }, pick).join('');
  return `${part()}-${part()}`;
}
