import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request as the routes see it. */
export interface HubCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Path as sent, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Token of the Authorization header, or null. */
  readonly token: string | null;
  /** Who the token is of: somebody who may read everything, somebody, or nobody. */
  readonly caller: Caller;
  /** `http://host:port` as the client wrote it. */
  readonly origin: string;
}

/** `refused`: a token that nobody has. */
export type Caller = 'granted' | 'known' | 'anonymous' | 'refused';

export type Headers = Readonly<Record<string, string>>;

/** The Hub sends its limits with every answer, also with successes. */
export const LIMITS: Headers = {
  ratelimit: '"api";r=499;t=300',
  'ratelimit-policy': '"fixed window";"api";q=500;w=300',
};

export const send = (
  { request, response }: HubCall,
  status: number,
  body: Buffer | string,
  headers: Headers = {},
): void => {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, {
    'content-type': 'application/octet-stream',
    'content-length': String(bytes.length),
    'x-content-type-options': 'nosniff',
    ...LIMITS,
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
};

/** JSON with a weak ETag; 304 when the client has it already. */
export const sendJson = (call: HubCall, value: unknown, headers: Headers = {}): void => {
  const body = JSON.stringify(value);
  const etag = `W/"${body.length.toString(16)}-${createHash('sha1').update(body).digest('base64url')}"`;
  if (call.request.headers['if-none-match'] === etag) {
    call.response.writeHead(304, { ...LIMITS, ...headers, etag }).end();
    return;
  }
  send(call, 200, body, { ...headers, etag, 'content-type': 'application/json; charset=utf-8' });
};

/** An error as the Hub words it: the reason is in `X-Error-Code` and `X-Error-Message`. */
export const sendError = (
  call: HubCall,
  status: number,
  code: string | null,
  message: string,
  headers: Headers = {},
): void => {
  send(call, status, JSON.stringify({ error: message }), {
    'content-type': 'application/json; charset=utf-8',
    'x-error-message': message.replace(/[^\x20-\x7e]/g, '?'),
    ...(code === null ? {} : { 'x-error-code': code }),
    ...headers,
  });
};
