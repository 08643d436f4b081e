import type { Scope } from '@alacard/core/sharing';
import { hashOf, sameBytes } from './identifiers.ts';

/** Who makes a request, as far as the store needs to know. */
export interface Viewer {
  /** Signed-in person, or null. */
  readonly userId: string | null;
  readonly operator: boolean;
  readonly scopes: readonly Scope[];
  /** How they showed who they are. */
  readonly by: 'nobody' | 'owner' | 'issuer' | 'token' | 'session';
  /** Row of the token or session they came with. */
  readonly tokenId: string | null;
  readonly manageToken: string | null;
  /** Keyed hash of person or address, for one day (a person: for ever). */
  readonly visitor: Uint8Array;
  /** Keyed hash of the network (/24 or /56), for one day. */
  readonly net: Uint8Array;
  /** A bot, a prefetch, a HEAD request: nothing is counted. */
  readonly silent: boolean;
}

/** True when the viewer owns the notebook or holds its manage token. */
export function canManage(
  row: { readonly user_id: string | null; readonly manage_hash: Uint8Array | null },
  viewer: Viewer,
): boolean {
  if (row.user_id !== null) return row.user_id === viewer.userId;
  if (row.manage_hash === null || viewer.manageToken === null) return false;
  return sameBytes(row.manage_hash, hashOf(viewer.manageToken));
}
