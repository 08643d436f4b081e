import { z } from 'zod';
import { id, wordsOnOneLine } from './fields.ts';
import { INPUT_KINDS, OUTPUT_KINDS, ROUTES, SAMPLE_KINDS } from './shapes.ts';

/** YAML header of `core/libraries/<library>/tasks/<id>.py`, but for what only the bundler needs. */
export const TaskAdapterSchema = z.strictObject({
  id,
  /** How this adapter reaches the model. */
  route: z.enum(ROUTES).default('local'),
  /** Plain words for the task: "text classification". */
  title: wordsOnOneLine,
  /** One sentence for the title cell: what the model does. */
  summary: wordsOnOneLine,
  /** Arguments of `predict`, in order. `name` is a Python identifier. */
  inputs: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9_]*$/),
        kind: z.enum(INPUT_KINDS),
        label: wordsOnOneLine,
      }),
    )
    .min(1),
  output: z.enum(OUTPUT_KINDS),
  samples: z.enum(SAMPLE_KINDS),
  /** True when a cell of role `stream` defines `stream(...)`, which yields pieces of text. */
  streams: z.boolean().default(false),
  /** Its scores say how sure it is: false where each is 1 and only means "found". */
  scored: z.boolean().default(true),
  /** It writes text token by token: brings `MAX_NEW_TOKENS` and `WRITING` into the settings. */
  writes: z.enum(['answers', 'continuations']).optional(),
  /** Distributions needed though no cell imports them (sentencepiece, accelerate …). */
  installs: z.array(wordsOnOneLine).default([]),
  /** True when tensors are made with torch: brings the device and dtype cell. */
  torch: z.boolean().default(true),
  /** True when the models compute in float32 on a graphics card, too. */
  float32: z.boolean().default(false),
  /** Terms explained once, for beginners: term -> one sentence. */
  terms: z.record(wordsOnOneLine, wordsOnOneLine).default({}),
});
export type TaskAdapter = z.infer<typeof TaskAdapterSchema>;
