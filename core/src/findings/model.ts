import { sayer, type Entries } from './entry.ts';

interface Model {
  readonly id: string;
  /** What the Hub itself says of it, where it was asked and refused. */
  readonly explained?: string;
}

/** What is said about a model, and about the way a notebook takes to it. */
export const MODEL_FINDINGS = {
  licence: {
    severity: 'warning',
    says: ({ sentence }: { readonly sentence: string }) => sentence,
  },
  'facts-of-day': {
    severity: 'info',
    says: ({ id, day }: { readonly id: string; /** ISO 8601. */ readonly day: string }) =>
      `Made from what was known of ${id} on ${day}, without asking the Hub: its licence, its access conditions and its files may have changed since.`,
  },
  'model-gated': {
    severity: 'warning',
    // In an editor, which cannot know whether the terms were accepted long ago.
    also: ['info'],
    says: ({ id, explained }: Model) =>
      explained ??
      `${id} is gated: accept its conditions at https://huggingface.co/${id} and sign in with "hf auth login" before you run the notebook.`,
  },
  'model-disabled': {
    severity: 'error',
    also: ['warning'],
    says: ({ id, explained }: Model) =>
      explained ?? `The Hub has disabled ${id}. Choose another model.`,
  },
  'model-not-found': {
    severity: 'warning',
    // A name without an organisation is more often a folder than a model that is gone.
    also: ['info'],
    says: ({ id, explained }: Required<Model>) =>
      `${explained} If it is a folder on this machine, write it as "./${id}".`,
  },
  'model-suspicious': {
    severity: 'warning',
    says: ({ id, files }: { readonly id: string; readonly files: readonly string[] }) =>
      `The Hub's scanners find files of ${id} suspicious (${files.join(', ')}). Read what the model page says about them before you run the notebook.`,
  },
  'custom-code': {
    severity: 'warning',
    says: ({ id, revision }: { readonly id: string; readonly revision: string }) =>
      `${id} runs Python code from its own repository. The notebook pins the revision ${revision}; read the code before you run it.`,
  },
  'model-large': {
    severity: 'warning',
    says: ({ id, memory }: { readonly id: string; readonly memory: string }) =>
      `${id} may be too big for this machine. ${memory}`,
  },
  'route-api': {
    severity: 'info',
    says: ({ why }: Route) =>
      `${why} The notebook calls it through Inference Providers, which needs a Hugging Face token.`,
  },
  'route-inspect': { severity: 'info', says: ({ why }: Route) => why },
  'no-weights': { severity: 'info', says: ({ why }: Route) => why },
  'part-unused': { severity: 'info', says: ({ why }: Route) => why },
  'twin-loaded': {
    severity: 'info',
    says: ({ id, twin }: { readonly id: string; readonly twin: string }) =>
      `The files of ${id} are for code of its own that today's transformers does not run. This notebook loads ${twin}, which has the same weights in the form that transformers reads.`,
  },
  'library-unknown': {
    severity: 'info',
    says: ({ library }: { readonly library: string }) =>
      `There is no template for the library ${library}: the notebook uses the model card's own example where it passes the checks, and shows what is in the repository.`,
  },
  'input-language': {
    severity: 'info',
    says: ({ id, language, hears }: Inputs) =>
      hears
        ? `${id} is made for ${language}, and nobody speaks ${language} in the sample sound. Judge it by a recording of your own.`
        : `${id} is made for ${language}, and the inputs of this notebook are English. Put your own in their place before you judge it.`,
  },
  'example-left-out': {
    severity: 'info',
    says: ({ why }: Route) => `The model card's own example was left out. ${why}`,
  },
  'example-unexecuted': {
    severity: 'info',
    says: ({ why }: Route) => `The model card's own example is shown and not run. ${why}`,
  },
} as const satisfies Entries;

interface Route {
  /** The reason in a sentence: the library that was asked words it, or the check that failed. */
  readonly why: string;
}

interface Inputs {
  readonly id: string;
  /** Its name in English, as it stands in a sentence. */
  readonly language: string;
  /** The model takes sound; else it reads words. */
  readonly hears: boolean;
}

export const aboutModel = sayer(MODEL_FINDINGS);
