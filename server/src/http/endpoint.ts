import {
  endpoints,
  type CallAnswer,
  type Endpoint,
  type EndpointName,
  MAX_IPYNB_BYTES,
} from '@alacard/core/sharing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Viewer } from '../store/viewer.ts';
import { authorise } from './identity.ts';
import type { Limit } from './limits.ts';

type Parsed<E, P extends 'params' | 'query' | 'body'> = E extends {
  readonly [K in P]: infer S extends z.ZodType;
}
  ? z.output<S>
  : Record<never, never>;

/** One call of an endpoint: everything parsed by its schemas. */
export interface Call<K extends EndpointName> {
  readonly params: Parsed<(typeof endpoints)[K], 'params'>;
  readonly query: Parsed<(typeof endpoints)[K], 'query'>;
  readonly body: Parsed<(typeof endpoints)[K], 'body'>;
  readonly viewer: Viewer;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export type Handler<K extends EndpointName> = (
  call: Call<K>,
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
): Registrar {
  const viewers = new WeakMap<FastifyRequest, Viewer>();
  return {
    add(name, handler) {
      const endpoint: Endpoint = endpoints[name];
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
          const viewer = await identify(request);
          viewers.set(request, viewer);
          authorise(endpoint, viewer);
          await limit(endpoint.rate, request, reply, viewer);
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
            request,
            reply,
          } as Call<typeof name>;
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

const carriesFile = (name: EndpointName): boolean =>
  name === 'publish' || name === 'addVersion' || name === 'remix';
