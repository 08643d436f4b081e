import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';

/** Under https, browsers themselves make sure that a `__Host-` cookie is ours alone. */
const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:');

export type CookieName = 'session' | 'verifier' | 'next';
const plainName = (name: CookieName): string => `alacard_${name}`;
export const cookieName = (name: CookieName, publicUrl: string): string =>
  (isSecure(publicUrl) ? '__Host-' : '') + plainName(name);

export const cookieOptions = (publicUrl: string, maxAge: number): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: isSecure(publicUrl),
  maxAge,
});

/**
 * The session of a request. `before`: under the name that earlier versions used
 * with https, too; only sessions of that time are taken from it.
 */
export function sessionCookie(
  request: FastifyRequest,
  publicUrl: string,
): { readonly value: string; readonly before: boolean } | null {
  const value = request.cookies[cookieName('session', publicUrl)];
  if (value !== undefined) return { value, before: false };
  const old = request.cookies[plainName('session')];
  return old === undefined ? null : { value: old, before: true };
}
