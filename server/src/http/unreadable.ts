import crypto from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problem, type Problem } from '@alacard/core/sharing';
import type { FastifyServerOptions } from 'fastify';

/** Bytes of a request's address and headers together that are read; the program's own preset. */
export const MAX_HEAD_BYTES = 16_384;

/**
 * What Node's parser of HTTP gives up on never becomes a request, so no error
 * handler hears of it: these answers are written to the connection itself, as
 * the same problem documents.
 */
export const answerUnreadable: NonNullable<FastifyServerOptions['clientErrorHandler']> = (
  error,
  socket,
) => {
  // Nobody is there to hear it.
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  write(socket, found(error.code));
};

function found(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problem(
        'head-too-large',
        `The address and the headers of this request are longer than the ${MAX_HEAD_BYTES / 1024} kB that are read. Ask for less in one address, or clear the cookies of this site.`,
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem(
        'too-slow',
        'The request did not arrive in time. Nothing was changed; try again on a faster connection.',
      );
    default:
      return problem('bad-request', 'This is not a request that HTTP knows. Check the client.');
  }
}

function write(socket: Socket, { status, ...rest }: Problem): void {
  const id = crypto.randomUUID();
  const body = JSON.stringify({ status, ...rest, request_id: id });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${id}`,
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  // What is still arriving is not read; the answer is sent before the connection goes.
  socket.destroySoon();
}
