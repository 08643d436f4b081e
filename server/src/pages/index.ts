import {
  FilterSchema,
  ModelIdSchema,
  PROBLEMS,
  type Scope,
  ShareIdSchema,
  TimeframeSchema,
} from '@alacard/core/sharing';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { contentPolicy } from '../http/content-policy.ts';
import { mustHave } from '../http/identity.ts';
import type { Limit } from '../http/limits.ts';
import type { PublicLists } from '../http/public-lists.ts';
import { cacheHeader } from '../http/routes-notebooks.ts';
import type { Services } from '../services.ts';
import { gallery, trending } from '../store/lists.ts';
import { ancestors, children } from '../store/provenance.ts';
import { visibleRow } from '../store/read.ts';
import { summaryOf } from '../store/rows.ts';
import { canManage, type Viewer } from '../store/viewer.ts';
import { hasAsset, serveAssets } from './assets.ts';
import { discoveryRoutes } from './discovery.ts';
import { docsPage } from './docs.ts';
import { editRoutes } from './edit.ts';
import { homePage } from './home.ts';
import { frameRoutes } from './frame.ts';
import { sendPage } from './layout.ts';
import { listPage, modelPage } from './lists.ts';
import { notebookPage } from './notebook.ts';
import { ownRoutes } from './own-routes.ts';
import { pictureRoutes } from './picture-routes.ts';
import { sessionRoutes } from './session.ts';
import { createNames } from './view.ts';

/** Empty fields of a form are no filters. */
const filled = (query: unknown): object =>
  Object.fromEntries(
    Object.entries(z.record(z.string(), z.unknown()).catch({}).parse(query)).filter(
      ([, value]) => value !== '',
    ),
  );
const GalleryFormSchema = FilterSchema.extend({
  q: z.string().trim().max(200).optional(),
  sort: z.enum(['newest', 'remixes', 'downloads', 'views']).default('newest').catch('newest'),
  cursor: z.string().max(400).optional(),
});
const TrendingFormSchema = FilterSchema.extend({
  timeframe: TimeframeSchema.default('7d').catch('7d'),
  cursor: z.string().max(400).optional(),
});
const VersionQuerySchema = z.object({ version: z.coerce.number().int().positive().optional() });
const hide = { schema: { hide: true } } as const;

export async function addPages(
  app: FastifyInstance,
  services: Services,
  identify: (request: FastifyRequest) => Promise<Viewer>,
  limit: Limit,
  lists: PublicLists,
): Promise<void> {
  const { store, config, maker, hub } = services;
  const names = createNames(maker);
  const summary = (row: Parameters<typeof summaryOf>[0]) =>
    summaryOf(row, store.keyring, store.publicUrl);
  serveAssets(app);
  discoveryRoutes(app, services);
  await app.register(async (scope) => sessionRoutes(scope, services, identify, limit));
  /** Pages show what a person may read; those that act for them need all of their rights. */
  const visitor = async (request: FastifyRequest, scope: Scope = 'read'): Promise<Viewer> => {
    const viewer = await identify(request);
    mustHave(viewer, scope);
    return viewer;
  };

  const panel = {
    ...hide,
    helmet: { contentSecurityPolicy: contentPolicy(config, { wasm: true }) },
  };
  app.get('/', panel, async (_request, reply) => {
    const hot = await lists.kept('home', async () =>
      (await trending(store.db, { timeframe: '7d', limit: 6 })).rows.map(summary),
    );
    void reply.header('cache-control', 'no-store');
    return sendPage(
      reply,
      {
        title: 'Alacard',
        here: '/',
        scripts: hasAsset('home.js') ? ['home.js'] : [],
        address: `${store.publicUrl}/`,
      },
      homePage({ names, hot, hand: maker.deal({}), hub: hub.endpoint }),
    );
  });

  app.get('/gallery', hide, async (request, reply) => {
    const query = GalleryFormSchema.parse(filled(request.query));
    const found = await lists.kept(`gallery page ${JSON.stringify(query)}`, async () => {
      const { rows, next } = await gallery(store.db, { ...query, limit: 24 });
      return { notebooks: rows.map(summary), next };
    });
    lists.open(request, reply);
    return sendPage(
      reply,
      { title: 'Gallery', here: '/gallery', hidden: query.cursor !== undefined },
      listPage(
        {
          path: '/gallery',
          query: { ...query, cursor: undefined } as typeof query,
          notebooks: found.notebooks,
          next: found.next,
        },
        names,
      ),
    );
  });

  app.get('/trending', hide, async (request, reply) => {
    const query = TrendingFormSchema.parse(filled(request.query));
    const found = await lists.kept(`trending page ${JSON.stringify(query)}`, async () => {
      const { rows, next } = await trending(store.db, { ...query, limit: 24 });
      return { notebooks: rows.map(summary), next };
    });
    lists.open(request, reply);
    return sendPage(
      reply,
      { title: 'Trending', here: '/trending', hidden: query.cursor !== undefined },
      listPage(
        {
          path: '/trending',
          query: { ...query, cursor: undefined } as typeof query,
          notebooks: found.notebooks,
          next: found.next,
        },
        names,
      ),
    );
  });

  app.get<{ Params: { '*': string } }>('/models/*', hide, async (request, reply) => {
    const id = ModelIdSchema.parse(request.params['*']);
    const found = await gallery(store.db, { model: id, sort: 'remixes', limit: 24 });
    const notebooks = found.rows.map(summary);
    const licence = notebooks.find((one) => one.model_licence !== null)?.model_licence ?? null;
    return sendPage(
      reply,
      {
        title: `${id} tutorial`,
        description: `How to use ${id}: runnable, explained notebooks, from a first call to a small app.`,
        address: `${store.publicUrl}/models/${id}`,
        hidden: notebooks.length === 0,
      },
      modelPage(id, notebooks, found.next, licence, hub.endpoint, names),
    );
  });

  app.get<{ Params: { share_id: string } }>('/n/:share_id', hide, async (request, reply) => {
    const viewer = await visitor(request);
    const row = await visibleRow(store.db, ShareIdSchema.parse(request.params.share_id), viewer);
    const [up, down] = await Promise.all([ancestors(store.db, row), children(store.db, row, 12)]);
    const notebook = summary(row);
    const { version: shown = row.version } = VersionQuerySchema.parse(request.query);
    if (shown > row.version) return reply.callNotFound();
    void reply.header('cache-control', cacheHeader(row));
    return sendPage(
      reply,
      {
        title: notebook.title,
        about: `${notebook.recipe.model_card.id} tutorial`,
        description:
          notebook.description || `A runnable notebook for ${notebook.recipe.model_card.id}.`,
        address: notebook.notebook_url,
        picture: `${store.publicUrl}/n/${row.share_id}/preview.png`,
        scripts: ['share.js'],
        hidden: !row.is_public || row.state !== 'live',
      },
      notebookPage(
        {
          notebook,
          frame: `${row.is_public ? (config.frameUrl ?? '') : ''}/n/${row.share_id}/frame?version=${shown}`,
          shown,
          canChange: row.user_id === null || canManage(row, viewer),
          publicUrl: store.publicUrl,
          versions: row.version,
          ancestors: up,
          children: down,
          mine: canManage(row, viewer),
          state: row.state,
        },
        names,
      ),
    );
  });

  editRoutes(app, services, visitor);
  frameRoutes(app, services, visitor);
  pictureRoutes(app, services, visitor, names);
  ownRoutes(app, services, visitor, names);

  app.get('/api/docs', hide, async (_request, reply) =>
    sendPage(reply, { title: 'API' }, docsPage(store.publicUrl, maker.deal({}))),
  );
  app.get<{ Params: { code: string } }>('/problems/:code', hide, async (request, reply) => {
    const { code } = request.params;
    if (!(code in PROBLEMS)) return reply.callNotFound();
    return reply.redirect(`/api/docs#${code}`, 303);
  });
}
