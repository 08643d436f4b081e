import type { FastifyRequest } from 'fastify';

/**
 * The origin under which a browser reached us: the public one, or the name of
 * this request (its Host was checked), such as localhost beside 127.0.0.1.
 */
export function originOf(request: FastifyRequest, publicUrl: string): string {
  const known = new URL(publicUrl);
  return request.host === known.host ? known.origin : `${request.protocol}://${request.host}`;
}

/**
 * True when a browser says that a page of ours sent this request. What says
 * nothing at all is no browser of today; `silent` is the answer for those.
 */
export function fromOwnPage(
  request: FastifyRequest,
  publicUrl: string,
  { silent }: { readonly silent: boolean },
): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = request.headers;
  if (origin === undefined) return site === 'same-origin' || (site === undefined && silent);
  // A proxy may hand on another Host than the one people see.
  return origin === originOf(request, publicUrl) || origin === new URL(publicUrl).origin;
}
