import { abortError } from '@alacard/core/panel/host';
import {
  createSharing,
  type ManageTokens,
  type Sharing,
  type SharingResult,
} from '@alacard/core/sharing';
import type * as vscode from 'vscode';
import type { App } from '../app/app.ts';

type Parts = Pick<App, 'platform' | 'context'>;

/** A client of a server, in the name of the person who signed in there, if any did. */
export const sharingAt = (server: string, { platform, context }: Parts): Sharing =>
  createSharing({
    fetch: platform.fetch,
    baseUrl: server,
    token: async () => context.secrets.get(serverTokenKey(server)),
  });

/** Tokens are kept under the address they were given for: no other server gets them. */
export const serverTokenKey = (server: string): string => `server-token:${server}`;

/** The right to change what was shared without an account, in the editor's secret storage. */
export const manageTokensIn = (secrets: vscode.SecretStorage): ManageTokens => ({
  get: async (server, shareId) => secrets.get(`manage-token:${server}:${shareId}`),
  set: async (server, shareId, token) => secrets.store(`manage-token:${server}:${shareId}`, token),
});

/** A request that the person stopped fails like any other: it is told apart here. */
export async function unlessStopped<T>(
  request: Promise<SharingResult<T>>,
  signal: AbortSignal,
): Promise<SharingResult<T>> {
  const result = await request;
  if (!result.ok && signal.aborted) throw abortError();
  return result;
}
