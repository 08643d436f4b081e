import { z } from 'zod';

/**
 * One entry of `core/cards/facts.json`: what a notebook of a curated model needs to
 * know beside its row, for where the Hub cannot be asked. Written by
 * `core/scripts/deck-facts.ts` where it can; by hand from the libraries' own tables
 * where it never could (`source`).
 */
export const DeckFactsSchema = z.strictObject({
  /** The day they were written down. */
  as_of: z.iso.date(),
  source: z.enum(['hub', 'hand']),
  /** Commit they are about; null: not known. */
  revision: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .nullable(),
  model_type: z.string().nullable(),
  architectures: z.array(z.string()),
  /** Codes as cards write them: `en`, `multilingual`. Empty: not known, or it reads no words. */
  languages: z.array(z.string()),
  chat_template: z.boolean(),
  mask_token: z.string().nullable(),
  /** Paths of the files. Empty: not known. */
  files: z.array(z.string()),
});
export type DeckFacts = z.infer<typeof DeckFactsSchema>;
