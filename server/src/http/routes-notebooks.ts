import { findNotebookSecrets, parseIpynb, type Shared } from '@alacard/core/sharing';
import type { FastifyReply } from 'fastify';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { manageToken, sha256 } from '../store/identifiers.ts';
import { gallery } from '../store/lists.ts';
import { ancestors, descendants, rootOf } from '../store/provenance.ts';
import { visibleRow, type Content } from '../store/read.ts';
import { openFields, summaryOf, type NotebookRow } from '../store/rows.ts';
import { canManage, type Viewer } from '../store/viewer.ts';
import {
  addVersion,
  edit,
  publish,
  remix,
  remove,
  writtenBefore,
  type Written,
} from '../store/write.ts';
import type { Registrar } from './endpoint.ts';
import { intentOf } from './intent.ts';

/** Refuses text that is no notebook, or that carries a secret. Values are never logged or shown. */
export function checkFile(ipynb: string): void {
  if (!ipynb.isWellFormed()) {
    throw new Refusal(
      'invalid-notebook',
      'The notebook contains halves of characters. Save it as UTF-8 and try again.',
    );
  }
  const parsed = parseIpynb(ipynb, Buffer.byteLength(ipynb));
  if (!parsed.ok) {
    throw new Refusal('invalid-notebook', parsed.findings[0]?.message ?? 'Not a notebook.', {
      findings: [...parsed.findings],
    });
  }
  const secrets = findNotebookSecrets(parsed.notebook);
  if (secrets.length > 0) {
    throw new Refusal('secret-found', `${secrets[0]?.message ?? ''} Nothing was saved.`, {
      findings: secrets.slice(0, 20).map(({ code, message, cell }) => ({
        code,
        message,
        ...(cell === undefined ? {} : { cell }),
      })),
    });
  }
}

export function sharedAnswer({ store }: Services, written: Written): Shared {
  return {
    share_id: written.share_id,
    version: written.version,
    notebook_url: `${store.publicUrl}/n/${written.share_id}`,
    download_url: `${store.publicUrl}/api/notebook/download/${written.share_id}`,
    ...(written.unowned ? { manage_token: manageToken(store.secret, written.share_id) } : {}),
  };
}

/** Answers 304 when the client has it already. */
export function unchanged(reply: FastifyReply, etag: string, wanted: string | undefined): boolean {
  void reply.header('etag', etag);
  const tags = wanted?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  if (!tags.includes(etag.replace(/^W\//, '')) && !tags.includes('*')) return false;
  void reply.code(304);
  return true;
}

/** Public answers may be kept but must be asked about: a notebook can be deleted at any time. */
export const cacheHeader = (row: NotebookRow): string =>
  row.is_public && row.state === 'live' ? 'public, no-cache' : 'private, no-store';

export function notebookRoutes(api: Registrar, services: Services): void {
  const { store, contents, maker } = services;

  api.add('generate', async ({ body, viewer, request, reply }) => {
    const intent = intentOf(services, request, viewer, 'generate');
    const before = await writtenBefore(store, intent);
    if (before) return sharedAnswer(services, before);
    const made = await maker.make(body.recipe);
    checkFile(made.ipynb);
    const written = await publish(
      store,
      {
        ipynb: made.ipynb,
        title: body.title ?? made.title,
        description: '',
        licence: 'MIT',
        recipe: made.recipe,
        task: made.task,
        model_licence: made.modelLicence,
        is_public: body.is_public,
      },
      viewer,
      intent,
    );
    void reply.header('location', `/n/${written.share_id}`);
    return sharedAnswer(services, written);
  });

  api.add('publish', async ({ body, viewer, request, reply }) => {
    const intent = intentOf(services, request, viewer, 'publish');
    checkFile(body.ipynb);
    const written = await publish(store, body, viewer, intent);
    void reply.header('location', `/n/${written.share_id}`);
    return sharedAnswer(services, written);
  });

  api.add('get', async ({ params, query, viewer, request, reply }) => {
    const row = await visibleRow(store.db, params.share_id, viewer);
    const content = await contents.content(row, query.version);
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
          revision: recipe.model_card.revision ?? null,
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
      .serializer((value: unknown) => String(value))
      .send(`${text.slice(0, -1)},"notebook_content":${content.ipynb}}`);
  });

  api.add('download', async ({ params, query, viewer, request, reply }) => {
    const row = await visibleRow(store.db, params.share_id, viewer);
    const content = await contents.content(row, query.version);
    void reply.header('cache-control', cacheHeader(row));
    if (unchanged(reply, `"${content.sha256}"`, request.headers['if-none-match']))
      return reply.send();
    await countDownload(row, viewer);
    return sendFile(reply, row, content);
  });

  function sendFile(reply: FastifyReply, row: NotebookRow, content: Content): FastifyReply {
    const { title } = openFields(row, store.keyring);
    const name =
      title
        .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
        .trim()
        .slice(0, 80) || row.share_id;
    const plain = name.replace(/[^\x20-\x7e]/g, '_');
    return reply
      .type('application/x-ipynb+json')
      .header(
        'content-disposition',
        `attachment; filename="${plain}.ipynb"; filename*=UTF-8''${encodeURIComponent(name)}.ipynb`,
      )
      .serializer((value: unknown) => String(value))
      .send(content.ipynb);
  }

  async function countDownload(row: NotebookRow, viewer: Viewer): Promise<void> {
    if (viewer.silent || row.state !== 'live') return;
    await store.events.record({
      notebookId: row.id,
      kind: 'download',
      visitor: viewer.visitor,
      net: viewer.net,
      signed: viewer.userId !== null,
      own: canManage(row, viewer),
    });
  }

  api.add('versions', async ({ params, viewer }) => {
    const row = await visibleRow(store.db, params.share_id, viewer);
    const versions = await contents.versions(row);
    return {
      versions: versions.map((version) => ({
        ...version,
        created_at: version.created_at.toISOString(),
      })),
    };
  });

  api.add('addVersion', async ({ params, body, viewer, request }) => {
    checkFile(body.ipynb);
    const intent = intentOf(services, request, viewer, 'addVersion');
    return sharedAnswer(services, await addVersion(store, params.share_id, body, viewer, intent));
  });

  api.add('edit', async ({ params, body, viewer }) =>
    summaryOf(await edit(store, params.share_id, body, viewer), store.keyring, store.publicUrl),
  );

  api.add('delete', async ({ params, viewer }) => {
    await remove(store, params.share_id, viewer);
    return null;
  });

  api.add('remix', async ({ params, body, viewer, request, reply }) => {
    const intent = intentOf(services, request, viewer, 'remix');
    const before = await writtenBefore(store, intent);
    if (before) return sharedAnswer(services, before);
    const parent = await visibleRow(store.db, params.share_id, viewer);
    if (parent.state === 'withheld') {
      throw new Refusal(
        'withheld',
        `Notebook ${params.share_id} is withheld and cannot be remixed.`,
      );
    }
    const from = openFields(parent, store.keyring);
    const recipe = body.modified_recipe ?? from.recipe;
    const made =
      body.ipynb === undefined
        ? await maker.make(recipe, {
            server: store.publicUrl,
            share_id: parent.share_id,
            version: body.version ?? parent.version,
            title: parent.is_public ? from.title : null,
            author: parent.is_public ? parent.author : null,
            licence: parent.is_public ? from.licence : null,
          })
        : {
            ipynb: body.ipynb,
            recipe,
            title: from.title,
            task: body.task,
            modelLicence: body.model_licence,
          };
    checkFile(made.ipynb);
    const written = await remix(
      store,
      params.share_id,
      body.version,
      {
        ipynb: made.ipynb,
        recipe: made.recipe,
        title: body.title ?? made.title,
        description: body.description ?? '',
        licence: body.licence ?? from.licence,
        task: made.task,
        model_licence: made.modelLicence,
        is_public: body.is_public,
      },
      viewer,
      intent,
    );
    void reply.header('location', `/n/${written.share_id}`);
    return sharedAnswer(services, written);
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

  api.add('gallery', async ({ query }) => {
    const found = await gallery(store.db, {
      ...query,
      official: query.official === undefined ? undefined : query.official === 'true',
    });
    return {
      notebooks: found.rows.map((row) => summaryOf(row, store.keyring, store.publicUrl)),
      next_cursor: found.next,
    };
  });
}
