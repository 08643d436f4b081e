import type { FastifyReply } from 'fastify';

/** Answers 304 when the client has it already. */
export function unchanged(reply: FastifyReply, etag: string, wanted: string | undefined): boolean {
  void reply.header('etag', etag);
  const tags = wanted?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  if (!tags.includes(etag.replace(/^W\//, '')) && !tags.includes('*')) return false;
  void reply.code(304);
  return true;
}
