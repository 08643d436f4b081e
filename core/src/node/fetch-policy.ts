import type { Dispatcher } from 'undici';

const POLICY = 'private, max-age=0, must-revalidate';

type Headers = Record<string, string | string[] | undefined>;

/**
 * The Hub's answers carry an ETag but seldom say how long they hold. This lets
 * the cache keep them and ask each time whether they still do: 304, no body.
 * The Hub decides anew who may see an answer, so one that was fetched with a
 * token is never shown without one. What says `Cache-Control` is left alone.
 */
export const askAgain: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch(options, {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onRequestUpgrade: (controller, status, headers, socket) =>
      handler.onRequestUpgrade?.(controller, status, headers, socket),
    onResponseStart: (controller, status, headers, message) =>
      handler.onResponseStart?.(controller, status, withPolicy(status, headers), message),
    onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
  });

const withPolicy = (status: number, headers: Headers): Headers => {
  // An answer that varies by token would put the token into the cache's key, on disk.
  if (/authorization/i.test(String(headers['vary'] ?? ''))) {
    return { ...headers, 'cache-control': 'no-store' };
  }
  const control = String(headers['cache-control'] ?? '');
  if (status === 304 && !control.includes('no-store')) {
    // undici forgets an entry when its 304 says Cache-Control again; ours still holds.
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'cache-control'));
  }
  return headers['etag'] !== undefined && control === ''
    ? { ...headers, 'cache-control': POLICY }
    : headers;
};
