import { HUB } from './hub.ts';
import { INTERFACES } from './interfaces.ts';
import { MACHINE } from './machine.ts';
import { SENTENCE_TRANSFORMERS } from './sentence-transformers.ts';
import { TRANSFORMERS } from './transformers.ts';
import type { Rewrite } from './types.ts';

/**
 * Every fact about old or machine-bound API. The notebook generator applies it
 * to examples of model cards, the language server shows it to people.
 */
export const REWRITES: readonly Rewrite[] = [
  ...TRANSFORMERS,
  ...HUB,
  ...SENTENCE_TRANSFORMERS,
  ...INTERFACES,
  ...MACHINE,
];
