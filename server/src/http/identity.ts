import { SCOPES, type Endpoint, type Scope } from '@alacard/core/sharing';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import { OWNER_ID, type Services } from '../services.ts';
import { hashOf, sameBytes } from '../store/identifiers.ts';
import { greet, personOfToken } from '../store/people.ts';
import type { Viewer } from '../store/viewer.ts';

export const SESSION_COOKIE = 'alacard_session';
export const MANAGE_HEADER = 'alacard-manage-token';

interface Identity {
  readonly userId: string | null;
  readonly scopes: readonly Scope[];
}
const NOBODY: Identity = { userId: null, scopes: SCOPES };
const BOT =
  /bot\b|crawl|spider|slurp|facebookexternalhit|preview|headless|lighthouse|monitor|scrapy/i;

/** Finds out who makes a request. A token that is not valid is an error, not nobody. */
export function createIdentify(services: Services): (request: FastifyRequest) => Promise<Viewer> {
  const { store, visitors, config, checkToken, ownerToken } = services;

  async function byToken(token: string, writes: boolean): Promise<Identity> {
    if (token.startsWith('alacard_owner_')) {
      if (ownerToken !== null && sameBytes(hashOf(token), hashOf(ownerToken))) {
        return { userId: OWNER_ID, scopes: SCOPES };
      }
      throw new Refusal(
        'invalid-token',
        'This is not the owner token of this server. Look at what it printed when it started.',
      );
    }
    if (token.startsWith('alacard_pat_')) {
      const found = await personOfToken(store.db, token);
      if (found) return found;
      throw new Refusal(
        'invalid-token',
        'This token was revoked or has expired. Make a new one on your dashboard.',
      );
    }
    if (checkToken === null) {
      throw new Refusal(
        'invalid-token',
        'This server has no accounts: use the owner token it printed when it started.',
      );
    }
    const person = await checkToken(token);
    // Every time: somebody may have deleted everything of theirs, here or at another server.
    if (writes) await greet(store.db, person.userId, person.name);
    return { userId: person.userId, scopes: SCOPES };
  }

  async function bySession(request: FastifyRequest): Promise<Identity> {
    const session = request.cookies[SESSION_COOKIE];
    if (session === undefined || !sameSite(request)) return NOBODY;
    try {
      return await byToken(session, true);
    } catch (error) {
      // An old cookie must not lock anybody out of public pages.
      if (error instanceof Refusal && error.problem.code === 'invalid-token') return NOBODY;
      throw error;
    }
  }

  /** Browsers say where a request comes from; a write by cookie must come from our own pages. */
  function sameSite(request: FastifyRequest): boolean {
    if (request.method === 'GET' || request.method === 'HEAD') return true;
    const { origin } = request.headers;
    return origin !== undefined && origin === new URL(store.publicUrl).origin;
  }

  return async (request) => {
    const { authorization } = request.headers;
    const bearer = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
    if (authorization !== undefined && bearer === undefined) {
      throw new Refusal('invalid-token', 'Send the token as "Authorization: Bearer <token>".');
    }
    const identity =
      bearer === undefined
        ? await bySession(request)
        : await byToken(bearer, request.method !== 'GET' || request.url.startsWith('/api/me'));
    const manage = request.headers[MANAGE_HEADER];
    const agent = request.headers['user-agent'] ?? '';
    const purpose = request.headers['sec-purpose'] ?? request.headers['purpose'];
    return {
      userId: identity.userId,
      scopes: identity.scopes,
      operator:
        identity.userId !== null &&
        (identity.userId === OWNER_ID || config.operators.includes(identity.userId)),
      manageToken: typeof manage === 'string' ? manage : null,
      visitor:
        identity.userId === null
          ? await visitors.visitor(request.ip, agent)
          : hashOf(`${identity.userId}|${Buffer.from(store.secret).toString('hex')}`).subarray(
              0,
              8,
            ),
      net: await visitors.net(request.ip),
      silent: request.method === 'HEAD' || BOT.test(agent) || purpose !== undefined,
    };
  };
}

/** Refuses what this viewer may not call. Ownership of a notebook is checked by the store. */
export function authorise(endpoint: Endpoint, viewer: Viewer): void {
  const scope = endpoint.scope ?? (endpoint.method === 'GET' ? 'read' : 'write');
  if (viewer.userId === null) {
    if (endpoint.access === 'person' || endpoint.access === 'operator') {
      throw new Refusal(
        'sign-in-required',
        'Sign in first: open the dashboard, or send a personal access token.',
      );
    }
    if (endpoint.access === 'manager' && viewer.manageToken === null) {
      throw new Refusal(
        'sign-in-required',
        'Sign in as the owner, or send the manage token you were given when you shared it.',
      );
    }
    return;
  }
  if (endpoint.access === 'operator' && !viewer.operator) {
    throw new Refusal('forbidden', 'Only operators of this server may do this.');
  }
  if (!viewer.scopes.includes(scope)) {
    throw new Refusal(
      'forbidden',
      `This token lacks the scope "${scope}". Make one that has it on your dashboard.`,
    );
  }
}
