import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import type { CheckedFile, FileCheck } from '../untrusted/check-file.ts';
import type { Untrusted } from '../untrusted/pool.ts';

const files = new WeakMap<FastifyRequest, FileCheck>();

/** JSON is read, and a file in it checked, away from the event loop when it is large. */
export function addJson(app: FastifyInstance, untrusted: Untrusted): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      const { body, file } = await untrusted.sent(bytes);
      if (file !== null) files.set(request, file);
      return body;
    },
  );
}

/** The file a request came with. @throws Refusal when it cannot be shared */
export function sentFile(request: FastifyRequest): CheckedFile {
  const file = files.get(request);
  if (file === undefined) throw new Refusal('bad-request', 'The request carries no file.');
  if (!file.ok) throw new Refusal(file.problem);
  return file.file;
}
