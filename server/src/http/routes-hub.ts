import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readQuestion } from '../hub/question.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { Viewer } from '../store/viewer.ts';
import type { Limit } from './limits.ts';
import { unchanged } from './not-modified.ts';

/** What pages of other origins may read beside the body, as at the Hub itself. */
export const HUB_HEADERS = [
  'link',
  'ratelimit',
  'x-error-code',
  'x-error-message',
  'x-repo-commit',
] as const;

/** Who asks, for a fair share: the person, or the network of nobody. */
export const askerOf = (viewer: Viewer): string =>
  viewer.userId ?? Buffer.from(viewer.net).toString('hex');

/**
 * `GET /hub/…`: the Hub for browsers that may not reach it. Takes exactly the
 * questions of core's Hub client; see `hub/question.ts`.
 */
export function hubRoute(
  app: FastifyInstance,
  { hub, fair }: Services,
  identify: (request: FastifyRequest) => Promise<Viewer>,
  limit: Limit,
): void {
  const askers = new WeakMap<FastifyRequest, string>();
  app.get(
    '/hub/*',
    {
      schema: { hide: true },
      exposeHeadRoute: false,
      onRequest: async (request, reply) => {
        const viewer = await identify(request);
        askers.set(request, askerOf(viewer));
        await limit('hub', request, reply, viewer);
      },
    },
    async (request, reply) => {
      // As it was sent: the router's own parameter has lost which slashes were encoded.
      const question = readQuestion((request.raw.url ?? '').slice('/hub'.length));
      if (question === null) {
        throw new Refusal(
          'not-found',
          'Only the lists, facts and cards of models are passed on from the Hub. For everything else, ask the Hub itself.',
        );
      }
      const { status, body, type, headers } = await fair.run(askers.get(request) ?? '', () =>
        hub.ask(question),
      );
      const { etag, ...rest } = headers;
      void reply
        .headers(rest)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', status === 200 ? 'public, max-age=60' : 'no-store');
      if (
        status === 200 &&
        etag !== undefined &&
        unchanged(reply, etag, request.headers['if-none-match'])
      ) {
        return reply.send();
      }
      return reply.code(status).type(type).send(body);
    },
  );
}
