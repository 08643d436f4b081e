import { sayer, type Entries } from './entry.ts';

interface Named {
  /** File name of the notebook. */
  readonly name: string;
}

/** Why an editor left a notebook as it was. */
export const PLACE_FINDINGS = {
  'no-notebook': {
    severity: 'error',
    says: 'No Jupyter notebook is open to insert into. Open one, or generate into a new notebook.',
  },
  'notebook-closed': {
    severity: 'error',
    says: ({ name }: Named) =>
      `${name} was closed, so nothing was inserted. Open it again, or generate into a new notebook.`,
  },
  'notebook-read-only': {
    severity: 'error',
    says: ({ name }: Named) =>
      `${name} is read-only, so nothing can be inserted. Save a copy under another name, or generate into a new notebook.`,
  },
  'notebook-loading': {
    severity: 'error',
    says: ({ name }: Named) => `${name} is still being opened. Try again in a moment.`,
  },
  'notebook-not-opened': {
    severity: 'error',
    says: ({ reason }: { readonly reason: string }) =>
      `The editor could not open a new notebook (${reason}). Check that the built-in extension "ipynb" is enabled, then try again.`,
  },
  'edit-refused': {
    severity: 'error',
    says: ({ name }: Named) =>
      `The editor did not let ${name} be changed, so nothing was inserted. Try again, or generate into a new notebook.`,
  },
  'no-kernel': {
    severity: 'error',
    says: 'The Jupyter server has no kernel to run a notebook with. Install one ("pip install ipykernel"), restart the server, then try again.',
  },
} as const satisfies Entries;

export const aboutPlace = sayer(PLACE_FINDINGS);
