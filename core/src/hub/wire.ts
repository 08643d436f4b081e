import { z } from 'zod';
import { ModelIdSchema } from '../recipe/schema.ts';

/**
 * The Hub's answers. Only what nothing works without is required; everything
 * else falls back when it is missing or of another type, because model cards
 * put anything into them. Unknown fields are ignored.
 * Fields: the Hub's `expand` names, see huggingface_hub `ExpandModelProperty_T`.
 */
const text = z.string().nullable().catch(null);
const count = z.number().int().nonnegative().catch(0);
const countOrNull = z.number().nonnegative().nullable().catch(null);
const flag = z.boolean().catch(false);
const strings = z
  .array(z.unknown())
  .catch([])
  .transform((items) => items.filter((item) => typeof item === 'string'));
const json = z.record(z.string(), z.unknown()).catch({});
/** A value of a kind yet unknown still means that access is restricted. */
const gating = z
  .unknown()
  .default(false)
  .transform((value): false | 'auto' | 'manual' =>
    value === 'auto' ? 'auto' : value ? 'manual' : false,
  );

/** Items that fit the schema; the others are dropped. */
const items = <T>(schema: z.ZodType<T>) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((list) =>
      list.flatMap((item) => {
        const parsed = schema.safeParse(item);
        return parsed.success ? [parsed.data] : [];
      }),
    );

/** A list of providers, or a record by provider; other shapes say nothing. Only live ones count. */
const ProvidersSchema = z
  .unknown()
  .optional()
  .transform((value): readonly string[] | null => {
    if (Array.isArray(value)) {
      return value.flatMap((one: unknown) => {
        const parsed = z
          .object({ provider: z.string(), status: z.string().optional() })
          .safeParse(one);
        return parsed.success && parsed.data.status !== 'error' ? [parsed.data.provider] : [];
      });
    }
    return typeof value === 'object' && value !== null ? Object.keys(value) : null;
  });

const SafetensorsSchema = z
  .object({ parameters: z.record(z.string(), z.number()).catch({}), total: countOrNull })
  .nullable()
  .catch(null);

const GgufSchema = z
  .object({
    total: countOrNull,
    architecture: text,
    context_length: countOrNull,
    chat_template: text,
  })
  .nullable()
  .catch(null);

const BaseModelsSchema = z
  .object({ relation: text, models: items(z.object({ id: ModelIdSchema })) })
  .nullable()
  .catch(null);

/** Fields that a model's card in a list shows. */
const summaryFields = {
  id: ModelIdSchema,
  private: flag,
  disabled: flag,
  gated: gating,
  pipeline_tag: text,
  library_name: text,
  tags: strings,
  downloads: count,
  likes: count,
  lastModified: text,
  safetensors: SafetensorsSchema,
  gguf: GgufSchema,
};

export const ModelInListSchema = z.object(summaryFields);
export type ModelInList = z.infer<typeof ModelInListSchema>;
/** A list with the entries that cannot be read left out. */
export const ModelListSchema = z.array(z.unknown()).transform((list) =>
  list.flatMap((item) => {
    const parsed = ModelInListSchema.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  }),
);

export const ModelInfoSchema = z.object({
  ...summaryFields,
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  config: json,
  cardData: json,
  siblings: items(z.object({ rfilename: z.string() })),
  baseModels: BaseModelsSchema,
  transformersInfo: z.object({ auto_model: text, custom_class: text }).nullable().catch(null),
  widgetData: z.array(z.unknown()).catch([]),
  mask_token: text,
  inferenceProviderMapping: ProvidersSchema,
});
export type ModelInfo = z.infer<typeof ModelInfoSchema>;

export const SecuritySchema = z.object({
  securityRepoStatus: z
    .object({ filesWithIssues: items(z.object({ path: z.string(), level: z.string() })) })
    .nullable()
    .catch(null),
});

/** What is asked about a base model. */
export const BaseSchema = z.object({
  sha: text,
  gated: gating,
  safetensors: SafetensorsSchema,
  gguf: GgufSchema,
  config: json,
  tags: strings,
});
export const BASE_FIELDS = ['sha', 'gated', 'safetensors', 'gguf', 'config', 'tags'] as const;

export const TreeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: count,
    lfs: z.object({ oid: z.string() }).nullable().catch(null),
  }),
);

/** The names to ask for in one request. A name the Hub does not know is a 400. */
export const INFO_FIELDS = [
  'sha',
  'private',
  'disabled',
  'gated',
  'pipeline_tag',
  'library_name',
  'tags',
  'downloads',
  'likes',
  'lastModified',
  'safetensors',
  'gguf',
  'config',
  'cardData',
  'siblings',
  'baseModels',
  'transformersInfo',
  'widgetData',
  'mask_token',
  'inferenceProviderMapping',
] as const;

export const LIST_FIELDS = [
  'private',
  'disabled',
  'gated',
  'pipeline_tag',
  'library_name',
  'tags',
  'downloads',
  'likes',
  'lastModified',
  'safetensors',
  'gguf',
] as const;

export const expand = (fields: readonly string[]) =>
  fields.map((field) => ['expand', field] as const);
