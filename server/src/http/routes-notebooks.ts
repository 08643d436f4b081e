import { recipeName } from '@alacard/core';
import type { FastifyReply } from 'fastify';
import type { Services } from '../services.ts';
import { sha256 } from '../store/identifiers.ts';
import { gallery } from '../store/lists.ts';
import { ancestors, descendants, rootOf } from '../store/provenance.ts';
import { visibleRow } from '../store/read.ts';
import { openFields, summaryOf, type NotebookRow } from '../store/rows.ts';
import type { Content } from '../store/served.ts';
import { hideVersion, removeVersion } from '../store/versions.ts';
import { canManage, type Viewer } from '../store/viewer.ts';
import { remove } from '../store/remove.ts';
import { edit } from '../store/edit.ts';
import type { Registrar } from './endpoint.ts';
import { mustHave } from './identity.ts';
import { unchanged } from './not-modified.ts';
import type { PublicLists } from './public-lists.ts';

/** Public answers may be kept but must be asked about: a notebook can be deleted at any time. */
export const cacheHeader = (row: NotebookRow): string =>
  row.is_public && row.state === 'live' ? 'public, no-cache' : 'private, no-store';

const CLOSE = Buffer.from('}');

export function notebookRoutes(api: Registrar, services: Services, lists: PublicLists): void {
  const { store, contents } = services;

  api.add('get', async ({ params, query, viewer, request, reply }) => {
    const row = await visibleRow(store.db, params.share_id, viewer);
    const content = await contents.content(row, query.version, canManage(row, viewer));
    const summary = summaryOf(row, store.keyring, store.publicUrl);
    const { recipe } = summary;
    const head = {
      ...summary,
      version: query.version ?? row.version,
      download_url: `${store.publicUrl}/api/notebook/download/${row.share_id}${query.version === undefined ? '' : `?version=${query.version}`}`,
      metadata: {
        sha256: content.sha256,
        bytes: content.bytes,
        generated_by: 'alacard',
        forked_from: row.parent_share_id,
        model_info: {
          id: recipe.model_card.id,
          revision: content.revision ?? recipe.model_card.revision ?? null,
          task: summary.task,
          licence: summary.model_licence,
        },
      },
    };
    const text = JSON.stringify(head);
    void reply.header('cache-control', cacheHeader(row));
    if (unchanged(reply, `W/"${sha256(text).slice(0, 32)}"`, request.headers['if-none-match'])) {
      return reply.send();
    }
    // The stored text is JSON itself: it is put in as it is, not parsed and written again.
    return reply
      .type('application/json; charset=utf-8')
      .send(
        Buffer.concat([
          Buffer.from(`${text.slice(0, -1)},"notebook_content":`),
          content.file,
          CLOSE,
        ]),
      );
  });

  api.add('download', async ({ params, query, viewer, request, reply }) => {
    const row = await visibleRow(store.db, params.share_id, viewer);
    const content = await contents.content(row, query.version, canManage(row, viewer));
    void reply.header('cache-control', cacheHeader(row));
    if (unchanged(reply, `"${content.sha256}"`, request.headers['if-none-match']))
      return reply.send();
    await countDownload(row, viewer);
    return sendFile(reply, row, content);
  });

  function sendFile(reply: FastifyReply, row: NotebookRow, content: Content): FastifyReply {
    const name = recipeName(openFields(row, store.keyring).recipe) || row.share_id;
    const plain = name.replace(/[^\x20-\x7e]/g, '_');
    return reply
      .type('application/x-ipynb+json')
      .header(
        'content-disposition',
        `attachment; filename="${plain}.ipynb"; filename*=UTF-8''${encodeURIComponent(name)}.ipynb`,
      )
      .send(content.file);
  }

  async function countDownload(row: NotebookRow, viewer: Viewer): Promise<void> {
    if (viewer.silent || row.state !== 'live') return;
    const event = {
      notebookId: row.id,
      kind: 'download' as const,
      visitor: viewer.visitor,
      net: viewer.net,
      signed: viewer.userId !== null,
      own: canManage(row, viewer),
    };
    // A counter that cannot be written now is no reason to keep the file back.
    await store.events.record(event).catch(() => store.events.later(event));
  }

  api.add('versions', async ({ params, viewer }) => {
    const row = await visibleRow(store.db, params.share_id, viewer);
    const versions = await contents.versions(row, canManage(row, viewer));
    return {
      versions: versions.map((version) => ({
        ...version,
        created_at: version.created_at.toISOString(),
      })),
    };
  });

  api.add('hideVersion', async ({ params, body, viewer }) => {
    await hideVersion(store, params.share_id, params.version, body.hidden, viewer);
    return { version: params.version, hidden: body.hidden };
  });

  api.add('deleteVersion', async ({ params, viewer }) => {
    await removeVersion(store, params.share_id, params.version, viewer);
    return null;
  });

  api.add('edit', async ({ params, body, viewer }) => {
    const before = await visibleRow(store.db, params.share_id, viewer);
    // The answer shows all of it.
    if (!before.is_public) mustHave(viewer, 'read');
    const row = await edit(store, params.share_id, body, viewer);
    return summaryOf(row, store.keyring, store.publicUrl);
  });

  api.add('delete', async ({ params, viewer }) => {
    await remove(store, params.share_id, viewer);
    return null;
  });

  api.add('provenance', async ({ params, query, viewer }) => {
    const row = await visibleRow(store.db, params.share_id, viewer);
    const [up, down, root] = await Promise.all([
      ancestors(store.db, row),
      descendants(store.db, row, query),
      rootOf(store.db, row),
    ]);
    return {
      depth: row.depth,
      root,
      ancestors: up,
      descendants: down.rows.map((found) => ({
        share_id: found.share_id,
        title: found.title,
        author: found.author,
        parent: found.parent,
        depth: found.depth,
        created_at: found.created_at.toISOString(),
      })),
      next_cursor: down.next,
    };
  });

  api.add('gallery', async ({ query, request, reply }) =>
    lists.send(request, reply, `gallery ${JSON.stringify(query)}`, async () => {
      const found = await gallery(store.db, {
        ...query,
        official: query.official === undefined ? undefined : query.official === 'true',
      });
      return {
        notebooks: found.rows.map((row) => summaryOf(row, store.keyring, store.publicUrl)),
        next_cursor: found.next,
      };
    }),
  );
}
