import { recipeName } from '@alacard/core';
import { type Recipe, RecipeSchema, type Shared } from '@alacard/core/sharing';
import type { FastifyReply } from 'fastify';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { manageToken, sha256 } from '../store/identifiers.ts';
import { gallery } from '../store/lists.ts';
import { ancestors, descendants, rootOf } from '../store/provenance.ts';
import { findRow, visibleRow } from '../store/read.ts';
import { openFields, summaryOf, type NotebookRow } from '../store/rows.ts';
import type { Content } from '../store/served.ts';
import { hideVersion, removeVersion } from '../store/versions.ts';
import { canManage, type Viewer } from '../store/viewer.ts';
import { addVersion, publish, remix, remove, writtenBefore, type Written } from '../store/write.ts';
import { edit } from '../store/edit.ts';
import type { Registrar } from './endpoint.ts';
import { mustHave } from './identity.ts';
import { intentOf } from './intent.ts';
import { unchanged } from './not-modified.ts';
import type { PublicLists } from './public-lists.ts';
import { sentFile } from './sent-file.ts';

/** A public remix must not say what its private parent is called. */
const untitled = ({ model_card: { id } }: Recipe): string => `Remix for ${id}`.slice(0, 120);

function sharedAnswer({ store }: Services, written: Written): Shared {
  return {
    share_id: written.share_id,
    version: written.version,
    notebook_url: `${store.publicUrl}/n/${written.share_id}`,
    download_url: `${store.publicUrl}/api/notebook/download/${written.share_id}`,
    ...(written.unowned ? { manage_token: manageToken(store.secret, written.share_id) } : {}),
  };
}

/** Public answers may be kept but must be asked about: a notebook can be deleted at any time. */
export const cacheHeader = (row: NotebookRow): string =>
  row.is_public && row.state === 'live' ? 'public, no-cache' : 'private, no-store';

const CLOSE = Buffer.from('}');

export function notebookRoutes(api: Registrar, services: Services, lists: PublicLists): void {
  const { store, contents, maker, untrusted } = services;

  api.add('generate', async ({ body, viewer, hubToken, request, reply }) => {
    const intent = intentOf(services, request, viewer, 'generate');
    const before = await writtenBefore(store, intent);
    if (before) return madeBefore(before);
    const made = await maker.make(body.recipe, { hubToken, isPublic: body.is_public });
    const file = await untrusted.check(made.ipynb);
    const written = await publish(
      store,
      {
        file,
        title: body.title ?? made.title,
        description: '',
        licence: 'MIT',
        recipe: made.recipe,
        findings: made.findings,
        task: made.task,
        model_licence: made.modelLicence,
        is_public: body.is_public,
      },
      viewer,
      intent,
    );
    void reply.header('location', `/n/${written.share_id}`);
    return { ...sharedAnswer(services, written), recipe: made.recipe, findings: made.findings };
  });

  /** The answer to a call that is repeated. */
  async function madeBefore(written: Written): Promise<Shared> {
    const row = await findRow(store.db, written.share_id);
    const answer = { ...sharedAnswer(services, written), findings: written.findings };
    if (row === undefined || row.state === 'deleted') return answer;
    return { ...answer, recipe: openFields(row, store.keyring).recipe };
  }

  api.add('publish', async ({ body, viewer, request, reply }) => {
    const intent = intentOf(services, request, viewer, 'publish');
    const file = sentFile(request);
    const written = await publish(store, { ...body, file }, viewer, intent);
    void reply.header('location', `/n/${written.share_id}`);
    return sharedAnswer(services, written);
  });

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

  api.add('addVersion', async ({ params, body, viewer, request }) => {
    const file = sentFile(request);
    const intent = intentOf(services, request, viewer, 'addVersion');
    const next = { ...body, file };
    return sharedAnswer(services, await addVersion(store, params.share_id, next, viewer, intent));
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

  api.add('remix', async ({ params, body, viewer, hubToken, request, reply }) => {
    const intent = intentOf(services, request, viewer, 'remix');
    const before = await writtenBefore(store, intent);
    if (before) {
      return body.ipynb === undefined ? madeBefore(before) : sharedAnswer(services, before);
    }
    const parent = await visibleRow(store.db, params.share_id, viewer);
    // A remix carries what its parent says.
    if (!parent.is_public) mustHave(viewer, 'read');
    if (parent.state === 'withheld') {
      throw new Refusal(
        'withheld',
        `Notebook ${params.share_id} is withheld and cannot be remixed.`,
      );
    }
    const from = openFields(parent, store.keyring);
    const swapped = Object.entries(body.modified_recipe ?? {}).filter(
      ([, card]) => card !== undefined,
    );
    const recipe = RecipeSchema.parse({ ...from.recipe, ...Object.fromEntries(swapped) });
    const made =
      body.ipynb === undefined
        ? await maker.make(recipe, {
            hubToken,
            isPublic: body.is_public,
            remixOf: {
              server: store.publicUrl,
              share_id: parent.share_id,
              version: body.version ?? parent.version,
              title: parent.is_public ? from.title : null,
              author: parent.is_public ? parent.author : null,
              licence: parent.is_public ? from.licence : null,
            },
          })
        : {
            file: sentFile(request),
            recipe,
            findings: undefined,
            title: parent.is_public || !body.is_public ? from.title : untitled(recipe),
            task: body.task,
            modelLicence: body.model_licence,
          };
    const file = 'file' in made ? made.file : await untrusted.check(made.ipynb);
    const written = await remix(
      store,
      params.share_id,
      body.version,
      {
        file,
        recipe: made.recipe,
        findings: made.findings,
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
    const answer = sharedAnswer(services, written);
    return body.ipynb === undefined
      ? { ...answer, recipe: made.recipe, findings: made.findings }
      : answer;
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
