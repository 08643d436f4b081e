import type { Database } from '../db/database.ts';
import type { EventQueue } from './events.ts';
import type { Keyring } from './keyring.ts';
import type { Quotas, ServerRoom } from './quotas.ts';

/** What every part of the store works with. */
export interface StoreContext {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly events: EventQueue;
  /** Signs manage tokens and hashes visitors. 32 bytes or more. */
  readonly secret: Uint8Array;
  /** Address of this server as people see it, without a slash at the end. */
  readonly publicUrl: string;
  readonly quotas: Quotas;
  /** Refuses what this server has no room for. */
  readonly room: ServerRoom;
}
