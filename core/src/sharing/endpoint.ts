import type { z } from 'zod';

/** Who may call an endpoint. */
export type Access =
  /** Anyone; a token only raises the rate limit and fills in the author. */
  | 'anyone'
  /** The owner of the notebook, or whoever holds its manage token. */
  | 'manager'
  /** A signed-in person, or a personal access token of theirs. */
  | 'person'
  /** An operator of this server. */
  | 'operator';

/** Scopes of personal access tokens. A browser session has all of them. */
export const SCOPES = ['read', 'write', 'delete', 'admin', 'account'] as const;
export type Scope = (typeof SCOPES)[number];

/** Carries a person's own Hub token for one request; a server forgets it with the answer. */
export const HUB_TOKEN_HEADER = 'alacard-hub-token';

/** One endpoint: the only definition, for the server, its OpenAPI page and the client. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `:parameters`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: 'notebooks' | 'cards' | 'community' | 'people' | 'operators';
  readonly access: Access;
  /** What a personal access token needs. Default: `read` for GET, `write` otherwise. */
  readonly scope?: Scope;
  /** Takes an `Idempotency-Key` header: a repeated call is answered, not repeated. */
  readonly idempotent?: true;
  /** Takes its body as a form, too, as RFC 8628 says; from no page of another site. */
  readonly form?: true;
  /** Asks the Hub: takes the caller's own Hub token in the header `Alacard-Hub-Token`. */
  readonly hub?: true;
  /** `none`: reading, never limited. `light`: small events with a limit of their own. */
  readonly rate: 'none' | 'light' | 'write';
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 202 | 204;
  /** Absent: no body (204), or a file. */
  readonly answer?: z.ZodType;
  /** Media type of an answer that is not JSON. */
  readonly file?: string;
}
