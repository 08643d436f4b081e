import { z } from 'zod';
import { ShareIdSchema } from '../ipynb/marks.ts';
import type { Endpoint } from './endpoint.ts';
import {
  CursorSchema,
  FilterSchema,
  limit,
  NotebookSummarySchema,
  paragraph,
  TimeframeSchema,
  VersionSchema,
} from './fields.ts';

const byId = z.object({ share_id: ShareIdSchema });
export const REPORT_KINDS = ['copyright', 'secret', 'malware', 'harmful', 'spam', 'other'] as const;

/** It is the file itself, not what is said about it: the same one is refused when it comes back. */
const RECOGNISE = z.boolean().default(true);

export const communityEndpoints = {
  trending: {
    method: 'GET',
    path: '/api/trending',
    summary: 'What is remixed, downloaded and viewed most right now',
    tag: 'community',
    access: 'anyone',
    rate: 'none',
    query: FilterSchema.extend({
      timeframe: TimeframeSchema.default('7d'),
      cursor: CursorSchema.optional(),
      limit: limit(100, 20),
    }),
    status: 200,
    answer: z.object({
      notebooks: z.array(NotebookSummarySchema.extend({ score: z.number() })),
      next_cursor: CursorSchema.nullable(),
    }),
  },
  track: {
    method: 'POST',
    path: '/api/notebook/:share_id/track',
    summary: 'Count a view or a download that happened elsewhere',
    tag: 'community',
    access: 'anyone',
    rate: 'light',
    params: byId,
    body: z.object({
      /** `remix` is taken and counts nothing: a remix is counted when it is shared. */
      event: z.enum(['view', 'download', 'remix']),
    }),
    status: 200,
    answer: z.object({ success: z.boolean() }),
  },
  runHealth: {
    method: 'POST',
    path: '/api/notebook/:share_id/runs',
    summary: 'Opt-in report of a whole run: whether it worked, never what it said',
    tag: 'community',
    access: 'anyone',
    rate: 'light',
    params: byId,
    body: z.strictObject({
      version: VersionSchema,
      ok: z.boolean(),
      /** Stable id of the cell that failed. */
      failed_cell: z
        .string()
        .regex(/^[A-Za-z0-9_-]{1,64}$/)
        .optional(),
      /** Class of the exception, such as `OutOfMemoryError`. Never its text. */
      error_name: z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_.]{0,99}$/)
        .optional(),
      device: z.enum(['cpu', 'cuda', 'mps', 'xpu', 'other']).optional(),
      seconds: z.number().min(0).max(604_800).optional(),
    }),
    status: 202,
    answer: z.object({ success: z.boolean() }),
  },
  runs: {
    method: 'GET',
    path: '/api/notebook/:share_id/runs',
    summary: 'What runs of the notebook were reported, summed: which cells fail, and how',
    tag: 'community',
    access: 'manager',
    rate: 'none',
    params: byId,
    status: 200,
    answer: z.object({
      /** Newest version first, then the most frequent. */
      runs: z.array(
        z.object({
          version: z.number().int().positive(),
          ok: z.boolean(),
          failed_cell: z.string().nullable(),
          error_name: z.string().nullable(),
          device: z.string().nullable(),
          runs: z.number().int().positive(),
          /** Of all these runs together. */
          seconds: z.number(),
        }),
      ),
    }),
  },
  report: {
    method: 'POST',
    path: '/api/notebook/:share_id/report',
    summary: 'Report a notebook to the operators',
    tag: 'community',
    access: 'anyone',
    rate: 'write',
    params: byId,
    body: z.object({
      kind: z.enum(REPORT_KINDS),
      statement: paragraph(4000).min(10, 'say in a sentence what is wrong'),
      /** How to reach the reporter; only operators see it. */
      contact: z.string().trim().max(200).optional(),
    }),
    status: 202,
    answer: z.object({ report_id: z.uuid() }),
  },
  official: {
    method: 'PUT',
    path: '/api/notebook/:share_id/official',
    summary: 'Give or take the badge of the model’s makers',
    tag: 'operators',
    access: 'operator',
    scope: 'admin',
    rate: 'write',
    params: byId,
    body: z.object({ official: z.boolean() }),
    status: 200,
    answer: NotebookSummarySchema,
  },
  reports: {
    method: 'GET',
    path: '/api/reports',
    summary: 'Open reports, oldest first',
    tag: 'operators',
    access: 'operator',
    scope: 'admin',
    rate: 'none',
    query: z.object({
      status: z.enum(['open', 'upheld', 'rejected']).default('open'),
      cursor: CursorSchema.optional(),
      limit: limit(100, 50),
    }),
    status: 200,
    answer: z.object({
      reports: z.array(
        z.object({
          report_id: z.uuid(),
          share_id: ShareIdSchema,
          kind: z.enum(REPORT_KINDS),
          statement: z.string(),
          contact: z.string().nullable(),
          status: z.enum(['open', 'upheld', 'rejected']),
          created_at: z.iso.datetime(),
        }),
      ),
      next_cursor: CursorSchema.nullable(),
    }),
  },
  decideReport: {
    method: 'POST',
    path: '/api/reports/:report_id',
    summary: 'Uphold a report (the notebook is withheld) or reject it; both are logged',
    tag: 'operators',
    access: 'operator',
    scope: 'admin',
    rate: 'write',
    params: z.object({ report_id: z.uuid() }),
    body: z.object({
      decision: z.enum(['uphold', 'reject']),
      reason: paragraph(2000),
      recognise: RECOGNISE,
    }),
    status: 200,
    answer: z.object({ status: z.enum(['upheld', 'rejected']) }),
  },
  withhold: {
    method: 'POST',
    path: '/api/notebook/:share_id/withhold',
    summary: 'Withhold a notebook that nobody has reported',
    tag: 'operators',
    access: 'operator',
    scope: 'admin',
    rate: 'write',
    params: byId,
    body: z.object({ reason: paragraph(2000).min(1), recognise: RECOGNISE }),
    status: 204,
  },
  removeForGood: {
    method: 'POST',
    path: '/api/notebook/:share_id/remove',
    summary: 'Delete a notebook of somebody else for good, with all its versions',
    tag: 'operators',
    access: 'operator',
    scope: 'admin',
    rate: 'write',
    params: byId,
    body: z.object({ reason: paragraph(2000).min(1), recognise: RECOGNISE }),
    status: 204,
  },
  moderationLog: {
    method: 'GET',
    path: '/api/moderation',
    summary: 'What operators decided, newest first',
    tag: 'operators',
    access: 'operator',
    scope: 'admin',
    rate: 'none',
    query: z.object({
      /** Entries before this one. */
      before: z.coerce.number().int().positive().optional(),
      limit: limit(100, 50),
    }),
    status: 200,
    answer: z.object({
      entries: z.array(
        z.object({
          id: z.number().int(),
          share_id: ShareIdSchema.nullable(),
          /** `withheld`, `restored`, `rejected`, `official`, `not-official`, `removed`. */
          action: z.string(),
          reason: z.string(),
          /** Name of the operator, where they have one. */
          by: z.string().nullable(),
          report_id: z.uuid().nullable(),
          at: z.iso.datetime(),
          /** The notebook is withheld now. */
          withheld: z.boolean(),
        }),
      ),
      /** `before` of the next page. */
      next: z.number().int().nullable(),
    }),
  },
  restore: {
    method: 'POST',
    path: '/api/notebook/:share_id/restore',
    summary: 'Show a withheld notebook again, after a counter-notice',
    tag: 'operators',
    access: 'operator',
    scope: 'admin',
    rate: 'write',
    params: byId,
    body: z.object({ reason: paragraph(2000) }),
    status: 200,
    answer: NotebookSummarySchema,
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
