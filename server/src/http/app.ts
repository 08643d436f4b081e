import crypto from 'node:crypto';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { contentPolicy } from './content-policy.ts';
import { createRegistrar } from './endpoint.ts';
import { handleErrors, problemFor, sendProblem } from './errors.ts';
import { createIdentify, MANAGE_HEADER } from './identity.ts';
import { createLimits } from './limits.ts';
import { addMetrics } from './metrics.ts';
import { addOpenApi } from './openapi.ts';
import { addPressure } from './pressure.ts';
import { cardRoutes } from './routes-cards.ts';
import { HUB_HEADERS, hubRoute } from './routes-hub.ts';
import { communityRoutes } from './routes-community.ts';
import { notebookRoutes } from './routes-notebooks.ts';
import { peopleRoutes } from './routes-people.ts';
import { addPages, problemPage } from '../pages/index.ts';

const LOOPBACK_ORIGIN = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** The whole server as a Fastify application, not yet listening. */
export async function createApp(services: Services): Promise<FastifyInstance> {
  const { config, store } = services;
  const app = Fastify({
    logger:
      config.logLevel === 'silent'
        ? false
        : {
            level: config.logLevel,
            // No addresses, no tokens, no query: logs are no place for personal data.
            serializers: {
              req: (request) => ({ method: request.method, path: request.url.split('?')[0] }),
              res: (reply) => ({ status: reply.statusCode }),
            },
          },
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given)
        ? given
        : crypto.randomUUID();
    },
    // Addresses the router cannot read do not reach the error handler.
    frameworkErrors: (error, request, reply) => void sendProblem(request, reply, problemFor(error)),
    trustProxy: config.trustProxy ?? false,
    routerOptions: { maxParamLength: 2200, ignoreTrailingSlash: true },
    bodyLimit: 256 * 1024,
    // Long enough for 16 MB over a slow line, short enough against slow loris.
    requestTimeout: 60_000,
    connectionTimeout: 90_000,
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(validatorCompiler);
  // Answers are typed and checked by tests with the same schemas; here they are only written.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  addStrictJson(app);

  await app.register(helmet, {
    contentSecurityPolicy: contentPolicy(config),
    strictTransportSecurity: store.publicUrl.startsWith('https:') ? { maxAge: 15_552_000 } : false,
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
  await app.register(cookie);
  await app.register(formbody);
  await app.register(cors, {
    // Never with credentials: other sites may call the API by token, not by somebody's cookie.
    origin:
      config.origins === null
        ? config.database === null
          ? LOOPBACK_ORIGIN
          : '*'
        : config.origins.includes('*')
          ? '*'
          : [...config.origins],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'authorization',
      'content-type',
      'idempotency-key',
      'if-none-match',
      MANAGE_HEADER,
    ],
    exposedHeaders: ['etag', 'location', 'retry-after', 'x-request-id', ...HUB_HEADERS],
    maxAge: 86_400,
  });
  addPressure(app);
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    if (config.database === null) checkHost(request.headers.host, config.host, store.publicUrl);
  });

  addMetrics(app, config.metricsToken);
  await addOpenApi(app, store.publicUrl);
  const identify = createIdentify(services);
  const limit = await createLimits(app, config.perHour, config.redisUrl);
  handleErrors(app, (request, reply, found) => problemPage(services, request, reply, found));

  app.get('/health', { schema: { hide: true } }, async (_request, reply) => {
    const started = performance.now();
    await store.db.query('select 1 as ok');
    void reply.header('cache-control', 'no-store');
    return {
      status: 'ok',
      database: store.db.kind,
      database_ms: Math.round(performance.now() - started),
    };
  });
  await app.register(async (scope) => {
    const api = createRegistrar(scope, identify, limit);
    notebookRoutes(api, services);
    communityRoutes(api, services);
    cardRoutes(api, services);
    peopleRoutes(api, services);
  });
  hubRoute(app, services, identify, limit);
  await app.register(async (scope) => addPages(scope, services, identify, limit));
  return app;
}

/** JSON must be UTF-8: characters that are silently replaced would change somebody's notebook. */
function addStrictJson(app: FastifyInstance): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    let text: string;
    try {
      text = typeof body === 'string' ? body : decoder.decode(body);
    } catch {
      return done(new Refusal('bad-request', 'The body is not UTF-8. Nothing was saved.'));
    }
    parse(request, text, done);
  });
}

/**
 * A server on a laptop answers to its own names only: a web page that points a
 * name of its own to 127.0.0.1 gets nothing.
 */
function checkHost(host: string | undefined, bound: string, publicUrl: string): void {
  if (bound === '0.0.0.0' || bound === '::') return;
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (['localhost', '127.0.0.1', '[::1]', bound, new URL(publicUrl).hostname].includes(name))
    return;
  throw new Refusal(
    'forbidden',
    `This server does not answer to the name "${name}". Set ALACARD_PUBLIC_URL to use it.`,
  );
}
