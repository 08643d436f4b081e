import { z } from 'zod';
import { CARD_KEYS, RecipeSchema } from '../../recipe/schema.ts';
import { RemixOfSchema } from '../../ipynb/marks.ts';

/** What travels between the panel and its host: everything is plain JSON with one schema. */

export const CardKeySchema = z.enum(CARD_KEYS);

/** The cards on the table, some places may still be empty: a recipe in the making. */
export const HandSchema = RecipeSchema.omit({ version: true }).partial();
export type Hand = z.infer<typeof HandSchema>;

/** The shared notebook whose cards lie on the table, when the hand is a remix. */
export const ParentSchema = RemixOfSchema.nullable().default(null);

/** One card as the panel shows it. */
export const CardFaceSchema = z.strictObject({
  key: CardKeySchema,
  /** Unique among the cards of its key: model id, topic id, `own` … */
  id: z.string(),
  emoji: z.string(),
  name: z.string(),
  /** Task of a model, family of a prompt pack; empty where the card has none. */
  category: z.string(),
  summary: z.string(),
  /** Downloads in the last 30 days. */
  downloads: z.number().nullable(),
  /** Number of parameters. */
  parameters: z.number().nullable(),
  /** Bytes of weights. */
  size: z.number().nullable(),
  /** Licence id as the Hub writes it. */
  licence: z.string().nullable(),
  /** True when the model's owner must let people in first. */
  gated: z.boolean(),
  /** Why the card does not go well with the hand, in words. */
  note: z.string().nullable(),
  /** The part of a recipe this card stands for: exactly one key. */
  choice: HandSchema,
});
export type CardFace = z.infer<typeof CardFaceSchema>;

export const FindingSchema = z.strictObject({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  cell: z.string().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
});

/** The hand with its faces, and what there is to say about it. */
export const SpreadSchema = z.strictObject({
  hand: HandSchema,
  faces: z.array(CardFaceSchema),
  findings: z.array(FindingSchema),
});
export type Spread = z.infer<typeof SpreadSchema>;

/** Parameters: `tiny` < 500 M, `small` < 3 B, `medium` < 13 B, `large` above. */
export const MODEL_SIZES = ['tiny', 'small', 'medium', 'large'] as const;
export const MODEL_SORTS = ['featured', 'trending', 'downloads', 'likes', 'recent'] as const;

export const ModelQuerySchema = z.strictObject({
  text: z.string().max(200),
  /** `pipeline_tag` of the Hub. */
  task: z.string().nullable(),
  size: z.enum(MODEL_SIZES).nullable(),
  licence: z.string().nullable(),
  sort: z.enum(MODEL_SORTS),
});
export type ModelFilter = z.infer<typeof ModelQuerySchema>;

export const ModelPageSchema = z.strictObject({
  models: z.array(CardFaceSchema),
  /** Where the models come from: the Hub, or Alacard's own list when the Hub is out of reach. */
  source: z.enum(['hub', 'deck']),
  /** Why the source is the deck, in words. */
  notice: z.string().nullable(),
});
export type ModelFaces = z.infer<typeof ModelPageSchema>;

/** A choice of a filter. */
export const OptionSchema = z.strictObject({ id: z.string(), label: z.string() });
export type Option = z.infer<typeof OptionSchema>;

/** A place the notebook can go to. */
export const TargetSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  /** Why nothing can be put there now; null when it can. */
  blocked: z.string().nullable(),
});
export type Target = z.infer<typeof TargetSchema>;

export const STEPS = ['fetch', 'extract', 'customise', 'check', 'insert'] as const;
export const ProgressSchema = z.strictObject({
  step: z.enum(STEPS),
  /** What is being done, to which thing: "Fetching org/name from Hugging Face …". */
  text: z.string(),
});
export type Progress = z.infer<typeof ProgressSchema>;

/** Something to do after the notebook stands; `id` goes back to the host. */
export const NextStepSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  detail: z.string(),
  /** Address, when the step is a link. */
  url: z.url({ protocol: /^https?$/ }).optional(),
});
export type NextStep = z.infer<typeof NextStepSchema>;

export const OutcomeSchema = z.strictObject({
  /** `refused`: nothing was changed, the findings say why. */
  status: z.enum(['done', 'refused']),
  /** Cells put into the notebook. */
  cells: z.number().int().nonnegative(),
  /** Name of the notebook the cells went to. */
  where: z.string(),
  findings: z.array(FindingSchema),
  next: z.array(NextStepSchema),
});
export type Outcome = z.infer<typeof OutcomeSchema>;

/** What survives a reload. */
export const PanelStateSchema = z.strictObject({
  version: z.literal(1),
  hand: HandSchema,
  locked: z.array(CardKeySchema),
  target: z.string().nullable(),
  remixOf: ParentSchema,
});
export type PanelState = z.infer<typeof PanelStateSchema>;

/** Where something comes from. `set`: nobody was asked yet; `none`: nothing is set. */
export const ConnectionLineSchema = z.strictObject({
  what: z.enum(['hub', 'server']),
  state: z.enum(['set', 'none', 'ok', 'fault']),
  text: z.string(),
});
export type ConnectionLine = z.infer<typeof ConnectionLineSchema>;

export const HelloSchema = z.strictObject({
  /** Name of the editor, for sentences: "JupyterLab". */
  editor: z.string(),
  targets: z.array(TargetSchema).min(1),
  tasks: z.array(OptionSchema),
  licences: z.array(OptionSchema),
  /** Saved state, or null at the first visit or when it no longer fits. */
  state: PanelStateSchema.nullable(),
});
export type Hello = z.infer<typeof HelloSchema>;
