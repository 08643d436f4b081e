import crypto from 'node:crypto';

/** The local owner of a server without accounts. */
export const OWNER_ID = '00000000-0000-4000-8000-000000000001';

/**
 * The owner token of servers on a PostgreSQL of their own: the same at all of
 * them, as they share ALACARD_SECRET, and gone when that changes.
 */
export const ownerTokenOf = (secret: string): string =>
  `alacard_owner_${crypto.createHmac('sha256', secret).update('owner token').digest('base64url')}`;
