import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import type { Viewer } from '../store/viewer.ts';

/** What is open on a server for members: to sign in, and to see that it is alive. Everything else is not. */
const OPEN = new Set([
  '/health',
  '/livez',
  '/readyz',
  // Guarded by a token, or by the address it is asked from.
  '/metrics',
  '/auth/callback',
  '/sign-out',
  // The device flow is how an editor signs in; approving it needs a session.
  '/api/device/code',
  '/api/device/token',
  '/robots.txt',
  '/favicon.ico',
  '/.well-known/security.txt',
  '/security',
]);
/** What the sign-in page is drawn with. */
const OPEN_ASSETS = /^\/assets\/(?:alacard\.css|icon\.svg|sign-in\.js)(?:\?|$)/;

function isOpen(request: FastifyRequest): boolean {
  const route = request.routeOptions.url ?? '';
  if (route === '/assets/:name') return OPEN_ASSETS.test(request.url);
  return OPEN.has(route) || route === '/sign-in' || route.startsWith('/sign-in/');
}

/**
 * `ALACARD_ACCESS=members`: whoever is not signed in gets the same answer at
 * every address, whether something is there or not, and no cache between keeps
 * what a member was shown.
 */
export function addMembersOnly(
  app: FastifyInstance,
  identify: (request: FastifyRequest) => Promise<Viewer>,
): void {
  app.addHook('onRequest', async (request) => {
    if (isOpen(request)) return;
    const { userId } = await identify(request);
    if (userId !== null) return;
    throw new Refusal(
      'sign-in-required',
      'This server is for its members. Sign in on its web page, or send a personal access token.',
    );
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const given = String(reply.getHeader('cache-control') ?? '');
    if (!isOpen(request) && (given === '' || /\bpublic\b|s-maxage/.test(given))) {
      void reply.header('cache-control', 'private, no-cache');
    }
    return payload;
  });
}
