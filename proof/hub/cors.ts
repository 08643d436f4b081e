import type { IncomingMessage, ServerResponse } from 'node:http';

/** Headers that pages of other origins may read, as the Hub says. */
const EXPOSED =
  'X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag';

/** Lets pages of any origin read, as the Hub does. True when this was a preflight, now answered. */
export const allowPages = (request: IncomingMessage, response: ServerResponse): boolean => {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', EXPOSED);
  response.setHeader('vary', 'Origin');
  if (request.method !== 'OPTIONS') return false;
  const asked = request.headers['access-control-request-headers'] ?? '';
  response.writeHead(204, {
    'access-control-allow-methods': 'GET,HEAD,POST',
    'access-control-allow-headers': asked,
    'access-control-max-age': '600',
  });
  response.end();
  return true;
};
