/**
 * What every call of the Hub client gives back: a value or an error that tells
 * the user what to do. Nothing a user brings makes the client throw.
 */
export const HUB_ERROR_KINDS = [
  'bad-id', // not a model id or revision: nothing was asked
  'bad-endpoint', // HF_ENDPOINT is not an http(s) address: nothing was asked
  'bad-token', // the Hub does not know the token
  'not-found', // no such model, or a private one asked for without access
  'revision-not-found',
  'file-not-found',
  'gated',
  'private', // the token is known but may not see this model
  'disabled',
  'unsafe', // the Hub's scanners flagged files of it as unsafe
  'rate-limited',
  'offline', // HF_HUB_OFFLINE is set, or the Hub cannot be reached
  'server-error', // the Hub answered 5xx, also after retries
  'bad-answer', // an answer that is not what the Hub's protocol says
  'aborted', // the caller's AbortSignal
] as const;
export type HubErrorKind = (typeof HUB_ERROR_KINDS)[number];

export interface HubError {
  readonly kind: HubErrorKind;
  /** What happened, to which model, and what to do next. */
  readonly message: string;
  /** Address that was asked, without credentials; null when nothing was asked. */
  readonly url: string | null;
  /** Seconds until the Hub will answer again; only with `rate-limited`. */
  readonly retryAfter?: number;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
}

export type HubResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: HubError };

export const succeed = <T>(value: T): HubResult<T> => ({ ok: true, value });
export const fail = (error: HubError): HubResult<never> => ({ ok: false, error });
