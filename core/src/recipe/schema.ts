import { z } from 'zod';
import { DIFFICULTIES, UI_COMPONENTS } from '../deck/shapes.ts';

/**
 * The recipe: a hand of five cards as data. Field names are the wire names of
 * every message, file and request (PRD "API Endpoints").
 */
export const RECIPE_VERSION = 1;

/** `org/name`, or a legacy id without a namespace. Source: huggingface_hub `validate_repo_id`. */
export const ModelIdSchema = z
  .string()
  .max(96)
  .regex(
    /^(?=.*[A-Za-z0-9])[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)?$/,
    'not a model id: expected "organisation/name"',
  )
  .refine((id) => !/--|\.\./.test(id) && !/\.git$|[.-]$/.test(id), 'not a model id');

const oneLine = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // eslint-disable-next-line no-control-regex
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'must be one line of plain text');

export const ModelCardSchema = z.strictObject({
  id: ModelIdSchema,
  /** Branch, tag or 40-hex commit; absent means the default branch. */
  revision: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/)
    .refine((revision) => !revision.includes('..'))
    .optional(),
});

/** A pack of the deck, or the user's own prompts. */
export const PromptCardsSchema = z.union([
  z.strictObject({ pack: z.string().regex(/^[a-z0-9-]{1,64}$/) }),
  z.strictObject({
    /** The pack the user started from, if any. */
    pack: z
      .string()
      .regex(/^[a-z0-9-]{1,64}$/)
      .optional(),
    prompts: z.array(z.string().trim().min(1).max(2000)).min(1).max(5),
  }),
]);

/** A topic of the deck, or the user's own, in a few words. */
export const TopicCardSchema = z.union([
  z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,64}$/) }),
  z.strictObject({ own: oneLine(80) }),
]);

export const RecipeSchema = z.strictObject({
  version: z.literal(RECIPE_VERSION).default(RECIPE_VERSION),
  model_card: ModelCardSchema,
  prompt_cards: PromptCardsSchema,
  topic: TopicCardSchema,
  difficulty: z.enum(DIFFICULTIES),
  ui_component: z.enum(UI_COMPONENTS),
});
export type Recipe = z.infer<typeof RecipeSchema>;

export const CARD_KEYS = [
  'model_card',
  'prompt_cards',
  'topic',
  'difficulty',
  'ui_component',
] as const satisfies readonly (keyof Recipe)[];
export type CardKey = (typeof CARD_KEYS)[number];
