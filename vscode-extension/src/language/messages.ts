import { z } from 'zod';

/**
 * Everything the editor and the language server say to each other beside the
 * Language Server Protocol. Both sides parse what comes in by these schemas.
 *
 * The server never reaches the Hub: it asks the editor, which has the proxy,
 * the certificates and the token of the user.
 */

/** Ids of the editor's commands that the server offers in lenses and quick fixes. */
export const COMMANDS = {
  deal: 'alacard.deal',
  changeCard: 'alacard.changeCard',
  share: 'alacard.share',
  remix: 'alacard.remix',
  /** Argument: URI of the cell whose outputs are to be cleared. */
  clearOutputs: 'alacard.clearOutputs',
} as const;

/** Arguments of the four commands of a lens: `[LensArgument]`. */
export const LensArgumentSchema = z.object({ notebook: z.string() });
export type LensArgument = z.infer<typeof LensArgumentSchema>;

/** `initializationOptions`, and the parameters of `alacard/settings` when they change. */
export const LanguageSettingsSchema = z.object({
  /** Codes of diagnostics that are not wanted (docs/language-server.md). */
  disabledChecks: z.array(z.string()).default([]),
  /** True where no other Python language server is active. */
  undefinedNames: z.boolean().default(false),
  /** Address of the Hub, for links only. */
  hubEndpoint: z.url({ protocol: /^https?$/ }).default('https://huggingface.co'),
  /** Memory of the machine the notebook runs on, in bytes; null when nobody knows. */
  machineMemory: z.number().positive().nullable().default(null),
});
export type LanguageSettings = z.infer<typeof LanguageSettingsSchema>;

/** Notification, editor -> server. */
export const SETTINGS_CHANGED = 'alacard/settings';

/** Notification, editor -> server: text outputs, which notebook synchronisation leaves out. */
export const OUTPUTS = 'alacard/outputs';
export const OutputsSchema = z.object({
  notebook: z.string(),
  /** Only cells whose outputs changed need be here; an empty text means no output. */
  cells: z.array(z.object({ uri: z.string(), text: z.string().max(1_000_000) })),
});
export type Outputs = z.infer<typeof OutputsSchema>;

/** Request, server -> editor: what the Hub says about one model. */
export const MODEL_FACTS = 'alacard/modelFacts';
export const ModelFactsRequestSchema = z.object({ id: z.string() });

/** Request, server -> editor: models whose id contains the words, most downloaded first. */
export const SEARCH_MODELS = 'alacard/searchModels';
export const SearchModelsRequestSchema = z.object({
  words: z.string().max(200),
  /** Pipeline tag the models must have. */
  task: z.string().nullable(),
  /** Library the models must be made for. */
  library: z.string().nullable(),
  limit: z.number().int().min(1).max(100),
});

const gating = z.union([z.literal(false), z.literal('auto'), z.literal('manual')]);

/** The part of `ModelFacts` that a hover shows. */
const KnownModelSchema = z.object({
  id: z.string(),
  task: z.string().nullable(),
  library: z.string().nullable(),
  licence: z.string().nullable(),
  gated: gating,
  disabled: z.boolean(),
  downloads: z.number(),
  likes: z.number(),
  parameters: z.number().nullable(),
  weightBytes: z.number().nullable(),
  quantisation: z.string().nullable(),
  gguf: z
    .object({ architecture: z.string().nullable(), contextLength: z.number().nullable() })
    .nullable(),
  cardData: z
    .object({ license_name: z.unknown() })
    .partial()
    .transform((card): Record<string, unknown> => card),
});

const FoundModelSchema = z.object({
  id: z.string(),
  task: z.string().nullable(),
  library: z.string().nullable(),
  downloads: z.number(),
  parameters: z.number().nullable(),
  licence: z.string().nullable(),
  gated: gating,
});

/** `HubError` of core: `kind` is one of `HUB_ERROR_KINDS`. */
const failure = z.object({
  ok: z.literal(false),
  error: z.object({ kind: z.string(), message: z.string() }),
});

/**
 * Answers are `HubResult`s: the editor sends
 * `ModelFactsAnswerSchema.parse(await hub.modelFacts(id))`, which drops what nobody shows.
 */
export const ModelFactsAnswerSchema = z.union([
  z.object({ ok: z.literal(true), value: KnownModelSchema }),
  failure,
]);
export type ModelFactsAnswer = z.infer<typeof ModelFactsAnswerSchema>;

export const SearchModelsAnswerSchema = z.union([
  z.object({ ok: z.literal(true), value: z.object({ models: z.array(FoundModelSchema) }) }),
  failure,
]);
export type SearchModelsAnswer = z.infer<typeof SearchModelsAnswerSchema>;
