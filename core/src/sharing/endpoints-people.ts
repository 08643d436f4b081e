import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { SCOPES } from './endpoint.ts';
import { CursorSchema, limit, line, NotebookListSchema } from './fields.ts';

const ScopeListSchema = z.array(z.enum(SCOPES)).min(1).max(SCOPES.length);

/** What a device may ask for: never tokens of its own, never the operator's rights. */
const DEVICE_SCOPE = z
  .string()
  .max(100)
  .regex(
    /^(?:read|write|delete)(?: (?:read|write|delete))*$/,
    'the scope may name read, write and delete, separated by blanks',
  );

const TokenSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: ScopeListSchema,
  /** First characters, to recognise it. */
  hint: z.string(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime().nullable(),
});

const SessionSchema = z.object({
  id: z.uuid(),
  /** Browser and system, as `Firefox on Windows`. */
  name: z.string(),
  /** What opened it; null for sessions of an earlier version. */
  opened_by: z.enum(['owner', 'token', 'issuer']).nullable(),
  /** The session this request came with. */
  current: z.boolean(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime().nullable(),
});

export const peopleEndpoints = {
  me: {
    method: 'GET',
    path: '/api/me',
    summary: 'Who the token belongs to',
    tag: 'people',
    access: 'person',
    rate: 'none',
    status: 200,
    answer: z.object({
      user_id: z.uuid(),
      name: z.string().nullable(),
      operator: z.boolean(),
      scopes: ScopeListSchema,
    }),
  },
  renameMe: {
    method: 'PATCH',
    path: '/api/me',
    summary: 'Set the name that is shown beside my notebooks',
    tag: 'people',
    access: 'person',
    rate: 'write',
    body: z.object({ name: line(60) }),
    status: 200,
    answer: z.object({ name: z.string() }),
  },
  deleteMe: {
    method: 'DELETE',
    path: '/api/me',
    summary: 'Delete everything of mine: notebooks, versions, tokens, name',
    tag: 'people',
    access: 'person',
    scope: 'account',
    rate: 'write',
    status: 204,
  },
  myNotebooks: {
    method: 'GET',
    path: '/api/me/notebooks',
    summary: 'My notebooks, private ones too, newest first',
    tag: 'people',
    access: 'person',
    rate: 'none',
    query: z.object({ cursor: CursorSchema.optional(), limit: limit(100, 50) }),
    status: 200,
    answer: NotebookListSchema,
  },
  tokens: {
    method: 'GET',
    path: '/api/me/tokens',
    summary: 'My personal access tokens (never their values)',
    tag: 'people',
    access: 'person',
    rate: 'none',
    status: 200,
    answer: z.object({ tokens: z.array(TokenSchema) }),
  },
  createToken: {
    method: 'POST',
    path: '/api/me/tokens',
    summary: 'Make a personal access token; its value is shown once',
    tag: 'people',
    access: 'person',
    scope: 'admin',
    rate: 'write',
    body: z.object({
      name: line(60),
      scopes: ScopeListSchema,
      expires_in_days: z.number().int().min(1).max(3650).optional(),
    }),
    status: 201,
    answer: TokenSchema.extend({ token: z.string() }),
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/me/tokens/:id',
    summary: 'Revoke a token at once, with all tokens and sessions made from it',
    tag: 'people',
    access: 'person',
    rate: 'write',
    params: z.object({ id: z.uuid() }),
    status: 204,
  },
  sessions: {
    method: 'GET',
    path: '/api/me/sessions',
    summary: 'Browsers that are signed in as me',
    tag: 'people',
    access: 'person',
    rate: 'none',
    status: 200,
    answer: z.object({ sessions: z.array(SessionSchema) }),
  },
  endSession: {
    method: 'DELETE',
    path: '/api/me/sessions/:id',
    summary: 'Sign one browser out',
    tag: 'people',
    access: 'person',
    scope: 'admin',
    rate: 'write',
    params: z.object({ id: z.uuid() }),
    status: 204,
  },
  signOutEverywhere: {
    method: 'DELETE',
    path: '/api/me/sessions',
    summary: 'Sign all browsers out, this one included',
    tag: 'people',
    access: 'person',
    scope: 'admin',
    rate: 'write',
    status: 200,
    answer: z.object({ ended: z.number().int().nonnegative() }),
  },
  deviceCode: {
    method: 'POST',
    path: '/api/device/code',
    summary: 'Start the sign-in of an editor or a script (RFC 8628)',
    tag: 'people',
    access: 'anyone',
    form: true,
    rate: 'write',
    body: z.object({
      client_id: line(60),
      /** Scopes separated by blanks; default `read write`. */
      scope: DEVICE_SCOPE.optional(),
    }),
    status: 200,
    answer: z.object({
      device_code: z.string(),
      user_code: z.string(),
      verification_uri: z.url(),
      verification_uri_complete: z.url(),
      expires_in: z.number().int(),
      interval: z.number().int(),
    }),
  },
  deviceToken: {
    method: 'POST',
    path: '/api/device/token',
    summary: 'Ask whether the person has agreed (RFC 8628); errors as in RFC 6749',
    tag: 'people',
    access: 'anyone',
    form: true,
    rate: 'none',
    body: z.object({
      grant_type: z.literal('urn:ietf:params:oauth:grant-type:device_code'),
      device_code: z.string().min(20).max(200),
      client_id: z.string().max(60),
    }),
    status: 200,
    answer: z.object({
      access_token: z.string(),
      token_type: z.literal('Bearer'),
      expires_in: z.number().int(),
      scope: z.string(),
    }),
  },
  deviceDecision: {
    method: 'POST',
    path: '/api/device/decision',
    summary: 'Agree to or refuse a sign-in, as the person at the browser',
    tag: 'people',
    access: 'person',
    scope: 'admin',
    rate: 'write',
    body: z.object({ user_code: z.string().min(8).max(12), allow: z.boolean() }),
    status: 200,
    answer: z.object({ client_id: z.string(), scope: z.string(), allowed: z.boolean() }),
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
