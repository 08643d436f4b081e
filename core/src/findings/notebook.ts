import { sayer, type Entries } from './entry.ts';

/** What checks and the language server say about the cells of a notebook. */
export const NOTEBOOK_FINDINGS = {
  syntax: {
    severity: 'error',
    says: ({ what }: { /** The parser's words. */ readonly what: string }) =>
      `This is not valid Python: ${what}.`,
  },
  'too-deep': {
    severity: 'error',
    says: 'This cell is nested more than 500 levels deep; no checker follows that, and Python may not compile it. Take it apart.',
  },
  'other-language': {
    severity: 'info',
    says: ({ language }: { readonly language: string }) =>
      `This notebook is written in ${language}: it is looked through for secrets only.`,
  },
  'unreadable-notebook': {
    severity: 'error',
    says: ({ why }: { /** Half a sentence. */ readonly why: string }) =>
      `This file cannot be read as a notebook: ${why}.`,
  },
  'undefined-name': {
    severity: 'error',
    // Editors show it while somebody is still typing.
    also: ['warning'],
    says: ({ name }: { readonly name: string }) =>
      `Undefined name \`${name}\`: no cell above defines it. Define or import it first, or move the cell down.`,
  },
  'import-not-installed': {
    severity: 'warning',
    also: ['info'],
    says: ({ module, distribution }: { readonly module: string; readonly distribution: string }) =>
      `${module} is imported, but no install line of this notebook installs it. Add "%pip install ${distribution}" to the first code cell.`,
  },
  placeholder: {
    severity: 'warning',
    // In an example that others wrote nobody will fill it in.
    also: ['error'],
    says: ({ text }: { readonly text: string }) =>
      `${text} is a placeholder: put a real value there before you run the cell.`,
  },
  secret: {
    severity: 'error',
    says: ({ kind, masked, place = 'This cell' }: SecretWords) =>
      `${place} contains what looks like a live secret (${kind}: ${masked}). Remove it, revoke it where it was issued, and read it from the environment or with getpass instead.`,
  },
  'secret-in-output': {
    severity: 'error',
    says: ({ secrets }: { /** `kind: masked` each. */ readonly secrets: readonly string[] }) =>
      `The output of this cell contains what looks like a live secret (${secrets.join(', ')}). Revoke it where it was issued, and clear the output before you save or share the notebook.`,
  },
  'foreign-code': {
    severity: 'error',
    says: ({ does }: { readonly does: string }) =>
      `The model card's example ${does}; Alacard does not put such code into a notebook.`,
  },
  'removed-api': {
    severity: 'warning',
    // A run of all cells ends there.
    also: ['error'],
    says: ({ message, library, since, seen = false }: RemovedWords) =>
      `${message} (${seen ? 'as of' : 'since'} ${library} ${since})`,
  },
  'deprecated-api': {
    severity: 'info',
    also: ['warning'],
    says: ({ message, library, since }: RemovedWords) =>
      `${message} (it still works, with a warning, since ${library} ${since})`,
  },
  'bare-cuda': {
    severity: 'info',
    says: 'This asks for a CUDA graphics card and fails on a machine without one: let the code choose the device.',
  },
} as const satisfies Entries;

interface SecretWords {
  readonly kind: string;
  /** What may be shown of it. */
  readonly masked: string;
  /** Begins a sentence: `The output of cell 3`. */
  readonly place?: string | undefined;
}
interface RemovedWords {
  /** The rule's own sentence. */
  readonly message: string;
  readonly library: string;
  readonly since: string;
  /** The version that was looked at, not the one that changed it. */
  readonly seen?: boolean;
}

export const aboutNotebook = sayer(NOTEBOOK_FINDINGS);
