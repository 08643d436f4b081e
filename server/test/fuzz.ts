import assert from 'node:assert/strict';
import { endpoints, ProblemSchema, type Endpoint } from '@alacard/core/sharing';
import fc from 'fast-check';
import { ipynbOf, recipeOf } from './fake-maker.ts';
import type { Checks } from './harness.ts';
import { startIssuer } from './issuer.ts';
import { createWorld, type World } from './world.ts';

/**
 * Requests made from the OpenAPI document: valid by its schemas, and bent. Every
 * answer must be one the document knows, a problem document, or a value that its
 * own schema takes. Nothing may be a 500.
 */
interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minItems?: number;
}
interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    schema: JsonSchema;
  }[];
  readonly requestBody?: { content: Record<string, { schema: JsonSchema }> };
  readonly responses: Record<string, unknown>;
}

const ODD = [
  null,
  true,
  -1,
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '🍞',
  '../..',
  "' or 1=1",
  '<script>',
  'x'.repeat(3000),
  [],
  {},
  [[]],
  { __proto__: 1 },
  '9'.repeat(40),
];

/** Values of a schema; one in six is something else. */
function arbitrary(schema: JsonSchema, bent: boolean): fc.Arbitrary<unknown> {
  const good = valid(schema, bent);
  return bent
    ? fc.oneof({ weight: 5, arbitrary: good }, { weight: 1, arbitrary: fc.constantFrom(...ODD) })
    : good;
}

function valid(schema: JsonSchema, bent: boolean): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map((one) => arbitrary(one, bent)));
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'integer':
      return fc.integer({
        min: Math.max(schema.minimum ?? 0, 0),
        max: Math.min(schema.maximum ?? 1000, 1000),
      });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000, noNaN: true });
    case 'array':
      return fc.array(arbitrary(schema.items ?? {}, bent), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case 'object': {
      const fields = Object.entries(schema.properties ?? {}).map(
        ([key, one]) => [key, arbitrary(one, bent)] as const,
      );
      const requiredKeys = bent ? [] : [...(schema.required ?? [])];
      return fc.record(Object.fromEntries(fields), { requiredKeys });
    }
    case 'string':
      if (schema.format === 'uuid') return fc.uuid();
      if (schema.pattern) return matching(schema.pattern);
      return fc.string({
        minLength: schema.minLength ?? 0,
        maxLength: Math.min(schema.maxLength ?? 60, 60),
      });
    default:
      return fc.jsonValue();
  }
}

/** fast-check writes no text for patterns that look ahead (model ids): a few good ones instead. */
function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return fc.constantFrom('org/name', 'gpt2', 'a.b/c-d_e', 'x');
  }
}

export async function fuzzSuite(t: Checks): Promise<void> {
  const standIn = await startIssuer();
  const w = await createWorld(standIn);
  const { paths } = (await (await fetch(`${w.url}/api/docs/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  await t.check('the document describes every endpoint, and no more', () => {
    const described = Object.values(paths).flatMap((path) =>
      Object.values(path).map((one) => one.operationId),
    );
    assert.deepEqual(described.sort(), Object.keys(endpoints).sort());
  });
  await t.check('it names the errors of RFC 8628, and the least length of a report', () => {
    const text = JSON.stringify(paths['/api/device/token']?.['post']?.responses);
    assert.match(text, /"application\/json"/);
    const body = paths['/api/notebook/{share_id}/report']?.['post']?.requestBody;
    const { schema } = Object.values(body?.content ?? {})[0] ?? {};
    assert.equal(schema?.properties?.['statement']?.minLength, 10);
  });
  const shared = await w.share({ as: w.alice });
  let requests = 0;
  const answers = new Map<string, number>();
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    await t.check(`${name} answers as its schema says`, async () => {
      const path = endpoint.path.replace(/:([a-z_]+)/g, '{$1}');
      const operation = paths[path]?.[endpoint.method.toLowerCase()];
      assert.ok(operation);
      for (const bent of [false, true]) {
        const body = operation.requestBody?.content['application/json']?.schema;
        const parameters = operation.parameters ?? [];
        const call = fc.record({
          params: fc.record(
            Object.fromEntries(
              parameters.map((one) => [
                one.name,
                fc.option(arbitrary(one.schema, bent), { nil: undefined }),
              ]),
            ),
          ),
          body: body ? arbitrary(body, bent) : fc.constant(undefined),
          known: fc.boolean(),
          who: fc.constantFrom(undefined, w.tokens.alice, w.tokens.bob, w.tokens.operator),
        });
        await fc.assert(
          fc.asyncProperty(call, async (given) => {
            requests++;
            const status = await ask(w, endpoint, parameters, given, shared.share_id, operation);
            answers.set(
              `${Math.floor(status / 100)}xx`,
              (answers.get(`${Math.floor(status / 100)}xx`) ?? 0) + 1,
            );
          }),
          { numRuns: 25, endOnFailure: true },
        );
      }
    });
  }
  console.log(
    `   ${requests} requests: ${[...answers].map(([kind, n]) => `${n} ${kind}`).join(', ')}`,
  );
  await w.stop();
  await standIn.close();
}

async function ask(
  w: World,
  endpoint: Endpoint,
  parameters: readonly { name: string; in: string }[],
  given: {
    params: Record<string, unknown>;
    body: unknown;
    known: boolean;
    who: string | undefined;
  },
  shareId: string,
  operation: Operation,
): Promise<number> {
  const text = (value: unknown): string =>
    typeof value === 'string' ? value : JSON.stringify(value);
  const wellFormed = (value: string): string => encodeURIComponent(value.toWellFormed());
  const path = endpoint.path.replace(/:([a-z_]+)/g, (_, key: string) =>
    given.known && key === 'share_id' ? shareId : wellFormed(text(given.params[key] ?? 'x')) || 'x',
  );
  const query = parameters
    .filter((one) => one.in === 'query' && given.params[one.name] !== undefined)
    .map((one) => `${one.name}=${wellFormed(text(given.params[one.name]))}`)
    .join('&');
  // A body that is good but for what was bent: otherwise nothing gets past the first field.
  const filled =
    typeof given.body === 'object' && given.body !== null && given.known
      ? {
          ...given.body,
          ...('ipynb' in given.body ? { ipynb: ipynbOf() } : {}),
          ...('recipe' in given.body ? { recipe: recipeOf() } : {}),
        }
      : given.body;
  const response = await fetch(`${w.url}${path}?${query}`, {
    method: endpoint.method,
    headers: {
      ...(given.who === undefined ? {} : { authorization: `Bearer ${given.who}` }),
      ...(filled === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(filled === undefined ? {} : { body: JSON.stringify(filled) }),
  });
  const answer = await response.text();
  const where = `${endpoint.method} ${path}?${query} ${JSON.stringify(filled)?.slice(0, 300)} -> ${response.status} ${answer.slice(0, 300)}`;
  assert.ok(response.status < 500 || response.status === 503, where);
  if (response.status >= 400) {
    assert.ok('4XX' in operation.responses, where);
    if (response.headers.get('content-type')?.startsWith('application/json')) {
      // RFC 6749's own errors, only where RFC 8628 asks for them.
      assert.ok(endpoint.path === '/api/device/token' && 'error' in JSON.parse(answer), where);
    } else ProblemSchema.parse(JSON.parse(answer));
  } else {
    assert.ok(String(response.status) in operation.responses, where);
    if (endpoint.answer) endpoint.answer.parse(JSON.parse(answer));
  }
  return response.status;
}
