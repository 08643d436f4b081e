import type { z } from 'zod';
import { adviceWords, explain, type Advice, type Subject } from './explain.ts';
import {
  pause,
  withDeadline,
  type AbortSignalLike,
  type HubFetch,
  type HubResponse,
} from './platform.ts';
import { fail, succeed, type HubError, type HubResult } from './result.ts';
import { backoff, isPassing, secondsToWait, type RetryPolicy } from './retry.ts';
import { withQuery, type Query } from './urls.ts';

export interface Connection {
  readonly fetch: HubFetch;
  readonly endpoint: string;
  readonly token: string | null;
  readonly offline: boolean;
  readonly retry: RetryPolicy;
  /** Longest time in seconds that one try may take. */
  readonly timeout: number;
  readonly advice: Advice;
  /** Told before each pause, so that a person who waits can see why. */
  readonly onRetry?: ((error: HubError, seconds: number) => void) | undefined;
}

export interface Ask {
  readonly path: string;
  readonly query?: Query;
  readonly accept?: string;
  readonly about: Omit<Subject, 'withToken' | 'advice'>;
  readonly signal?: AbortSignalLike | undefined;
}

export interface HubText {
  readonly text: string;
  readonly headers: HubResponse['headers'];
  /** Address asked, without credentials. */
  readonly url: string;
}

const ENDPOINT = /^https?:\/\/[^\s/?#@]+(\/[^\s?#@]*)?$/i;

/** GET with retries; every failure becomes a HubError. Redirects (renamed models) are followed. */
export const request = async (hub: Connection, ask: Ask): Promise<HubResult<HubText>> => {
  const { about, signal } = ask;
  const what = about.model ?? 'the list of models';
  if (!ENDPOINT.test(hub.endpoint)) {
    return fail({
      kind: 'bad-endpoint',
      message: `${adviceWords(hub.advice).address} is not the address of a Hub. Set it to something like https://huggingface.co (no user name, no query), or unset it.`,
      url: null,
    });
  }
  const url = hub.endpoint + withQuery(ask.path, ask.query ?? []);
  if (hub.offline) {
    return fail({
      kind: 'offline',
      message: `HF_HUB_OFFLINE is set, so the Hub was not asked for ${what}. Unset it to go online.`,
      url,
    });
  }
  if (hub.token !== null && !/^[\x21-\x7e]+$/.test(hub.token)) {
    return fail({
      kind: 'bad-token',
      message: `The access token has characters no token has, so the Hub was not asked for ${what}. Set ${adviceWords(hub.advice).token} to a token from ${hub.endpoint}/settings/tokens, or unset it.`,
      url: null,
    });
  }
  const subject: Subject = { ...about, withToken: hub.token !== null, advice: hub.advice };
  for (let attempt = 0; ; attempt += 1) {
    const { error, answer, wait } = await once(hub, ask, url, subject);
    if (answer) return succeed(answer);
    if (wait === null || attempt + 1 >= hub.retry.tries) return fail(error);
    const seconds = wait === 'backoff' ? backoff(hub.retry, attempt, Math.random()) : wait;
    if (seconds > hub.retry.longestPause) return fail(error);
    hub.onRetry?.(error, seconds);
    await pause(seconds * 1000, signal);
    if (signal?.aborted) return fail(aborted(url, what));
  }
};

type Outcome =
  | { readonly answer: HubText; readonly error?: never; readonly wait?: never }
  | {
      readonly answer?: never;
      readonly error: HubError;
      /** Seconds to wait before the next try; null when another try would not help. */
      readonly wait: number | 'backoff' | null;
    };

const once = async (hub: Connection, ask: Ask, url: string, subject: Subject): Promise<Outcome> => {
  const what = subject.model ?? 'the list of models';
  // Not `hub.fetch(…)`: browsers refuse to run theirs as a method of another object.
  const { fetch } = hub;
  try {
    const response = await fetch(url, {
      method: 'GET',
      redirect: 'follow',
      headers: {
        accept: ask.accept ?? 'application/json',
        // Only ever sent to the endpoint: every address is built from it, and
        // fetch drops this header when a redirect leaves its origin.
        ...(hub.token === null ? {} : { authorization: `Bearer ${hub.token}` }),
      },
      signal: withDeadline(hub.timeout * 1000, ask.signal),
    });
    if (response.status >= 200 && response.status < 300) {
      const said = Number(response.headers.get('content-length') ?? 0);
      const text = said > MOST_BYTES ? null : await response.text();
      if (text === null || text.length > MOST_BYTES) {
        return { error: tooLong(url, what), wait: null };
      }
      return { answer: { text, headers: response.headers, url } };
    }
    const error = explain(response, url, subject, hub.endpoint);
    // The body is read so that the connection can be used again.
    await response.text();
    if (response.status === 429)
      return { error, wait: secondsToWait(response.headers, Date.now()) ?? 'backoff' };
    return { error, wait: isPassing(response.status) ? 'backoff' : null };
  } catch (reason) {
    if (ask.signal?.aborted) return { error: aborted(url, what), wait: null };
    return {
      error: {
        kind: 'offline',
        message: `${hub.endpoint} cannot be reached (${cause(reason)}; asked for ${what}). ${adviceWords(hub.advice).reach}`,
        url,
      },
      wait: 'backoff',
    };
  }
};

/** Longest answer that is read; the longest that were seen are file lists of about 300 kB. */
const MOST_BYTES = 2_000_000;

const tooLong = (url: string, what: string): HubError => ({
  kind: 'bad-answer',
  message: `The Hub's answer for ${what} is longer than ${String(MOST_BYTES / 1e6)} MB and was not read. Choose another model, or check that HF_ENDPOINT is a Hugging Face Hub.`,
  url,
});

const aborted = (url: string, what: string): HubError => ({
  kind: 'aborted',
  message: `Asking the Hub for ${what} was stopped.`,
  url,
});

/**
 * `ECONNREFUSED`, `ENOTFOUND` … of Node, `TimeoutError` of a deadline. Other
 * words of the platform are left out: they may quote a header, and so the token.
 */
const cause = (reason: unknown): string => {
  if (text(reason, 'name') === 'TimeoutError') return 'no answer in time';
  const inner: unknown =
    typeof reason === 'object' && reason !== null && 'cause' in reason ? reason.cause : null;
  return text(inner, 'code') ?? 'network error';
};

/** A field of an error of any realm, if it is text. */
const text = (error: unknown, field: string): string | null => {
  const value: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, field) : null;
  return typeof value === 'string' ? value : null;
};

/** Parses a body as JSON and by a schema. */
export const parseAnswer = <T>(
  schema: z.ZodType<T>,
  answer: HubText,
  what: string,
): HubResult<T> => {
  let json: unknown;
  try {
    json = JSON.parse(answer.text);
  } catch {
    json = undefined;
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return succeed(parsed.data);
  const place = parsed.error.issues[0]?.path.map(String).join('.') || 'the answer as a whole';
  return fail({
    kind: 'bad-answer',
    message: `The Hub's answer for ${what} could not be read (${place}). Check that HF_ENDPOINT is a Hugging Face Hub, and try again.`,
    url: answer.url,
  });
};
