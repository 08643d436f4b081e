import { problem, type Problem } from '@alacard/core/sharing';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ZodError } from 'zod';
import { sqlState } from '../db/database.ts';
import { reasonOf, Unavailable, type Reason } from '../db/unavailable.ts';
import { Refusal } from '../refusal.ts';
import { MissingKey } from '../store/keyring.ts';
import { methodsOf } from './methods.ts';

const UNAVAILABLE: Readonly<Record<Reason, string>> = {
  away: 'The database cannot be reached right now. Nothing was changed; try again in a few seconds.',
  unsure:
    'The database went away while this was being saved, so it may be there or not. Look before you try again.',
  busy: 'The database has too much to do right now. Nothing was changed; try again in a few seconds.',
  full: 'There is no room left on this server’s disk. Nothing was saved; reading still works. Its operator has to make room.',
};
/** Seconds after which it is worth to try again, when nothing more exact is known. */
const RETRY_AFTER = 5;

/** The problem document for anything a handler can throw. */
export function problemFor(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  if (hasZodFastifySchemaValidationErrors(error)) return invalid(error.validation);
  // Addresses of pages are parsed by their handlers.
  if (error instanceof ZodError) {
    return problem('not-found', 'There is nothing at this address. Check the link.');
  }
  if (error instanceof MissingKey) return problem('unavailable', error.message);
  const code = fastifyCode(error);
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem(
        'too-large',
        'The request is larger than this endpoint takes. Notebooks may have 8 MB.',
      );
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('unsupported-media-type', 'Send the body as application/json.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
      return problem('bad-request', `The request cannot be read: ${messageOf(error)}`);
    case 'FST_ERR_PARAM_LENGTH':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return problem('not-found', 'There is nothing at this address.');
  }
  const state = sqlState(error) ?? '';
  // Text PostgreSQL cannot hold: \u0000 in text or JSON, invalid UTF-8.
  if (['22P05', '22021', '22P02'].includes(state)) {
    return problem(
      'invalid-request',
      'The request contains characters that cannot be stored (such as \\u0000).',
    );
  }
  // A person deleted everything of theirs while this was being written.
  if (state === '23503') {
    return problem(
      'conflict',
      'What this belongs to was deleted in the meantime. Nothing was saved.',
    );
  }
  const reason = error instanceof Unavailable ? error.reason : reasonOf(state);
  if (reason !== undefined) return problem('unavailable', UNAVAILABLE[reason]);
  const status = statusOf(error);
  if (status >= 400 && status < 500) {
    return { ...problem('bad-request', messageOf(error)), status };
  }
  return problem(
    'internal',
    'Something went wrong on our side. Try again; if it stays, send the operator the request id.',
  );
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');
const fastifyCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
const statusOf = (error: unknown): number =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;

function invalid(
  issues: readonly { instancePath: string; message?: string | undefined }[],
): Problem {
  const newer = issues.find(
    ({ instancePath, message }) =>
      /recipe\/version$/.test(instancePath) && /expected 1/.test(message ?? ''),
  );
  if (newer) {
    return problem(
      'newer-schema',
      'This recipe was made by a newer Alacard than this server. Ask its operator to update it.',
    );
  }
  const errors = issues.slice(0, 20).map(({ instancePath, message }) => ({
    pointer: instancePath === '' ? '/' : instancePath,
    detail: message ?? 'not valid',
  }));
  const first = errors[0];
  return problem(
    'invalid-request',
    first === undefined ? 'A field is not valid.' : `${first.pointer}: ${first.detail}`,
    { errors },
  );
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  found: Problem,
): FastifyReply {
  return reply
    .code(found.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .serializer((value: unknown) => JSON.stringify(value))
    .send({ ...found, instance: request.url.split('?')[0], request_id: request.id });
}

/** Every error leaves as a problem document; pages draw their own. */
export function handleErrors(
  app: FastifyInstance,
  page: (request: FastifyRequest, reply: FastifyReply, found: Problem) => FastifyReply | null,
): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const found = problemFor(error);
    if (found.status >= 500) request.log.error({ err: error }, 'request failed');
    if (found.status === 503 && !reply.hasHeader('retry-after'))
      void reply.header('retry-after', RETRY_AFTER);
    return page(request, reply, found) ?? sendProblem(request, reply, found);
  });
  // Before the body is looked at: what nobody reads cannot be wrong.
  app.addHook('onRequest', async (request, reply) => {
    const allowed = request.is404 ? methodsOf(request.url) : [];
    if (allowed.length === 0) return;
    void reply.header('allow', allowed.join(', '));
    throw new Refusal(
      'method-not-allowed',
      `${request.method} means nothing here. This address takes ${allowed.join(', ')}.`,
    );
  });
  app.setNotFoundHandler((request, reply) => {
    const found = problem(
      'not-found',
      `There is nothing at ${request.method} ${request.url.split('?')[0] ?? ''}.`,
    );
    return page(request, reply, found) ?? sendProblem(request, reply, found);
  });
}
