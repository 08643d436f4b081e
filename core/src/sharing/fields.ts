import { z } from 'zod';
import { DIFFICULTIES, UI_COMPONENTS } from '../deck/shapes.ts';
import { ShareIdSchema } from '../ipynb/marks.ts';
import { ModelIdSchema, RecipeSchema } from '../recipe/schema.ts';

/** Fields that several endpoints share. Names are the wire names. */

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// eslint-disable-next-line no-control-regex
const CONTROL_BUT_LINES = /[\u0000-\u0008\u000b-\u001f\u007f]/;
const wellFormed = (text: string): boolean =>
  !/[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''));

/**
 * Characters that turn the text around them, and those that are none (U+FFFF):
 * nobody types them, and a title that shows another word than it is misleads.
 */
const UNSEEN = /[\u202a-\u202e\u2066-\u2069]|\p{Noncharacter_Code_Point}/gu;
const withoutUnseen = (text: string): string => text.replace(UNSEEN, '');

/** One line of plain text, without control characters or halves of characters. */
export const line = (max: number) =>
  z
    .string()
    .overwrite(withoutUnseen)
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !CONTROL.test(text) && wellFormed(text), 'must be one line of plain text');

/** Plain text with line breaks. */
export const paragraph = (max: number) =>
  z
    .string()
    .overwrite(withoutUnseen)
    .trim()
    .max(max)
    .refine((text) => !CONTROL_BUT_LINES.test(text) && wellFormed(text), 'must be plain text');

export const TitleSchema = line(120);
export const DescriptionSchema = paragraph(2000);

/** Licences a shared notebook may carry (SPDX identifiers). */
export const NOTEBOOK_LICENCES = [
  'MIT',
  'Apache-2.0',
  'BSD-3-Clause',
  'CC0-1.0',
  'CC-BY-4.0',
  'CC-BY-SA-4.0',
] as const;
export const LicenceSchema = z.enum(NOTEBOOK_LICENCES);

export const TIMEFRAMES = ['24h', '7d', '30d'] as const;
export const TimeframeSchema = z.enum(TIMEFRAMES);
export type Timeframe = z.infer<typeof TimeframeSchema>;

/** Opaque: made by the server, given back as it is. */
export const CursorSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,400}$/, 'not a cursor of this server');
/** A version of a notebook that is asked for; databases count them in four bytes. */
export const VersionSchema = z.number().int().positive().max(2_147_483_647);
export const limit = (max: number, preset: number) =>
  z.coerce.number().int().min(1).max(max).default(preset);

const slug = z.string().regex(/^[a-z0-9-]{1,64}$/, 'expected lower-case letters, digits and "-"');

/** What lists can be filtered by. `topic` is a card id, or `own` for topics of people's own. */
export const FilterSchema = z.object({
  model: ModelIdSchema.optional(),
  task: slug.optional(),
  topic: slug.optional(),
  difficulty: z.enum(DIFFICULTIES).optional(),
  component: z.enum(UI_COMPONENTS).optional(),
});
export type Filter = z.infer<typeof FilterSchema>;

/** Exact text of an .ipynb file. It is stored byte for byte; given back, its next steps carry the link to its page. */
export const IpynbTextSchema = z.string().min(2);

export const MetricsSchema = z.object({
  view_count: z.number().int().nonnegative(),
  download_count: z.number().int().nonnegative(),
  remix_count: z.number().int().nonnegative(),
  /** Opt-in reports of whole runs, of the newest version. */
  runs_ok: z.number().int().nonnegative(),
  runs_failed: z.number().int().nonnegative(),
});

export const AuthorSchema = z.object({
  /** Shown name; absent for notebooks shared without an account. */
  name: z.string().nullable(),
});

/** A parent as it was when it was remixed: credit survives its deletion. */
export const ForkedFromSchema = z.object({
  share_id: ShareIdSchema,
  version: z.number().int().positive(),
  /** `null` when the parent was private. */
  title: z.string().nullable(),
  author: z.string().nullable(),
  licence: z.string().nullable(),
});

/** One notebook in a list. */
export const NotebookSummarySchema = z.object({
  share_id: ShareIdSchema,
  title: z.string(),
  description: z.string(),
  author: AuthorSchema,
  recipe: RecipeSchema,
  /** Pipeline tag of the model when the notebook was shared. */
  task: z.string().nullable(),
  licence: LicenceSchema,
  model_licence: z.string().nullable(),
  version: z.number().int().positive(),
  is_public: z.boolean(),
  official: z.boolean(),
  forked_from: ForkedFromSchema.nullable(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  notebook_url: z.url(),
  metrics: MetricsSchema,
});
export type NotebookSummary = z.infer<typeof NotebookSummarySchema>;

/** What a check said about something a person brought. */
export const AnsweredFindingSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
});

/** What a write answers. */
export const SharedSchema = z.object({
  share_id: ShareIdSchema,
  version: z.number().int().positive(),
  notebook_url: z.url(),
  download_url: z.url(),
  /** Only for notebooks without an owner: edit, delete and make private with it. Shown once. */
  manage_token: z.string().optional(),
  /** Only where what nobody owns is deleted after a time: when, unless it is changed before. */
  kept_until: z.iso.datetime().optional(),
  /** Of a notebook that the server made: the recipe as it was used, which may differ from what was asked. */
  recipe: RecipeSchema.optional(),
  /** Of a notebook that the server made: what there is to know about it, such as a component that was replaced. */
  findings: z.array(AnsweredFindingSchema).optional(),
});
export type Shared = z.infer<typeof SharedSchema>;

export const NotebookListSchema = z.object({
  notebooks: z.array(NotebookSummarySchema),
  next_cursor: CursorSchema.nullable(),
});

export const byId = z.object({ share_id: ShareIdSchema });

/** Facts of the model at the time of sharing, as the editor knows them. Shown, never trusted. */
export const factsAtSharing = {
  task: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .nullable()
    .default(null),
  model_licence: line(64).nullable().default(null),
};
