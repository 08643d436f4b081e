import swagger from '@fastify/swagger';
import { endpoints, PROBLEMS, type Endpoint } from '@alacard/core/sharing';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

const PROBLEM = {
  description: 'Problem document (RFC 9457)',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'detail', 'code'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          code: { type: 'string', description: Object.keys(PROBLEMS).join(', ') },
          request_id: { type: 'string' },
          errors: { type: 'array', items: { type: 'object' } },
          findings: { type: 'array', items: { type: 'object' } },
        },
      },
    },
  },
} as const;

/** A notebook, as nbformat 4 has it. */
const FILE = {
  type: 'object',
  required: ['cells', 'metadata', 'nbformat', 'nbformat_minor'],
  properties: {
    cells: { type: 'array', items: { type: 'object' } },
    metadata: { type: 'object' },
    nbformat: { type: 'integer' },
    nbformat_minor: { type: 'integer' },
  },
} as const;

/** RFC 8628 has errors of its own: `authorization_pending`, `slow_down` … */
const DEVICE_ERROR = {
  'application/json': {
    schema: {
      type: 'object',
      required: ['error'],
      properties: { error: { type: 'string' }, error_description: { type: 'string' } },
    },
  },
} as const;

/** Their answers carry an ETag. */
const TAGGED: ReadonlySet<string> = new Set([endpoints.get.path, endpoints.download.path]);

interface Operation {
  responses?: Record<string, unknown>;
  security?: unknown;
  description?: string;
  parameters?: unknown[];
}

/** The OpenAPI document, made from the endpoint definitions: `/api/docs/openapi.json`. */
export async function addOpenApi(app: FastifyInstance, publicUrl: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Alacard sharing server',
        version: '1',
        description:
          'Share, remix and rank notebooks. Send a personal access token as `Authorization: Bearer …`, or nothing for anonymous sharing. Address and headers of a request together may have 16 kB (431).',
        license: { name: 'MIT' },
      },
      servers: [{ url: publicUrl }],
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          manageToken: { type: 'apiKey', in: 'header', name: 'Alacard-Manage-Token' },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  let document: string | undefined;
  app.get('/api/docs/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    document ??= JSON.stringify(complete(app.swagger()));
    return reply.type('application/json').serializer(String).send(document);
  });
}

/** Adds what the definitions say beyond schemas: access, scopes, keys, files, problems. */
function complete(document: object): object {
  const { paths = {} } = document as { paths?: Record<string, Record<string, Operation>> };
  for (const endpoint of Object.values<Endpoint>(endpoints)) {
    const path = endpoint.path.replace(/:([a-z_]+)/g, '{$1}');
    const operation = paths[path]?.[endpoint.method.toLowerCase()];
    if (operation === undefined) continue;
    const scope = endpoint.scope ?? (endpoint.method === 'GET' ? 'read' : 'write');
    operation.description = `For: ${endpoint.access}. Scope of a token: \`${scope}\`. Rate limit: ${endpoint.rate}.`;
    const token = { token: [] };
    operation.security =
      endpoint.access === 'anyone'
        ? [{}, token]
        : endpoint.access === 'manager'
          ? [token, { manageToken: [] }]
          : [token];
    if (endpoint.idempotent) {
      operation.parameters = [
        ...(operation.parameters ?? []),
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          schema: { type: 'string', minLength: 8, maxLength: 100 },
        },
      ];
    }
    if (endpoint.hub) {
      operation.parameters = [
        ...(operation.parameters ?? []),
        {
          name: 'Alacard-Hub-Token',
          in: 'header',
          required: false,
          description:
            'Your own access token of the Hugging Face Hub, for gated and private models. Used for this request only.',
          schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[!-~]+$' },
        },
      ];
    }
    const responses: Record<string, unknown> = { ...operation.responses };
    if (TAGGED.has(endpoint.path) && endpoint.method === 'GET') {
      operation.parameters = [
        ...(operation.parameters ?? []),
        {
          name: 'If-None-Match',
          in: 'header',
          required: false,
          description: 'ETag of what the client has',
          schema: { type: 'string' },
        },
      ];
      responses['304'] = { description: 'The client has it already' };
    }
    if (endpoint.file !== undefined) {
      responses[String(endpoint.status)] = {
        description: 'The file',
        content: { [endpoint.file]: { schema: FILE } },
      };
    } else if (endpoint.answer === undefined) {
      responses[String(endpoint.status)] = { description: 'Done' };
    }
    const refusals =
      endpoint.path === endpoints.deviceToken.path
        ? { ...PROBLEM, content: { ...PROBLEM.content, ...DEVICE_ERROR } }
        : PROBLEM;
    operation.responses = { ...responses, '4XX': refusals, '5XX': PROBLEM };
  }
  return document;
}
