import { z } from 'zod';
import { INPUT_KINDS, OUTPUT_KINDS } from './shapes.ts';
import { UiComponentSchema } from './schema.ts';

const words = z.string().regex(/^.+$/);
const id = z.string().regex(/^[a-z]+(-[a-z]+)*$/);

/** What a UI component asks of a model: every condition must hold, and the first that does not gives the reason. */
export const NeedSchema = z.strictObject({
  output: z.enum(OUTPUT_KINDS).optional(),
  streams: z.literal(true).optional(),
  /** Groups of inputs: `predict` takes all of one group. */
  takes: z
    .array(z.array(z.enum(INPUT_KINDS)).min(1))
    .min(1)
    .optional(),
  /** How the sentence goes on when it does not hold: "The chat interface …". `{task}` and `{gives}` are filled in. */
  otherwise: words,
});
export type Need = z.infer<typeof NeedSchema>;

/** `core/cards/components/<id>.yaml`: the words of the card, and which models the component fits. */
export const ComponentFileSchema = z.strictObject({
  ...UiComponentSchema.shape,
  id,
  /** Where it stands among the others, from 1. */
  place: z.number().int().positive(),
  /** Inside a sentence: "the Gradio demo". */
  called: words,
  /** Nothing means: every model. */
  needs: z.array(NeedSchema).default([]),
  /** What to offer where it does not fit, the nearest first; the last one fits every model. */
  instead: z.array(id).min(1),
});
export type ComponentFile = z.infer<typeof ComponentFileSchema>;
