import { createClient } from '@supabase/supabase-js';
import type { Config } from '../config.ts';
import { Refusal } from '../refusal.ts';

type Settings = NonNullable<Config['supabase']>;

/** Sign-in of browsers through Supabase Auth (PKCE), and removal of its users. */
export interface SupabaseSignIn {
  /** Where to send the browser, and the verifier to keep until it comes back. */
  begin(redirectTo: string): Promise<{ readonly url: string; readonly verifier: string }>;
  /** The access token behind the code a browser came back with. */
  finish(code: string, verifier: string): Promise<string>;
  /** Deletes the account itself, when a secret key is set. */
  deleteUser(userId: string): Promise<void>;
}

const KEY = 'alacard';
const VERIFIER = `${KEY}-code-verifier`;

export function createSupabaseSignIn(settings: Settings): SupabaseSignIn {
  /** A client for one step of one browser: nothing is shared between people. */
  const client = (kept: Map<string, string>, key = settings.publishableKey) =>
    createClient(settings.url, key, {
      auth: {
        flowType: 'pkce',
        storageKey: KEY,
        storage: {
          getItem: (name) => kept.get(name) ?? null,
          setItem: (name, value) => void kept.set(name, value),
          removeItem: (name) => void kept.delete(name),
        },
        persistSession: true,
        autoRefreshToken: false,
        detectSessionInUrl: false,
      },
    });
  return {
    async begin(redirectTo) {
      const kept = new Map<string, string>();
      // `provider` is what the operator configured; Supabase refuses what it does not know.
      const { data, error } = await client(kept).auth.signInWithOAuth({
        provider: settings.provider as 'github',
        options: { redirectTo, skipBrowserRedirect: true },
      });
      const verifier = kept.get(VERIFIER);
      if (error || !data.url || verifier === undefined) {
        throw new Refusal('unavailable', 'The sign-in service did not answer. Try again.');
      }
      return { url: data.url, verifier };
    },
    async finish(code, verifier) {
      const kept = new Map([[VERIFIER, verifier]]);
      const { data, error } = await client(kept).auth.exchangeCodeForSession(code);
      if (error) {
        throw new Refusal(
          'invalid-token',
          'The sign-in was not completed: its code is used up or has expired. Sign in again.',
        );
      }
      return data.session.access_token;
    },
    async deleteUser(userId) {
      if (settings.secretKey === null) return;
      const { error } = await client(new Map(), settings.secretKey).auth.admin.deleteUser(userId);
      if (error) {
        throw new Refusal(
          'unavailable',
          'Your notebooks and tokens are deleted, but the account itself could not be: the sign-in service did not answer.',
        );
      }
    },
  };
}
