import { z } from 'zod';
import { ShareIdSchema } from '../ipynb/marks.ts';
import { RecipeSchema } from '../recipe/schema.ts';
import type { Endpoint } from './endpoint.ts';
import {
  byId,
  DescriptionSchema,
  IpynbTextSchema,
  LicenceSchema,
  factsAtSharing,
  SharedSchema,
  TitleSchema,
  VersionSchema,
} from './fields.ts';

const byVersion = z.object({
  share_id: ShareIdSchema,
  version: z.coerce.number().pipe(VersionSchema),
});

/** A notebook that was shared again: its versions. */
export const versionEndpoints = {
  versions: {
    method: 'GET',
    path: '/api/notebook/:share_id/versions',
    summary: 'All versions of a notebook, newest first',
    tag: 'notebooks',
    access: 'anyone',
    rate: 'none',
    params: byId,
    status: 200,
    answer: z.object({
      versions: z.array(
        z.object({
          version: z.number().int().positive(),
          created_at: z.iso.datetime(),
          /** SHA-256 of the file as it was sent, hex. */
          sha256: z.string(),
          bytes: z.number().int(),
          /** Only its author sees it, and sees that. */
          hidden: z.boolean().default(false),
        }),
      ),
    }),
  },
  hideVersion: {
    method: 'PATCH',
    path: '/api/notebook/:share_id/versions/:version',
    summary: 'Hide a version from everybody else, or show it again',
    tag: 'notebooks',
    access: 'manager',
    rate: 'write',
    params: byVersion,
    body: z.strictObject({ hidden: z.boolean() }),
    status: 200,
    answer: z.object({ version: z.number().int().positive(), hidden: z.boolean() }),
  },
  deleteVersion: {
    method: 'DELETE',
    path: '/api/notebook/:share_id/versions/:version',
    summary: 'Delete one version for good; the newest that is left is shown',
    tag: 'notebooks',
    access: 'manager',
    scope: 'delete',
    rate: 'write',
    params: byVersion,
    status: 204,
  },
  addVersion: {
    method: 'POST',
    path: '/api/notebook/:share_id/versions',
    summary: 'Share a notebook again: adds a version, older ones stay',
    tag: 'notebooks',
    access: 'manager',
    idempotent: true,
    rate: 'write',
    params: byId,
    body: z.object({
      ipynb: IpynbTextSchema,
      recipe: RecipeSchema,
      title: TitleSchema.optional(),
      description: DescriptionSchema.optional(),
      licence: LicenceSchema.optional(),
      ...factsAtSharing,
    }),
    status: 201,
    answer: SharedSchema,
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
