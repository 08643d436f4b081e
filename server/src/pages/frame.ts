import { createHash } from 'node:crypto';
import { ShareIdSchema } from '@alacard/core/sharing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { originOf } from '../http/own-pages.ts';
import { unchanged } from '../http/not-modified.ts';
import { cacheHeader } from '../http/routes-notebooks.ts';
import { createFrames } from '../render/frames.ts';
import type { Services } from '../services.ts';
import { hashOf } from '../store/identifiers.ts';
import { visibleRow } from '../store/read.ts';
import { openFields } from '../store/rows.ts';
import { canManage, type Viewer } from '../store/viewer.ts';
import { assetText } from './assets.ts';
import { escapeForHtml } from '../html.ts';
import { memoryPlan } from '../memory.ts';

const FrameQuerySchema = z.object({
  version: z.coerce.number().int().positive().max(2_147_483_647).optional(),
});
const END = Buffer.from('</main></body></html>');

/** The cells of a notebook as an untrusted document of its own: no scripts, no origin, nothing from elsewhere. */
export function frameRoutes(
  app: FastifyInstance,
  { config, store, contents, untrusted }: Services,
  identify: (request: FastifyRequest) => Promise<Viewer>,
): void {
  const css = assetText('frame.css');
  const cssHash = createHash('sha256').update(css).digest('base64');
  const frames = createFrames(untrusted, memoryPlan(config).frames);

  const send =
    (allowed: (request: FastifyRequest) => string) =>
    async (
      request: FastifyRequest<{ Params: { share_id: string } }>,
      reply: FastifyReply,
    ): Promise<FastifyReply> => {
      const { version } = FrameQuerySchema.parse(request.query);
      const shareId = ShareIdSchema.parse(request.params.share_id);
      const viewer = await identify(request);
      const row = await visibleRow(store.db, shareId, viewer);
      const content = await contents.content(row, version, canManage(row, viewer));
      const { html, hash } = await frames.draw(content, row.is_public);
      const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>${escapeForHtml(openFields(row, store.keyring).title)}</title><style>${css}</style></head><body><main>`;
      void reply
        .header('cache-control', cacheHeader(row))
        .header(
          'content-security-policy',
          `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'sha256-${cssHash}'; base-uri 'none'; form-action 'none'; frame-ancestors ${allowed(request)}`,
        )
        .removeHeader('x-frame-options')
        .header('referrer-policy', 'no-referrer');
      const etag = `"${hashOf(head + hash)
        .toString('hex')
        .slice(0, 32)}"`;
      if (unchanged(reply, etag, request.headers['if-none-match'])) return reply.send();
      return reply
        .type('text/html; charset=utf-8')
        .send(Buffer.concat([Buffer.from(head), html, END]));
    };
  const hide = { schema: { hide: true } } as const;
  app.get(
    '/n/:share_id/frame',
    hide,
    // The page is at this very name, or the frame is at a domain of its own.
    send((request) => `${originOf(request, store.publicUrl)} ${new URL(store.publicUrl).origin}`),
  );
  app.get(
    '/embed/:share_id',
    hide,
    send(() => '*'),
  );
}
