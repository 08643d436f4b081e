import { SCOPES, type Endpoint, type Scope } from '@alacard/core/sharing';
import type { FastifyRequest } from 'fastify';
import { personId } from '../people/issuer.ts';
import { OWNER_ID } from '../people/owner.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { hashOf, sameBytes } from '../store/identifiers.ts';
import { greet } from '../store/people.ts';
import { personOfToken } from '../store/tokens.ts';
import type { Viewer } from '../store/viewer.ts';
import { sessionCookie } from './cookies.ts';
import { fromOwnPage } from './own-pages.ts';

export const MANAGE_HEADER = 'alacard-manage-token';

type Identity = Pick<Viewer, 'userId' | 'scopes' | 'by' | 'tokenId'>;
const NOBODY: Identity = { userId: null, scopes: SCOPES, by: 'nobody', tokenId: null };
const BOT =
  /bot\b|crawl|spider|slurp|facebookexternalhit|preview|headless|lighthouse|monitor|scrapy/i;

/** Who is an operator: the local owner of a server without accounts, else whom the settings name. */
export const operatorsOf = ({ config }: Pick<Services, 'config'>): ReadonlySet<string> => {
  const { issuer } = config;
  return new Set(
    issuer === null ? [OWNER_ID] : config.operators.map((one) => personId(issuer.issuer, one)),
  );
};

/** Finds out who makes a request. A token that is not valid is an error, not nobody. */
export function createIdentify(services: Services): (request: FastifyRequest) => Promise<Viewer> {
  const { store, visitors, checkToken, ownerToken } = services;
  const operators = operatorsOf(services);
  const ownerHash = ownerToken === null ? null : hashOf(ownerToken);

  async function byToken(token: string, writes: boolean): Promise<Identity> {
    if (token.startsWith('alacard_owner_')) {
      if (ownerHash !== null && sameBytes(hashOf(token), ownerHash)) {
        // Every time: they may have deleted everything of theirs, here or at another server.
        if (writes) await greet(store.db, OWNER_ID, null);
        return { userId: OWNER_ID, scopes: SCOPES, by: 'owner', tokenId: null };
      }
      throw new Refusal('invalid-token', 'This is not the owner token of this server.');
    }
    if (token.startsWith('alacard_pat_')) {
      const found = await personOfToken(store.db, token, ownerHash);
      // A session works from its cookie alone, so that nothing else can carry it on.
      if (found !== null && (found.kind !== 'session' || found.origin === null)) {
        return { ...found, by: 'token' };
      }
      throw new Refusal(
        'invalid-token',
        'This token was revoked or has expired. Make a new one on your dashboard.',
      );
    }
    if (checkToken === null) {
      throw new Refusal(
        'invalid-token',
        'This server has no accounts: use its owner token, or a token made on the dashboard.',
      );
    }
    const person = await checkToken(token);
    if (writes) await greet(store.db, person.userId, person.name);
    return { userId: person.userId, scopes: SCOPES, by: 'issuer', tokenId: null };
  }

  async function bySession(request: FastifyRequest): Promise<Identity> {
    const cookie = sessionCookie(request, store.publicUrl);
    if (cookie === null) return NOBODY;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    // Refused rather than taken for nobody's: what somebody shares must not turn out anonymous.
    if (!reads && !fromOwnPage(request, store.publicUrl, { silent: false })) {
      throw new Refusal(
        'forbidden',
        'This request carries your session but does not come from a page of this server under the same name. Open the page at the address you signed in at, or send a token instead.',
      );
    }
    const found = await personOfToken(store.db, cookie.value, ownerHash);
    // An old cookie must not lock anybody out of public pages.
    if (found?.kind !== 'session' || (cookie.before && found.origin !== null)) return NOBODY;
    return { ...found, by: 'session' };
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
    const { userId, scopes, by, tokenId } = identity;
    const day = await visitors.today();
    return {
      userId,
      scopes,
      by,
      tokenId,
      operator: userId !== null && operators.has(userId),
      manageToken: typeof manage === 'string' ? manage : null,
      // Most requests count nothing: a hash is made when somebody asks for it.
      get visitor() {
        return userId === null
          ? day.visitor(request.ip, agent)
          : hashOf(`${userId}|${Buffer.from(store.secret).toString('hex')}`).subarray(0, 8);
      },
      get net() {
        return day.net(request.ip);
      },
      silent: request.method === 'HEAD' || BOT.test(agent) || purpose !== undefined,
    };
  };
}

/** Refuses a signed-in viewer whose token lacks a scope. */
export function mustHave(viewer: Viewer, scope: Scope): void {
  if (viewer.userId !== null && !viewer.scopes.includes(scope)) {
    throw new Refusal(
      'forbidden',
      `This token lacks the scope "${scope}". Make one that has it on your dashboard.`,
    );
  }
}

/** Refuses what this viewer may not call. Ownership of a notebook is checked by the store. */
export function authorise(endpoint: Endpoint, viewer: Viewer): void {
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
  mustHave(viewer, endpoint.scope ?? (endpoint.method === 'GET' ? 'read' : 'write'));
}
