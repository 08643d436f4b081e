import { z } from 'zod';
import { HUB_TOKEN_HEADER, type Endpoint } from './endpoint.ts';
import { endpoints, type EndpointName } from './endpoints.ts';
import { problem, type Problem, ProblemSchema } from './problem.ts';

/** The part of the standard `fetch` this client needs; every host's own fits. */
export type SharingFetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly signal?: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}>;

export interface SharingOptions {
  readonly fetch: SharingFetch;
  /** Address of the server, with or without a slash at the end. */
  readonly baseUrl: string;
  /** Access token, or a function that gives the one of the moment. */
  readonly token?: string | (() => string | undefined | Promise<string | undefined>);
}

type Parts = 'params' | 'query' | 'body';
type Input<E, P extends Parts> = E extends { readonly [K in P]: infer S extends z.ZodType }
  ? { readonly [K in P]: z.input<S> }
  : { readonly [K in P]?: undefined };
/** A query whose every field may be left out may be left out itself. */
type Query<E> = E extends { readonly query: infer S extends z.ZodType }
  ? Partial<z.input<S>> extends z.input<S>
    ? { readonly query?: z.input<S> }
    : { readonly query: z.input<S> }
  : { readonly query?: undefined };

export type CallInput<K extends EndpointName> = Input<(typeof endpoints)[K], 'params'> &
  Query<(typeof endpoints)[K]> &
  Input<(typeof endpoints)[K], 'body'> & {
    /** Manage token of a notebook that has no owner. */
    readonly manageToken?: string;
    /** The person's own Hub token, for endpoints that ask the Hub. Sent for this call only. */
    readonly hubToken?: string;
    /** Makes a repeated call harmless. Use a fresh random one for each intent. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
  };
export type CallAnswer<K extends EndpointName> = (typeof endpoints)[K] extends {
  readonly answer: infer S extends z.ZodType;
}
  ? z.output<S>
  : (typeof endpoints)[K] extends { readonly file: string }
    ? string
    : null;

export type SharingResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export interface Sharing {
  /** Calls one endpoint. Never throws for what a server or a network does. */
  call<K extends EndpointName>(
    name: K,
    ...input: Partial<CallInput<K>> extends CallInput<K> ? [CallInput<K>?] : [CallInput<K>]
  ): Promise<SharingResult<CallAnswer<K>>>;
  /** Address of the page of a shared notebook. */
  pageOf(shareId: string): string;
}

const fail = (reason: Problem): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: reason,
});

/** A client of one sharing server, typed by the same schemas the server checks with. */
export function createSharing({ fetch, baseUrl, token }: SharingOptions): Sharing {
  const base = baseUrl.replace(/(?<!\/)\/+$/, '');

  async function call(name: EndpointName, input: LooseInput = {}): Promise<SharingResult<unknown>> {
    const endpoint: Endpoint = endpoints[name];
    const access = typeof token === 'function' ? await token() : token;
    let status: number;
    let text: string;
    let retryAfter: string | null;
    try {
      const body = input.body === undefined ? undefined : JSON.stringify(input.body);
      const response = await fetch(base + addressOf(endpoint, input), {
        method: endpoint.method,
        headers: {
          accept: endpoint.file ?? 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(access === undefined ? {} : { authorization: `Bearer ${access}` }),
          ...(input.manageToken === undefined ? {} : { 'alacard-manage-token': input.manageToken }),
          ...(input.hubToken === undefined ? {} : { [HUB_TOKEN_HEADER]: input.hubToken }),
          ...(input.idempotencyKey === undefined
            ? {}
            : { 'idempotency-key': input.idempotencyKey }),
        },
        ...(body === undefined ? {} : { body }),
        ...(input.signal === undefined ? {} : { signal: input.signal }),
      });
      status = response.status;
      retryAfter = response.headers.get('retry-after');
      text = await response.text();
    } catch (error) {
      return fail(unreachable(base, error));
    }
    if (status < 200 || status > 299) return fail(problemOf(status, text, retryAfter, base));
    if (endpoint.file !== undefined) return { ok: true, value: text };
    if (endpoint.answer === undefined) return { ok: true, value: null };
    return parseAnswer(endpoint.answer, text, base);
  }

  return {
    pageOf: (shareId) => `${base}/n/${encodeURIComponent(shareId)}`,
    // SAFETY: every CallInput<K> is a LooseInput, and the answer is parsed by the schema CallAnswer<K> is made of.
    call: call as Sharing['call'],
  };
}

interface LooseInput {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly manageToken?: string;
  readonly hubToken?: string;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** Fields of paths and queries are words, numbers and flags (core/src/sharing/endpoints). */
const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

function addressOf(endpoint: Endpoint, input: LooseInput): string {
  const params = fieldsOf(input.params);
  const path = endpoint.path.replace(/:([a-z_]+)/g, (_, key: string) =>
    encodeURIComponent(written(params[key])),
  );
  const pairs: string[] = [];
  for (const [key, value] of Object.entries(fieldsOf(input.query))) {
    for (const one of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      if (one !== undefined && one !== null) {
        pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(written(one))}`);
      }
    }
  }
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

const FieldsSchema = z.record(z.string(), z.unknown()).catch({});
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => FieldsSchema.parse(value);

function parseAnswer(schema: z.ZodType, text: string, base: string): SharingResult<unknown> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail(
      problem('unexpected-answer', `${base} did not answer with JSON. Is this an Alacard server?`),
    );
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issue = parsed.error.issues[0];
  if (issue?.path.includes('recipe') && issue.path.at(-1) === 'version') {
    return fail(
      problem(
        'newer-schema',
        'This notebook was made by a newer Alacard. Update the extension to open it; nothing was changed.',
      ),
    );
  }
  return fail(
    problem(
      'unexpected-answer',
      `The answer of ${base} does not fit (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}). Update the extension or ask the server's operator to update.`,
    ),
  );
}

function unreachable(base: string, error: unknown): Problem {
  const reason = error instanceof Error ? ` (${error.message})` : '';
  return problem(
    'unreachable',
    `No answer from ${base}${reason}. Check the address and your connection; your notebook is unchanged.`,
  );
}

function problemOf(status: number, text: string, retryAfter: string | null, base: string): Problem {
  try {
    const parsed = ProblemSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // Not a problem document: a proxy or another server answered.
  }
  if (status === 429) {
    return problem(
      'rate-limited',
      `${base} asks to slow down${retryAfter === null ? '' : `; try again in ${retryAfter} seconds`}.`,
    );
  }
  return {
    ...problem('unexpected-answer', `${base} answered ${status}. Try again later.`),
    status,
  };
}
