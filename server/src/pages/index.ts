import type { Problem } from '@alacard/core/sharing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Limit } from '../http/limits.ts';
import type { Services } from '../services.ts';
import type { Viewer } from '../store/viewer.ts';

export function problemPage(
  _services: Services,
  _request: FastifyRequest,
  _reply: FastifyReply,
  _found: Problem,
): FastifyReply | null {
  return null;
}

export function addPages(
  _app: FastifyInstance,
  _services: Services,
  _identify: (request: FastifyRequest) => Promise<Viewer>,
  _limit: Limit,
): void {
  // Filled in below.
}
