import crypto from 'node:crypto';
import { SCOPES, type Scope } from '@alacard/core/sharing';
import { createSupabaseSignIn } from '../people/supabase.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { mine } from '../store/lists.ts';
import {
  decideDevice,
  DEVICE_SECONDS,
  DEVICE_TOKEN_DAYS,
  forget,
  nameOf,
  pollDevice,
  rename,
  startDevice,
} from '../store/people.ts';
import { hashOf } from '../store/identifiers.ts';
import { summaryOf } from '../store/rows.ts';
import { endSession, endSessions, listSessions } from '../store/sessions.ts';
import { createToken, listTokens, revokeToken, type TokenRow } from '../store/tokens.ts';
import type { Viewer } from '../store/viewer.ts';
import type { Registrar } from './endpoint.ts';

const tokenAnswer = (row: TokenRow) => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  hint: row.hint,
  created_at: row.created_at.toISOString(),
  last_used_at: row.last_used_at?.toISOString() ?? null,
  expires_at: row.expires_at?.toISOString() ?? null,
});

/** `authorise` has made sure there is one. */
function personOf(viewer: Viewer): string {
  if (viewer.userId === null) throw new Error('the endpoint is for people');
  return viewer.userId;
}

/** What a device may ask for: never tokens of its own, never the operator's rights. */
const DEVICE_SCOPES = SCOPES.filter((scope) => scope !== 'admin' && scope !== 'account');

/** What is made with a token hangs on that token; what is made in a browser outlives the session. */
const parentOf = (viewer: Viewer): string | null => (viewer.by === 'token' ? viewer.tokenId : null);

function deviceScopes(text: string | undefined): Scope[] {
  const wanted = (text ?? 'read write').split(/\s+/).filter(Boolean);
  const scopes = DEVICE_SCOPES.filter((scope) => wanted.includes(scope));
  if (scopes.length === 0 || scopes.length < new Set(wanted).size) {
    throw new Refusal('invalid-request', `The scope may name ${DEVICE_SCOPES.join(', ')}.`, {
      errors: [{ pointer: '/scope', detail: 'unknown scope' }],
    });
  }
  return scopes;
}

export function peopleRoutes(api: Registrar, { store, config, ownerToken }: Services): void {
  const ownerHash = ownerToken === null ? null : hashOf(ownerToken);
  const supabase = config.supabase === null ? null : createSupabaseSignIn(config.supabase);
  api.add('me', async ({ viewer }) => ({
    user_id: personOf(viewer),
    name: await nameOf(store.db, personOf(viewer)),
    operator: viewer.operator,
    scopes: [...viewer.scopes],
  }));

  api.add('renameMe', async ({ viewer, body }) => {
    await rename(store.db, personOf(viewer), body.name);
    return { name: body.name };
  });

  api.add('deleteMe', async ({ viewer }) => {
    await forget(store.db, personOf(viewer));
    await supabase?.deleteUser(personOf(viewer));
    return null;
  });

  api.add('myNotebooks', async ({ viewer, query }) => {
    const found = await mine(store.db, personOf(viewer), query);
    return {
      notebooks: found.rows.map((row) => summaryOf(row, store.keyring, store.publicUrl)),
      next_cursor: found.next,
    };
  });

  api.add('tokens', async ({ viewer }) => ({
    tokens: (await listTokens(store.db, personOf(viewer))).map(tokenAnswer),
  }));

  api.add('createToken', async ({ viewer, body, reply }) => {
    const beyond = body.scopes.filter((scope) => !viewer.scopes.includes(scope));
    if (beyond.length > 0) {
      throw new Refusal(
        'forbidden',
        `A token cannot have more than its maker: ${beyond.join(', ')}.`,
      );
    }
    const { token, ...row } = await createToken(store.db, {
      userId: personOf(viewer),
      kind: 'personal',
      name: body.name,
      scopes: body.scopes,
      parentId: parentOf(viewer),
      expiresAt:
        body.expires_in_days === undefined
          ? null
          : new Date(Date.now() + body.expires_in_days * 86_400_000),
    });
    void reply.header('cache-control', 'no-store');
    return { ...tokenAnswer(row), token };
  });

  api.add('revokeToken', async ({ viewer, params }) => {
    await revokeToken(store.db, personOf(viewer), params.id);
    return null;
  });

  api.add('sessions', async ({ viewer }) => ({
    sessions: (await listSessions(store.db, personOf(viewer), ownerHash)).map((row) => ({
      id: row.id,
      name: row.name,
      opened_by: row.origin,
      current: row.id === viewer.tokenId,
      created_at: row.created_at.toISOString(),
      last_used_at: row.last_used_at?.toISOString() ?? null,
      expires_at: row.expires_at?.toISOString() ?? null,
    })),
  }));

  api.add('endSession', async ({ viewer, params }) => {
    await endSession(store.db, personOf(viewer), params.id);
    return null;
  });

  api.add('signOutEverywhere', async ({ viewer }) => ({
    ended: await endSessions(store.db, personOf(viewer)),
  }));

  api.add('deviceCode', async ({ body, reply }) => {
    const deviceCode = crypto.randomBytes(32).toString('base64url');
    const userCode = await startDevice(
      store.db,
      body.client_id,
      deviceScopes(body.scope),
      deviceCode,
    );
    void reply.header('cache-control', 'no-store');
    return {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: `${store.publicUrl}/device`,
      verification_uri_complete: `${store.publicUrl}/device?code=${userCode}`,
      expires_in: DEVICE_SECONDS,
      interval: 5,
    };
  });

  api.add('deviceToken', async ({ body, reply }) => {
    const answer = await pollDevice(store.db, body.device_code, body.client_id);
    void reply.header('cache-control', 'no-store');
    if (!answer.ok) {
      // Errors as RFC 6749 writes them: libraries for this flow expect nothing else.
      return reply.code(400).send({ error: answer.error });
    }
    return {
      access_token: answer.token,
      token_type: 'Bearer' as const,
      expires_in: DEVICE_TOKEN_DAYS * 86_400,
      scope: answer.scopes.join(' '),
    };
  });

  api.add('deviceDecision', async ({ viewer, body }) => {
    const found = await decideDevice(
      store.db,
      body.user_code,
      { userId: personOf(viewer), parentId: parentOf(viewer) },
      body.allow,
    );
    return { client_id: found.client_id, scope: found.scopes.join(' '), allowed: body.allow };
  });
}
