import crypto from 'node:crypto';
import { HUB_TOKEN_HEADER, type Problem } from '@alacard/core/sharing';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import Fastify, {
  LogController,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { Viewer } from '../store/viewer.ts';
import { contentPolicy } from './content-policy.ts';
import { createRegistrar } from './endpoint.ts';
import { handleErrors, problemFor, sendProblem } from './errors.ts';
import { addHealth } from './health.ts';
import { createIdentify, MANAGE_HEADER } from './identity.ts';
import { createLimits, type LimitState, type Limit } from './limits.ts';
import { addMembersOnly } from './members.ts';
import { addMetrics } from './metrics.ts';
import { addOpenApi } from './openapi.ts';
import { addPressure } from './pressure.ts';
import { createPublicLists, type PublicLists } from './public-lists.ts';
import { cardRoutes } from './routes-cards.ts';
import { HUB_HEADERS, hubRoute } from './routes-hub.ts';
import { communityRoutes } from './routes-community.ts';
import { makingRoutes } from './routes-making.ts';
import { notebookRoutes } from './routes-notebooks.ts';
import { peopleRoutes } from './routes-people.ts';
import { addJson } from './sent-file.ts';
import { answerUnreadable, MAX_HEAD_BYTES } from './unreadable.ts';

const LOOPBACK_ORIGIN = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** What people see in a browser, built on top of the API. */
export interface Site {
  readonly addPages: (
    app: FastifyInstance,
    services: Services,
    identify: (request: FastifyRequest) => Promise<Viewer>,
    limit: Limit,
    lists: PublicLists,
  ) => Promise<void>;
  /** The page that says what went wrong; null where the API's document is wanted. */
  readonly problemPage: (
    request: FastifyRequest,
    reply: FastifyReply,
    found: Problem,
  ) => FastifyReply | null;
}

/** The whole server as a Fastify application, not yet listening. */
export async function createApp(services: Services, site: Site): Promise<FastifyInstance> {
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
    // One line a request, below, instead of two.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && /^[\w.-]{8,64}$/.test(given)
        ? given
        : crypto.randomUUID();
    },
    // Addresses the router cannot read do not reach the error handler.
    frameworkErrors: (error, request, reply) => void sendProblem(request, reply, problemFor(error)),
    // Nor does what is no request at all.
    clientErrorHandler: answerUnreadable,
    http: { maxHeaderSize: MAX_HEAD_BYTES },
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
  addJson(app, services.untrusted);

  await app.register(helmet, {
    contentSecurityPolicy: contentPolicy(config),
    strictTransportSecurity: store.publicUrl.startsWith('https:') ? { maxAge: 15_552_000 } : false,
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
  await app.register(cookie);
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
      HUB_TOKEN_HEADER,
    ],
    exposedHeaders: ['etag', 'location', 'retry-after', 'x-request-id', ...HUB_HEADERS],
    maxAge: 86_400,
  });
  addPressure(app);
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    if (config.database === null) checkHost(request.headers.host, config.host, store.publicUrl);
  });

  if (config.logLevel === 'info' || config.logLevel === 'debug') {
    app.addHook('onResponse', async (request, reply) => {
      request.log.info({ req: request, res: reply, ms: Math.round(reply.elapsedTime) }, 'answered');
    });
  }

  const identify = createIdentify(services);
  if (config.membersOnly) addMembersOnly(app, identify);
  // Before any route: one that stands earlier would answer errors in Fastify's own way.
  handleErrors(app, site.problemPage);
  const limits: LimitState = { shared: null };
  await addMetrics(app, config, { db: store.db, limits });
  await addOpenApi(app, store.publicUrl);
  const limit = await createLimits(app, config.perHour, config.redisUrl, limits);

  const lists = createPublicLists(app, config);
  addHealth(app, store.db, services.leaving);
  await app.register(async (scope) => {
    await scope.register(formbody);
    const api = createRegistrar(scope, identify, limit, () => store.publicUrl);
    makingRoutes(api, services);
    notebookRoutes(api, services, lists);
    communityRoutes(api, services, lists);
    cardRoutes(api, services, limit);
    peopleRoutes(api, services);
  });
  hubRoute(app, services, identify, limit);
  await app.register(async (scope) => site.addPages(scope, services, identify, limit, lists));
  return app;
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
