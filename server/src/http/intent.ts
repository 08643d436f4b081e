import crypto from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { sha256 } from '../store/identifiers.ts';
import type { Intent } from '../store/once.ts';
import type { Viewer } from '../store/viewer.ts';

/** The `Idempotency-Key` of a request with what makes the request the same one. */
export function intentOf(
  { store }: Services,
  request: FastifyRequest,
  viewer: Viewer,
  endpoint: string,
): Intent | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,100}$/.test(key)) {
    throw new Refusal('bad-request', 'An Idempotency-Key has 8 to 100 characters without blanks.');
  }
  return {
    // Strangers who guess a key get no answer of somebody else.
    actor: crypto
      .createHmac('sha256', store.secret)
      .update(viewer.userId ?? `ip|${request.ip}`)
      .digest(),
    key,
    endpoint,
    requestSha256: sha256(JSON.stringify([request.url, request.body, viewer.manageToken])),
  };
}
