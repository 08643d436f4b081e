import { SCOPES, type Scope } from '@alacard/core/sharing';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions, sessionCookie, type CookieName } from '../http/cookies.ts';
import type { Limit } from '../http/limits.ts';
import { fromOwnPage, originOf } from '../http/own-pages.ts';
import { OWNER_ID } from '../people/owner.ts';
import { createSupabaseSignIn } from '../people/supabase.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { hashOf, sameBytes } from '../store/identifiers.ts';
import { greet } from '../store/people.ts';
import { browserName, takeSignInCode } from '../store/sessions.ts';
import { createToken, personOfToken, revokeByValue, type TokenOrigin } from '../store/tokens.ts';
import type { Viewer } from '../store/viewer.ts';
import { sendPage } from './layout.ts';
import { signInPage } from './sign-in.ts';

const DAYS = 30;

/** Only paths of our own: a sign-in link must not lead elsewhere. */
export const ownPath = (path: unknown): string =>
  typeof path === 'string' && /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/dashboard';

/** Somebody who may be signed in, and what the session is made from. */
interface Entering {
  readonly userId: string;
  readonly name: string | null;
  readonly origin: TokenOrigin;
  readonly scopes: readonly Scope[];
  readonly parentId?: string;
  /** The session ends no later. */
  readonly expiresAt?: Date | null;
}

/**
 * Sign-in and sign-out of browsers. A session begins by a form of our own page
 * and nothing else: an address that signs somebody in could be sent to them.
 */
export async function sessionRoutes(
  app: FastifyInstance,
  services: Services,
  identify: (request: FastifyRequest) => Promise<Viewer>,
  limit: Limit,
): Promise<void> {
  // Only here: elsewhere a form of another site would be a request without a preflight.
  await app.register(formbody);
  const { store, config, ownerToken, checkToken } = services;
  const ownerHash = ownerToken === null ? null : hashOf(ownerToken);
  const supabase = config.supabase === null ? null : createSupabaseSignIn(config.supabase);
  const set = (reply: FastifyReply, name: CookieName, value: string, seconds: number) =>
    reply.setCookie(
      cookieName(name, store.publicUrl),
      value,
      cookieOptions(store.publicUrl, seconds),
    );
  const clear = (reply: FastifyReply, name: CookieName) =>
    reply.clearCookie(cookieName(name, store.publicUrl), cookieOptions(store.publicUrl, 0));
  const read = (request: FastifyRequest, name: CookieName) =>
    request.cookies[cookieName(name, store.publicUrl)];

  async function enter(
    request: FastifyRequest,
    reply: FastifyReply,
    person: Entering,
    next: string,
  ): Promise<FastifyReply> {
    await greet(store.db, person.userId, person.name);
    const longest = new Date(Date.now() + DAYS * 86_400_000);
    const ends = person.expiresAt ?? longest;
    const { token, expires_at } = await createToken(store.db, {
      userId: person.userId,
      kind: 'session',
      name: browserName(request.headers['user-agent'] ?? ''),
      scopes: person.scopes,
      expiresAt: ends < longest ? ends : longest,
      parentId: person.parentId ?? null,
      origin: person.origin,
      ownerHash: person.origin === 'owner' ? ownerHash : null,
    });
    // The session this browser had until now would live on, unseen.
    const before = sessionCookie(request, store.publicUrl);
    if (before !== null) await revokeByValue(store.db, before.value);
    const seconds = Math.floor(((expires_at ?? longest).getTime() - Date.now()) / 1000);
    set(reply, 'session', token, Math.max(1, seconds));
    clear(reply, 'verifier');
    clear(reply, 'next');
    return reply.header('cache-control', 'no-store').redirect(next, 303);
  }

  /** Whoever brings a token that is good: the owner, a script's owner, somebody of the issuer. */
  async function personBehind(token: string): Promise<Entering> {
    const owner = { userId: OWNER_ID, name: null, origin: 'owner', scopes: SCOPES } as const;
    if (ownerHash !== null && sameBytes(hashOf(token), ownerHash)) return owner;
    if (ownerHash !== null && token.startsWith('alacard_code_')) {
      if (await takeSignInCode(store.db, token)) return owner;
      throw new Refusal(
        'invalid-token',
        'This sign-in link was used already or is too old. Restart the server for a new one, or paste its owner token.',
      );
    }
    const found = token.startsWith('alacard_pat_')
      ? await personOfToken(store.db, token, ownerHash)
      : null;
    // A session opens no other: it would renew itself for ever. A weak token opens none at all.
    if (found && found.kind !== 'session' && found.scopes.includes('admin')) {
      const { userId, scopes, tokenId: parentId, expiresAt } = found;
      return { userId, name: null, origin: 'token', scopes, parentId, expiresAt };
    }
    if (checkToken !== null && token.startsWith('ey')) {
      return { ...(await checkToken(token)), origin: 'issuer', scopes: SCOPES };
    }
    throw new Refusal(
      'invalid-token',
      'This token does not open a session. It must be the owner token, or a token of yours with the scope "admin".',
    );
  }

  app.get<{ Querystring: { token?: unknown; next?: unknown } }>(
    '/sign-in',
    { schema: { hide: true } },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store');
      return sendPage(
        reply,
        { title: 'Sign in', hidden: true, scripts: ['sign-in.js'] },
        signInPage({
          next: ownPath(request.query.next),
          provider: config.supabase?.provider ?? null,
          owner: ownerToken !== null,
          embedded: config.database === null,
          members: config.membersOnly,
          tokenInAddress: request.query.token !== undefined,
        }),
      );
    },
  );

  app.post<{ Body: { token?: unknown; next?: unknown } | undefined }>(
    '/sign-in',
    {
      schema: { hide: true },
      onRequest: async (request, reply) => {
        mustBeOwn(request, store.publicUrl);
        await limit('sign-in', request, reply, await identify(request));
      },
    },
    async (request, reply) => {
      const { token, next } = request.body ?? {};
      const person = await personBehind(typeof token === 'string' ? token.trim() : '');
      return enter(request, reply, person, ownPath(next));
    },
  );

  app.get<{ Querystring: { next?: unknown } }>(
    '/sign-in/start',
    { schema: { hide: true } },
    async (request, reply) => {
      if (supabase === null)
        throw new Refusal('not-configured', 'This server has no sign-in service.');
      if ((request.headers['sec-fetch-site'] ?? 'none') === 'cross-site') throw elsewhere();
      // Back to the name the browser knows us by, where its cookies are.
      const here = config.publicUrl ?? originOf(request, store.publicUrl);
      const { url, verifier } = await supabase.begin(`${here}/auth/callback`);
      set(reply, 'verifier', verifier, 600);
      set(reply, 'next', ownPath(request.query.next), 600);
      return reply.header('cache-control', 'no-store').redirect(url, 303);
    },
  );

  app.get<{ Querystring: { code?: unknown } }>(
    '/auth/callback',
    { schema: { hide: true } },
    async (request, reply) => {
      const verifier = read(request, 'verifier');
      const { code } = request.query;
      if (
        supabase === null ||
        checkToken === null ||
        typeof code !== 'string' ||
        verifier === undefined
      ) {
        throw new Refusal(
          'bad-request',
          'This sign-in was not started in this browser. Start again from the sign-in page.',
        );
      }
      const { userId, name } = await checkToken(await supabase.finish(code, verifier));
      const person = { userId, name, origin: 'issuer', scopes: SCOPES } as const;
      return enter(request, reply, person, ownPath(read(request, 'next')));
    },
  );

  app.post('/sign-out', { schema: { hide: true } }, async (request, reply) => {
    mustBeOwn(request, store.publicUrl);
    const session = sessionCookie(request, store.publicUrl);
    if (session !== null) await revokeByValue(store.db, session.value);
    clear(reply, 'session');
    return reply.redirect('/', 303);
  });
}

const elsewhere = (): Refusal =>
  new Refusal(
    'forbidden',
    'This was sent from another site. Open the sign-in page of this server itself.',
  );

function mustBeOwn(request: FastifyRequest, publicUrl: string): void {
  // Scripts say nothing of where they come from, and have no cookies of a browser.
  const silent = request.headers.cookie === undefined;
  if (!fromOwnPage(request, publicUrl, { silent })) throw elsewhere();
}
