import type { Scope } from '@alacard/core/sharing';

/** What a right allows, in the words of whoever gives it. */
export const SCOPE_TEXT: Readonly<Record<Scope, string>> = {
  read: 'read my private notebooks',
  write: 'share, remix and edit',
  delete: 'delete my notebooks',
  admin: 'make and revoke tokens, sign in, decide reports',
  account: 'delete my whole account',
};
/** A program may ask for a scope that this server does not know: its name stands for it. */
export const SCOPE_TEXTS: ReadonlyMap<string, string> = new Map(Object.entries(SCOPE_TEXT));
