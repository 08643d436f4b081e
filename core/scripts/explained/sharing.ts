import type { SHARING_FINDINGS } from '../../src/findings/sharing.ts';
import type { Explained } from './explained.ts';

export const SHARING: Readonly<Record<keyof typeof SHARING_FINDINGS, Explained>> = {
  'invalid-notebook': {
    why: 'A file that is no notebook, or too big, is refused by the server; it is said before it is sent.',
    example: 'a notebook with hundreds of megabytes of outputs',
    silence: 'Do what the sentence says: strip outputs, or repair the file.',
  },
  'no-recipe': {
    why: 'Without its recipe nobody could remix it.',
    example: 'a notebook that was not made with Alacard',
    silence: 'Insert a hand into it, or share another way.',
  },
  'manage-token-lost': {
    why: 'Who shares without an account needs the token to change or delete the notebook later.',
    example: 'an editor whose secret storage is locked',
    silence: 'Unlock the storage, or sign in before you share.',
  },
  'not-noted': {
    why: 'The notebook is shared, but its file does not say so: sharing again would make a new one.',
    example: 'a notebook that was closed while it was sent',
    silence: 'Open the notebook and share it again from the link.',
  },
  problem: {
    why: 'The server refused: its own sentence says what it could not do.',
    example: 'too many notebooks in an hour',
    silence: 'Do what the sentence says.',
  },
};
