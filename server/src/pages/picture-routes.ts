import { ShareIdSchema } from '@alacard/core/sharing';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { createBytesCache } from '../store/bytes-cache.ts';
import { sha256 } from '../store/identifiers.ts';
import { visibleRow } from '../store/read.ts';
import { summaryOf, type NotebookRow } from '../store/rows.ts';
import type { Viewer } from '../store/viewer.ts';
import { badge, previewPicture } from './pictures.ts';
import type { Names } from './view.ts';

const KEPT = 8 * 1024 * 1024;

/** Open Graph pictures and badges of notebooks. */
export function pictureRoutes(
  app: FastifyInstance,
  { store, untrusted }: Services,
  identify: (request: FastifyRequest) => Promise<Viewer>,
  names: Names,
): void {
  const kept = createBytesCache<{ readonly png: Buffer; readonly bytes: number }>(KEPT);
  /** Others may keep it only while everybody may see it. */
  const age = (row: NotebookRow, seconds: number): string =>
    row.is_public && row.state === 'live' ? `public, max-age=${seconds}` : 'private, no-store';
  const rowOf = async (request: FastifyRequest<{ Params: { share_id: string } }>) =>
    visibleRow(store.db, ShareIdSchema.parse(request.params.share_id), await identify(request));
  const hide = { schema: { hide: true } } as const;

  app.get<{ Params: { share_id: string } }>(
    '/n/:share_id/preview.png',
    hide,
    async (request, reply) => {
      const row = await rowOf(request);
      const picture = previewPicture(summaryOf(row, store.keyring, store.publicUrl), names);
      const key = sha256(picture.svg);
      let png = kept.get(key)?.png;
      if (png === undefined) {
        const drawn = await untrusted.picture(picture);
        if (drawn === null) {
          throw new Refusal('unavailable', 'The picture cannot be drawn now. Try again.');
        }
        png = Buffer.from(drawn.buffer, drawn.byteOffset, drawn.byteLength);
        if (row.is_public) kept.set(key, { png, bytes: png.byteLength });
      }
      return reply.type('image/png').header('cache-control', age(row, 3600)).send(png);
    },
  );
  app.get<{ Params: { share_id: string } }>(
    '/n/:share_id/badge.svg',
    hide,
    async (request, reply) => {
      const row = await rowOf(request);
      return reply
        .type('image/svg+xml')
        .header('cache-control', age(row, 300))
        .send(badge(summaryOf(row, store.keyring, store.publicUrl)));
    },
  );
}
