import type { RECIPE_FINDINGS } from '../../src/findings/recipe.ts';
import type { Explained } from './explained.ts';

export const RECIPE: Readonly<Record<keyof typeof RECIPE_FINDINGS, Explained>> = {
  'recipe-newer': {
    why: 'A newer Alacard may mean something else by the same fields.',
    example: '`{"version": 99, …}`',
    silence: 'Update Alacard.',
  },
  'recipe-invalid': {
    why: 'A notebook is only made of a recipe that says all five cards.',
    example: '`{"topic": "space"}`',
    silence: 'Correct what the sentence names.',
  },
  'share-code-invalid': {
    why: 'A code that lost a character would give another hand, or none.',
    example: '`alacard generate --recipe QX`',
    silence: 'Copy the whole code again.',
  },
  'share-code-newer': {
    why: 'The code is in a form that this Alacard does not know.',
    example: 'a code made by a later release',
    silence: 'Update Alacard.',
  },
  'card-unknown': {
    why: 'A misspelt card would silently become another.',
    example: '`alacard generate --topic spaec`',
    silence: 'Choose one of the cards that are listed.',
  },
  'card-gone': {
    why: 'A saved hand names a card that the deck no longer has.',
    example: 'a hand saved with an older deck',
    silence: 'Choose another card for the place.',
  },
  'component-replaced': {
    why: 'Not every component fits every kind of output: a chat window needs a model that talks.',
    example: 'a chat window for an image classifier',
    silence: 'Choose a component that fits, or another model.',
  },
  'prompts-unused': {
    why: 'Prompts that you wrote would be expected in the notebook, and are not there.',
    example: 'own prompts with a speech recogniser',
    silence: 'Choose a model that reads prompts.',
  },
};
