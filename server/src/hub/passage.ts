import { type HubOptions, nextCursor } from '@alacard/core';
import { problem } from '@alacard/core/sharing';
import { Refusal } from '../refusal.ts';
import { createBytesCache } from '../store/bytes-cache.ts';
import type { Question } from './question.ts';

/** What the Hub said, as it is passed on. */
export interface HubAnswer {
  readonly status: number;
  readonly body: Buffer;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface HubPassage {
  /** Address of the Hub, as people see it. */
  readonly endpoint: string;
  /** The Hub's answer, also when it refuses. Throws a Refusal when there is none. */
  ask(question: Question): Promise<HubAnswer>;
}

export interface PassageOptions {
  readonly endpoint: string;
  readonly offline: boolean;
  readonly fetch: HubOptions['fetch'];
  /** Milliseconds until the Hub must have answered. */
  readonly timeout?: number;
  /** Largest answer in bytes. */
  readonly mostBytes?: number;
}

/** How long an answer is kept, in milliseconds. Lists move, facts hardly do. */
const KEPT = { list: 60_000, info: 300_000, tree: 300_000, card: 300_000 } as const;
const KEPT_REFUSAL = 60_000;
const CACHE_BYTES = 48 * 1024 * 1024;
const MOST_AT_ONCE = 32;
const MOST_HOPS = 3;
/** What core's Hub client reads of an answer (`core/src/hub/explain.ts`, `retry.ts`). */
const PASSED = [
  'etag',
  'x-repo-commit',
  'x-error-code',
  'x-error-message',
  'retry-after',
  'ratelimit',
] as const;

type Response = Awaited<ReturnType<HubOptions['fetch']>>;
interface Kept {
  readonly answer: HubAnswer;
  readonly until: number;
  readonly bytes: number;
}

/**
 * Passes questions on to one Hub, for browsers that may not reach it. Nothing of
 * the reader goes with them: no cookie, no token, no address. The same question
 * asked twice at once is asked once.
 */
export function createHubPassage(options: PassageOptions): HubPassage {
  const { endpoint, offline, timeout = 15_000, mostBytes = 4 * 1024 * 1024 } = options;
  const cache = createBytesCache<Kept>(CACHE_BYTES);
  const asking = new Map<string, Promise<HubAnswer>>();

  async function answerOf(question: Question): Promise<HubAnswer> {
    const response = await follow(question.address, AbortSignal.timeout(timeout));
    const { status, headers } = response;
    const passed: Record<string, string> = {};
    for (const name of PASSED) {
      const value = headers.get(name);
      if (value !== null && value.length <= 300) passed[name] = value;
    }
    if (status < 200 || status > 299) {
      await bytesOf(response, 64 * 1024).catch(() => undefined);
      if (status >= 500) throw unavailable(`${endpoint} answered ${status}. Try again later.`);
      const said =
        status === 429
          ? problem(
              'rate-limited',
              `${endpoint} takes no more questions from this server for now. Wait a minute.`,
            )
          : problem(
              'hub-refused',
              `${endpoint} answered ${status} for ${question.address.split('?')[0] ?? ''}.`,
            );
      const body = Buffer.from(JSON.stringify({ ...said, status }));
      return { status, body, type: 'application/problem+json', headers: passed };
    }
    const body = await bytesOf(response, mostBytes);
    if (body === null) {
      throw unavailable(`The answer of ${endpoint} is larger than ${mostBytes} bytes.`);
    }
    const cursor = nextCursor(headers);
    if (cursor !== null) passed['link'] = `<?cursor=${encodeURIComponent(cursor)}>; rel="next"`;
    // Never the Hub's own type: a model card is a stranger's text, and this is our origin.
    const type =
      question.kind === 'card' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
    return { status: 200, body, type, headers: passed };
  }

  /** Renamed models and stored files are redirects; only those within the Hub are followed. */
  async function follow(address: string, signal: AbortSignal): Promise<Response> {
    let url = new URL(endpoint + address);
    const { origin } = url;
    for (let hop = 0; hop <= MOST_HOPS; hop++) {
      const response = await options.fetch(url.href, {
        method: 'GET',
        redirect: 'manual',
        headers: { accept: 'application/json, text/plain' },
        signal,
      });
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) return response;
      await bytesOf(response, 64 * 1024).catch(() => undefined);
      url = new URL(location, url);
      if (url.origin !== origin) break;
    }
    throw unavailable(`${endpoint} sends this question elsewhere, which is not followed.`);
  }

  async function ask(question: Question): Promise<HubAnswer> {
    const { address, kind } = question;
    const kept = cache.get(address);
    if (kept && kept.until > Date.now()) return kept.answer;
    cache.delete(address);
    if (offline) throw unavailable('This server works offline (HF_HUB_OFFLINE): it asks no Hub.');
    if (asking.size >= MOST_AT_ONCE) {
      throw new Refusal(
        'unavailable',
        'Too many questions wait for the Hub. Try again in a few seconds.',
      );
    }
    const answer = await answerOf(question).catch((error: unknown) => {
      if (error instanceof Refusal) throw error;
      throw unavailable(
        `${endpoint} cannot be reached from this server (${reasonOf(error)}). Try again later.`,
      );
    });
    if (answer.status !== 429) {
      const until = Date.now() + (answer.status === 200 ? KEPT[kind] : KEPT_REFUSAL);
      cache.set(address, { answer, until, bytes: answer.body.length + address.length + 500 });
    }
    return answer;
  }

  return {
    endpoint,
    ask(question) {
      const { address } = question;
      const before = asking.get(address);
      if (before) return before;
      const now = ask(question).finally(() => asking.delete(address));
      asking.set(address, now);
      return now;
    },
  };
}

const unavailable = (detail: string): Refusal => new Refusal('hub-unavailable', detail);

/** The body, or null when it is larger than `most`. The rest is not read. */
async function bytesOf(response: Response, most: number): Promise<Buffer | null> {
  const body: unknown = Reflect.get(response, 'body');
  if (body === null || body === undefined) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // SAFETY: the body of undici's and the platform's Response is a stream of bytes.
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `ECONNREFUSED`, `TimeoutError` …: never the platform's own words, which may quote addresses. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'network error';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string')
    return cause.code;
  return error.name === 'TimeoutError' ? 'no answer in time' : 'network error';
}
