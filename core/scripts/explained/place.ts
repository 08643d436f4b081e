import type { PLACE_FINDINGS } from '../../src/findings/place.ts';
import type { Explained } from './explained.ts';

export const PLACE: Readonly<Record<keyof typeof PLACE_FINDINGS, Explained>> = {
  'no-notebook': {
    why: 'Insert needs a place.',
    example: 'Insert with only a text file open',
    silence: 'Open a notebook, or generate into a new one.',
  },
  'notebook-closed': {
    why: 'The notebook went while it was being made; cells must not land in another.',
    example: 'closing the tab during the download of the model card',
    silence: 'Open it again, or generate into a new one.',
  },
  'notebook-read-only': {
    why: 'The file cannot be written.',
    example: 'a notebook opened from an archive',
    silence: 'Save a copy under another name.',
  },
  'notebook-loading': {
    why: 'Cells inserted now would be lost when the file arrives.',
    example: 'Insert while a large notebook is opened',
    silence: 'Try again in a moment.',
  },
  'notebook-not-opened': {
    why: 'The editor did not open the new notebook.',
    example: 'the built-in extension for notebooks is switched off',
    silence: 'Switch it on again.',
  },
  'edit-refused': {
    why: 'The editor refused the change as a whole, so nothing is half done.',
    example: 'another extension that holds the document',
    silence: 'Try again, or generate into a new notebook.',
  },
  'no-kernel': {
    why: 'Run All needs a kernel, and the server has none.',
    example: 'a Jupyter server without ipykernel',
    silence: 'Install one and restart the server.',
  },
};
