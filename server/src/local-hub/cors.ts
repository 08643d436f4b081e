import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLocalPage } from './guard.ts';

/** Headers that pages of other origins may read, as the Hub says. */
const EXPOSED =
  'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag,RateLimit,RateLimit-Policy';

/**
 * Lets web pages read: all, as the Hub does, or those of this machine alone, for what
 * is served here is nobody else's business. True when this was a preflight, now answered.
 */
export const allowPages = (
  request: IncomingMessage,
  response: ServerResponse,
  pages: 'local' | 'any',
): boolean => {
  const { origin } = request.headers;
  response.setHeader('vary', 'Origin');
  if (origin !== undefined && (pages === 'any' || isLocalPage(origin))) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', EXPOSED);
  }
  if (request.method !== 'OPTIONS') return false;
  const asked = request.headers['access-control-request-headers'] ?? '';
  response.writeHead(204, {
    'access-control-allow-methods': 'GET,HEAD,POST',
    'access-control-allow-headers': asked.replace(/[^\w\-, ]/g, ''),
    'access-control-max-age': '600',
  });
  response.end();
  return true;
};
