import { abortError } from '@alacard/core/panel/host';
import {
  createSharing,
  type ManageTokens,
  type Sharing,
  type SharingResult,
} from '@alacard/core/sharing';
import type * as vscode from 'vscode';
import type { Platform } from '../platform.ts';

export const sharingAt = (server: string, { fetch }: Platform): Sharing =>
  createSharing({ fetch, baseUrl: server });

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
