import { SCOPES } from '@alacard/core/sharing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from '../http/identity.ts';
import { createSupabaseSignIn } from '../people/supabase.ts';
import { Refusal } from '../refusal.ts';
import { OWNER_ID, type Services } from '../services.ts';
import { hashOf, sameBytes } from '../store/identifiers.ts';
import { createToken, greet, personOfToken, revokeByValue } from '../store/people.ts';
import { html } from './html.ts';
import { sendPage } from './layout.ts';

const DAYS = 30;
const VERIFIER_COOKIE = 'alacard_verifier';
const NEXT_COOKIE = 'alacard_next';

/** Only paths of our own: a sign-in link must not lead elsewhere. */
export const ownPath = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : '/dashboard';

/** Sign-in and sign-out of browsers. A session is a token of ours in a cookie, revocable like any. */
export function sessionRoutes(app: FastifyInstance, services: Services): void {
  const { store, config, ownerToken, checkToken } = services;
  const supabase = config.supabase === null ? null : createSupabaseSignIn(config.supabase);
  const cookie = (maxAge: number) => ({
    path: '/',
    httpOnly: true,
    sameSite: 'lax' as const,
    secure: store.publicUrl.startsWith('https:'),
    maxAge,
  });

  async function enter(
    reply: FastifyReply,
    userId: string,
    name: string | null,
    next: string,
  ): Promise<FastifyReply> {
    await greet(store.db, userId, name);
    const { token } = await createToken(store.db, {
      userId,
      kind: 'session',
      name: 'Browser',
      scopes: SCOPES,
      expiresAt: new Date(Date.now() + DAYS * 86_400_000),
    });
    return reply
      .setCookie(SESSION_COOKIE, token, cookie(DAYS * 86_400))
      .clearCookie(VERIFIER_COOKIE, cookie(0))
      .clearCookie(NEXT_COOKIE, cookie(0))
      .header('cache-control', 'no-store')
      .redirect(next, 303);
  }

  /** Whoever brings a token that is good: the owner, a script's owner, somebody of the issuer. */
  async function personBehind(token: string): Promise<{ userId: string; name: string | null }> {
    if (ownerToken !== null && sameBytes(hashOf(token), hashOf(ownerToken)))
      return { userId: OWNER_ID, name: null };
    const person = token.startsWith('alacard_pat_') ? await personOfToken(store.db, token) : null;
    // A token with fewer rights must not become a session with all of them.
    if (person && SCOPES.every((scope) => person.scopes.includes(scope)))
      return { userId: person.userId, name: null };
    if (checkToken !== null && token.startsWith('ey')) return checkToken(token);
    throw new Refusal(
      'invalid-token',
      'This token does not open a session. Use the sign-in link the server printed when it started.',
    );
  }

  app.get<{ Querystring: { token?: string; next?: string } }>(
    '/sign-in',
    { schema: { hide: true } },
    async (request, reply) => {
      const { token, next } = request.query;
      if (typeof token === 'string') {
        const person = await personBehind(token);
        return enter(reply, person.userId, person.name, ownPath(next));
      }
      const provider = config.supabase?.provider ?? '';
      return sendPage(
        reply,
        { title: 'Sign in', hidden: true },
        html`<div class="narrow">
          <h1>Sign in</h1>
          ${
            supabase !== null
              ? html`<p>
                    With an account your notebooks carry your name, and you can change, hide and
                    delete them from anywhere.
                  </p>
                  <p class="actions">
                    <a class="button primary big" href="/sign-in/start?next=${ownPath(next)}"
                      >Continue with ${provider.slice(0, 1).toUpperCase()}${provider.slice(1)}</a
                    >
                  </p>`
              : ownerToken !== null
                ? html`<p>
                    This server belongs to one person and has no accounts. Open the sign-in link it
                    printed when it started, or paste its owner token (the file
                    <code>owner-token</code> in its data directory).
                  </p>`
                : html`<p>Paste an access token of this server’s sign-in service.</p>`
          }
          <form method="post" action="/sign-in" class="filters">
            <input type="hidden" name="next" value="${ownPath(next)}" />
            <label class="wide"
              >Token<input name="token" type="password" autocomplete="off" required
            /></label>
            <button class="${supabase === null ? 'primary' : ''}">Sign in with a token</button>
          </form>
          <p class="muted">You need no account to generate, share and remix.</p>
        </div>`,
      );
    },
  );

  app.post<{ Body: { token?: unknown; next?: unknown } }>(
    '/sign-in',
    { schema: { hide: true } },
    async (request, reply) => {
      sameOrigin(request, store.publicUrl);
      const { token, next } = request.body ?? {};
      const person = await personBehind(typeof token === 'string' ? token.trim() : '');
      return enter(
        reply,
        person.userId,
        person.name,
        ownPath(typeof next === 'string' ? next : undefined),
      );
    },
  );

  app.get<{ Querystring: { next?: string } }>(
    '/sign-in/start',
    { schema: { hide: true } },
    async (request, reply) => {
      if (supabase === null)
        throw new Refusal('not-configured', 'This server has no sign-in service.');
      const { url, verifier } = await supabase.begin(`${store.publicUrl}/auth/callback`);
      return reply
        .setCookie(VERIFIER_COOKIE, verifier, cookie(600))
        .setCookie(NEXT_COOKIE, ownPath(request.query.next), cookie(600))
        .header('cache-control', 'no-store')
        .redirect(url, 303);
    },
  );

  app.get<{ Querystring: { code?: string } }>(
    '/auth/callback',
    { schema: { hide: true } },
    async (request, reply) => {
      const verifier = request.cookies[VERIFIER_COOKIE];
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
      const person = await checkToken(await supabase.finish(code, verifier));
      return enter(reply, person.userId, person.name, ownPath(request.cookies[NEXT_COOKIE]));
    },
  );

  app.post('/sign-out', { schema: { hide: true } }, async (request, reply) => {
    sameOrigin(request, store.publicUrl);
    const session = request.cookies[SESSION_COOKIE];
    if (session !== undefined) await revokeByValue(store.db, session);
    return reply.clearCookie(SESSION_COOKIE, cookie(0)).redirect('/', 303);
  });
}

function sameOrigin(request: FastifyRequest, publicUrl: string): void {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== new URL(publicUrl).origin) {
    throw new Refusal('forbidden', 'This form was sent from another site.');
  }
}
