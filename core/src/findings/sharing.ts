import { sayer, type Entries } from './entry.ts';

/** What is said when a notebook is put into an editor, shared or remixed. */
export const SHARING_FINDINGS = {
  'invalid-notebook': {
    severity: 'error',
    says: ({ why }: { /** What is wrong and what to do, in sentences. */ readonly why: string }) =>
      why,
  },
  'no-recipe': {
    severity: 'error',
    says: 'This notebook carries no recipe, so it cannot be shared or remixed. Make one with Alacard, or insert a hand into this notebook, then share it.',
  },
  'manage-token-lost': {
    severity: 'warning',
    says: ({ why }: { readonly why: string }) =>
      `The notebook is shared, but the right to change it could not be kept (${why}). Sharing it again from here will make a new one.`,
  },
  'not-noted': {
    severity: 'warning',
    says: ({ why }: { readonly why: string }) => why,
  },
  problem: {
    severity: 'error',
    says: ({ message }: { /** The server's sentence. */ readonly message: string }) => message,
  },
} as const satisfies Entries;

export const aboutSharing = sayer(SHARING_FINDINGS);
