import { sayer, type Entries } from './entry.ts';

/** What is said about recipes, share codes and the cards they name. */
export const RECIPE_FINDINGS = {
  'recipe-newer': {
    severity: 'error',
    says: ({ version, known }: { readonly version: number; readonly known: number }) =>
      `This recipe was made by a newer Alacard (recipe version ${version}; this one reads up to ${known}). Update Alacard to open it.`,
  },
  'recipe-invalid': { severity: 'error', says: (fault: RecipeFault) => faultWords(fault) },
  'share-code-invalid': {
    severity: 'error',
    says: ({ why }: { readonly why: string }) =>
      `This share code cannot be read: ${why}. Copy the whole code again, or ask for the recipe as a file.`,
  },
  'share-code-newer': {
    severity: 'error',
    says: 'This share code cannot be read: it was made by a newer Alacard. Update Alacard and try again.',
  },
  'card-unknown': {
    severity: 'error',
    says: ({ what, id, known }: CardNamed & { readonly known: readonly string[] }) =>
      `There is no ${what} "${id}" in the deck. Known: ${known.join(', ')}.`,
  },
  'card-gone': {
    severity: 'info',
    says: ({ what, id }: CardNamed) =>
      `The ${what} "${id}" is no longer in the deck, so its place is empty. Choose another.`,
  },
  'component-replaced': {
    severity: 'warning',
    says: ({ why, wanted, instead }: Replaced) =>
      `${why} The notebook has ${instead} instead; to keep ${wanted}, choose another model.`,
  },
  'prompts-unused': {
    severity: 'info',
    says: ({ task }: { readonly task: string }) =>
      `A model for ${task} does not read prompts, so the ones you wrote are not used. The notebook takes its examples from the topic.`,
  },
} as const satisfies Entries;

interface CardNamed {
  /** What kind of card: `topic`. */
  readonly what: string;
  readonly id: string;
}
interface Replaced {
  readonly why: string;
  readonly wanted: string;
  readonly instead: string;
}

/** What is wrong with a recipe. */
export type RecipeFault =
  | { readonly wrong: 'kind'; readonly keys: readonly string[]; readonly is: string }
  | { readonly wrong: 'fields'; /** Quoted. */ readonly fields: readonly string[] }
  | { readonly wrong: 'missing'; readonly card: string; readonly expected: string }
  | {
      readonly wrong: 'card';
      readonly card: string;
      /** Where in it, and why, as ` at "id": too long`, or nothing. */
      readonly at: string;
      readonly expected: string;
    }
  | { readonly wrong: 'version'; readonly known: number };

function faultWords(fault: RecipeFault): string {
  switch (fault.wrong) {
    case 'kind':
      return `A recipe is a JSON object with ${fault.keys.map((key) => `"${key}"`).join(', ')}; this is ${fault.is}.`;
    case 'fields':
      return `A recipe has no field ${fault.fields.join(', ')}. Remove it.`;
    case 'missing':
      return `The recipe has no card "${fault.card}". Expected ${fault.expected}.`;
    case 'card':
      return `The card "${fault.card}" of the recipe cannot be used${fault.at}. Expected ${fault.expected}.`;
    case 'version':
      return `The recipe's "version" has to be ${fault.known}, or absent. Correct it and try again.`;
  }
}

export const aboutRecipe = sayer(RECIPE_FINDINGS);
