import { z } from 'zod';
import { oneLineText, pattern } from './fields.ts';

/** `core/families/<id>.yaml`: what is true of a kind of model whoever loads it. */
export const FamilySchema = z.strictObject({
  /** All that is given must hold. */
  match: z
    .strictObject({
      /** `model_type` of config.json, whole. */
      model_type: pattern.optional(),
      /** Anywhere in the id, whatever its case. */
      id: pattern.optional(),
      /** A tag of the repository. */
      tag: oneLineText.optional(),
      /** Pipeline tag. */
      task: oneLineText.optional(),
    })
    .refine((match) => Object.keys(match).length > 0, 'must match by something'),
  /** Where the facts come from: a commit, a file of the repository, a run. */
  source: oneLineText,
  /** Half precision breaks it: float32 on a graphics card, too. */
  float32: z.boolean().default(false),
  /** Distributions its checkpoints need beside the library. */
  needs: z.array(z.enum(['torchvision', 'timm'])).default([]),
  /** A picture tower and a text tower: `get_image_features` gives the picture's vector. */
  two_towers: z.boolean().default(false),
  /** Codes the tokenizer wants; English to German unless the card lists other languages. */
  languages: z.strictObject({ source: oneLineText, target: oneLineText }).optional(),
  /** Its activations leave the range of float16: bfloat16, or float32 on older graphics cards. */
  no_float16: z.boolean().default(false),
  /** `always`: it thinks before each answer; `message`: `/no_think` in the message switches that off. */
  thinking: z.enum(['always', 'message']).optional(),
  /** What its makers recommend for sampling. */
  sampling: z.record(oneLineText, z.number()).optional(),
  /** Words in front of a question and of a text, for embedding models. */
  prompts: z.partialRecord(z.enum(['query', 'document']), z.string()).optional(),
  /** Steps and guidance scale of models made for few steps. */
  painting: z.strictObject({ steps: z.number(), guidance: z.number() }).optional(),
  /** It follows instructions in plain words, so that no prefix is for every text. */
  instructed: z.boolean().default(false),
  /** Target group of a translator's name -> code that its tokenizer wants as `>>code<<`. */
  target_tokens: z.record(oneLineText, oneLineText).optional(),
  /** It reads a picture of this and of nothing else. */
  sees: z.enum(['page', 'line']).optional(),
  /** Words that it was trained to be told, with what comes back; it knows no others. */
  asks: z.record(oneLineText, oneLineText).optional(),
  /** The token that its decoder starts with, where the task decides and the configuration does not say. */
  starts: oneLineText.optional(),
  /** Repository with the same weights as transformers itself reads them; `$1` stands for a group of `match.id`. */
  twin: z
    .string()
    .regex(/^[\w.-]+\/[\w.$-]+$/)
    .optional(),
  /** What a text must begin with. */
  prefix: z.string().max(100).optional(),
  /**
   * Adapters written for this family. Where families name an adapter, a model of a type that none
   * of them matches does not get it.
   */
  adapters: z.array(oneLineText).default([]),
});
export interface Family extends z.infer<typeof FamilySchema> {
  readonly id: string;
}
export type FamilyFacts = Omit<Family, 'id' | 'match' | 'source'>;
