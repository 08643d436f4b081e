import {
  endpoints,
  HUB_TOKEN_HEADER,
  type CallAnswer,
  type Endpoint,
  type EndpointName,
  MAX_IPYNB_BYTES,
} from '@alacard/core/sharing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { Viewer } from '../store/viewer.ts';
import { authorise } from './identity.ts';
import type { Limit } from './limits.ts';
import { fromOwnPage } from './own-pages.ts';

type Parsed<E, P extends 'params' | 'query' | 'body'> = E extends {
  readonly [K in P]: infer S extends z.ZodType;
}
  ? z.output<S>
  : object;

/** One call of an endpoint: everything parsed by its schemas. */
export interface EndpointCall<K extends EndpointName> {
  readonly params: Parsed<(typeof endpoints)[K], 'params'>;
  readonly query: Parsed<(typeof endpoints)[K], 'query'>;
  readonly body: Parsed<(typeof endpoints)[K], 'body'>;
  readonly viewer: Viewer;
  /** The caller's own Hub token, for endpoints that ask the Hub. Never kept, never logged. */
  readonly hubToken: string | null;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type Handler<K extends EndpointName> = (
  call: EndpointCall<K>,
) => Promise<CallAnswer<K> | FastifyReply>;

/** JSON quotes and escapes can double a file; the rest of the body is small. */
const IPYNB_BODY = MAX_IPYNB_BYTES * 2 + 100_000;
const BODY = 256 * 1024;

export interface Registrar {
  add<K extends EndpointName>(name: K, handler: Handler<K>): void;
}

/** Registers endpoints by their definition in @alacard/core/sharing. */
export function createRegistrar(
  app: FastifyInstance,
  identify: (request: FastifyRequest) => Promise<Viewer>,
  limit: Limit,
  publicUrl: () => string,
): Registrar {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  return {
    add(name, handler) {
      const endpoint: Endpoint = endpoints[name];
      // Where every field may be left out, so may the body.
      const mayBeEmpty = endpoint.body?.safeParse({}).success === true;
      const large = endpoint.body !== undefined && carriesFile(name);
      app.route({
        method: endpoint.method,
        url: endpoint.path,
        bodyLimit: large ? IPYNB_BODY : BODY,
        schema: {
          operationId: name,
          summary: endpoint.summary,
          tags: [endpoint.tag],
          ...(endpoint.params ? { params: endpoint.params } : {}),
          ...(endpoint.query ? { querystring: endpoint.query } : {}),
          ...(endpoint.body ? { body: endpoint.body } : {}),
          ...(endpoint.answer ? { response: { [endpoint.status]: endpoint.answer } } : {}),
        },
        // Before the body is read: strangers do not make the server parse megabytes.
        onRequest: async (request, reply) => {
          if (isForm(request)) checkForm(endpoint, request, publicUrl());
          const viewer = await identify(request);
          viewers.set(request, viewer);
          authorise(endpoint, viewer);
          await limit(endpoint.rate, request, reply, viewer);
        },
        preValidation: async (request) => {
          refuseUnknown(endpoint, request.query);
          if (endpoint.body !== undefined && request.body === undefined) {
            if (!mayBeEmpty)
              throw new Refusal('bad-request', 'The request has no body. Send one as JSON.');
            request.body = {};
          }
        },
        handler: async (request, reply) => {
          const viewer = viewers.get(request);
          if (viewer === undefined) throw new Error('onRequest did not run');
          void reply.code(endpoint.status);
          // SAFETY: Fastify has parsed the three parts by the schemas given above.
          const call = {
            params: request.params,
            query: request.query,
            body: request.body,
            viewer,
            hubToken: endpoint.hub ? hubTokenOf(request) : null,
            request,
            reply,
          } as EndpointCall<typeof name>;
          const answer = await handler(call);
          if (endpoint.answer === undefined && !reply.sent && endpoint.file === undefined) {
            return reply.code(endpoint.status).send();
          }
          return answer;
        },
      });
    },
  };
}

const isForm = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

/** Any site can send a form without being asked for permission first. */
function checkForm(endpoint: Endpoint, request: FastifyRequest, publicUrl: string): void {
  if (!endpoint.form) {
    throw new Refusal('unsupported-media-type', 'Send the body as application/json.');
  }
  if (!fromOwnPage(request, publicUrl, { silent: true })) {
    throw new Refusal('forbidden', 'This form was sent from another site.');
  }
}

function hubTokenOf(request: FastifyRequest): string | null {
  const given = request.headers[HUB_TOKEN_HEADER];
  if (given === undefined) return null;
  if (typeof given === 'string' && /^[\x21-\x7e]{1,200}$/.test(given)) return given;
  throw new Refusal(
    'bad-request',
    'The header Alacard-Hub-Token does not hold a Hub token. Send one token, or leave it out.',
  );
}

/** A name that nobody reads is a wish that would be passed over in silence. */
function refuseUnknown({ query }: Endpoint, given: unknown): void {
  const known = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
  const unknown = Object.keys(given ?? {}).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const name = unknown.slice(0, 80);
  const takes = known.length === 0 ? 'none' : known.join(', ');
  throw new Refusal(
    'invalid-request',
    `This address takes no query "${name}". It takes: ${takes}.`,
    { errors: [{ pointer: `/${name}`, detail: 'not a query of this address' }] },
  );
}

const carriesFile = (name: EndpointName): boolean =>
  name === 'publish' || name === 'addVersion' || name === 'remix';
