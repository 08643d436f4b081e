import { z } from 'zod';
import { ShareIdSchema } from '../ipynb/marks.ts';
import { RecipeSchema } from '../recipe/schema.ts';
import type { Endpoint } from './endpoint.ts';
import {
  byId,
  CursorSchema,
  DescriptionSchema,
  FilterSchema,
  IpynbTextSchema,
  LicenceSchema,
  limit,
  factsAtSharing,
  NotebookListSchema,
  NotebookSummarySchema,
  SharedSchema,
  VersionSchema,
  TitleSchema,
} from './fields.ts';

const atVersion = z.object({
  /** An older version; default: the newest. */
  version: z.coerce.number().pipe(VersionSchema).optional(),
});

/** What the person says about a notebook. */
const about = {
  title: TitleSchema,
  description: DescriptionSchema.default(''),
  licence: LicenceSchema.default('MIT'),
  is_public: z.boolean().default(true),
};

export const PublishSchema = z.object({
  ...about,
  ...factsAtSharing,
  recipe: RecipeSchema,
  ipynb: IpynbTextSchema,
});

export const notebookEndpoints = {
  generate: {
    method: 'POST',
    path: '/api/notebook/generate',
    summary: 'Make a notebook from a recipe and share it',
    tag: 'notebooks',
    access: 'anyone',
    idempotent: true,
    hub: true,
    rate: 'write',
    body: z.object({
      recipe: RecipeSchema,
      title: TitleSchema.optional(),
      is_public: z.boolean().default(true),
    }),
    status: 201,
    answer: SharedSchema,
  },
  publish: {
    method: 'POST',
    path: '/api/notebook/publish',
    summary: 'Share a notebook made in an editor',
    tag: 'notebooks',
    access: 'anyone',
    idempotent: true,
    rate: 'write',
    body: PublishSchema,
    status: 201,
    answer: SharedSchema,
  },
  get: {
    method: 'GET',
    path: '/api/notebook/:share_id',
    summary: 'A shared notebook with its recipe, content and counts',
    tag: 'notebooks',
    access: 'anyone',
    rate: 'none',
    params: byId,
    query: atVersion,
    status: 200,
    answer: NotebookSummarySchema.extend({
      /** The notebook as JSON. The exact bytes come from the download. */
      notebook_content: z.looseObject({}),
      metadata: z.object({
        /** SHA-256 of the file as it is downloaded, hex. */
        sha256: z.string(),
        bytes: z.number().int(),
        generated_by: z.string(),
        /** `share_id` of the parent, if any. */
        forked_from: ShareIdSchema.nullable(),
        model_info: z.object({
          id: z.string(),
          /** Commit of the model that the notebook was made for. */
          revision: z.string().nullable(),
          task: z.string().nullable(),
          licence: z.string().nullable(),
        }),
      }),
      download_url: z.url(),
    }),
  },
  download: {
    method: 'GET',
    path: '/api/notebook/download/:share_id',
    summary:
      'The .ipynb file as it was shared, with the link to its own page in its next steps; counted as a download',
    tag: 'notebooks',
    access: 'anyone',
    rate: 'none',
    params: byId,
    query: atVersion,
    status: 200,
    file: 'application/x-ipynb+json',
  },
  edit: {
    method: 'PATCH',
    path: '/api/notebook/:share_id',
    summary: 'Change title, description or licence, make private or public',
    tag: 'notebooks',
    access: 'manager',
    rate: 'write',
    params: byId,
    body: z
      .strictObject({
        title: TitleSchema,
        description: DescriptionSchema,
        licence: LicenceSchema,
        is_public: z.boolean(),
      })
      .partial()
      .refine((changes) => Object.keys(changes).length > 0, 'nothing to change'),
    status: 200,
    answer: NotebookSummarySchema,
  },
  delete: {
    method: 'DELETE',
    path: '/api/notebook/:share_id',
    summary: 'Delete a notebook and all its versions; remixes keep their credit line',
    tag: 'notebooks',
    access: 'manager',
    scope: 'delete',
    rate: 'write',
    params: byId,
    status: 204,
  },
  remix: {
    method: 'POST',
    path: '/api/notebook/:share_id/remix',
    summary: 'Share a new notebook made from this one with some cards swapped',
    tag: 'notebooks',
    access: 'anyone',
    idempotent: true,
    hub: true,
    rate: 'write',
    params: byId,
    body: z.object({
      /** The cards that are swapped; the others are the parent's. */
      modified_recipe: RecipeSchema.partial().optional(),
      /** The version that is remixed; default: the newest. */
      version: VersionSchema.optional(),
      /** The new notebook, when an editor made it; otherwise the server makes it. */
      ipynb: IpynbTextSchema.optional(),
      title: TitleSchema.optional(),
      description: DescriptionSchema.optional(),
      licence: LicenceSchema.optional(),
      is_public: z.boolean().default(true),
      ...factsAtSharing,
    }),
    status: 201,
    answer: SharedSchema,
  },
  provenance: {
    method: 'GET',
    path: '/api/notebook/:share_id/provenance',
    summary: 'Where a notebook comes from and what was made from it',
    tag: 'notebooks',
    access: 'anyone',
    rate: 'none',
    params: byId,
    query: z.object({ cursor: CursorSchema.optional(), limit: limit(200, 50) }),
    status: 200,
    answer: z.object({
      depth: z.number().int().nonnegative(),
      root: ShareIdSchema.nullable(),
      /** Nearest first. `share_id` is null for what was deleted, withheld or made private. */
      ancestors: z.array(
        z.object({
          share_id: ShareIdSchema.nullable(),
          version: z.number().int(),
          title: z.string().nullable(),
          author: z.string().nullable(),
          licence: z.string().nullable(),
        }),
      ),
      /** Public remixes and remixes of remixes, oldest first. */
      descendants: z.array(
        z.object({
          share_id: ShareIdSchema,
          title: z.string(),
          author: z.string().nullable(),
          parent: ShareIdSchema.nullable(),
          depth: z.number().int(),
          created_at: z.iso.datetime(),
        }),
      ),
      next_cursor: CursorSchema.nullable(),
    }),
  },
  gallery: {
    method: 'GET',
    path: '/api/notebooks',
    summary: 'Public notebooks, searched and filtered',
    tag: 'community',
    access: 'anyone',
    rate: 'none',
    query: FilterSchema.extend({
      q: z.string().trim().max(200).optional(),
      official: z.enum(['true', 'false']).optional(),
      sort: z.enum(['newest', 'remixes', 'downloads', 'views']).default('newest'),
      cursor: CursorSchema.optional(),
      limit: limit(100, 20),
    }),
    status: 200,
    answer: NotebookListSchema,
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
