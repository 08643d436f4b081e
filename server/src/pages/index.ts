import {
  FilterSchema,
  ModelIdSchema,
  type Problem,
  PROBLEMS,
  type Scope,
  ShareIdSchema,
  TimeframeSchema,
} from '@alacard/core/sharing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { contentPolicy } from '../http/content-policy.ts';
import { mustHave } from '../http/identity.ts';
import type { Limit } from '../http/limits.ts';
import type { PublicLists } from '../http/public-lists.ts';
import { cacheHeader } from '../http/routes-notebooks.ts';
import { OWNER_ID } from '../people/owner.ts';
import type { Services } from '../services.ts';
import { gallery, mine, trending } from '../store/lists.ts';
import { hashOf } from '../store/identifiers.ts';
import { listReports, readLog } from '../store/moderation.ts';
import { findDevice, nameOf, normalUserCode } from '../store/people.ts';
import { ancestors, children } from '../store/provenance.ts';
import { visibleRow } from '../store/read.ts';
import { summaryOf } from '../store/rows.ts';
import { listSessions } from '../store/sessions.ts';
import { listTokens } from '../store/tokens.ts';
import { canManage, type Viewer } from '../store/viewer.ts';
import { hasAsset, serveAssets } from './assets.ts';
import { dashboardPage, devicePage } from './dashboard.ts';
import { discoveryRoutes } from './discovery.ts';
import { docsPage } from './docs.ts';
import { editRoutes } from './edit.ts';
import { homePage } from './home.ts';
import { frameRoutes } from './frame.ts';
import { html } from '../html.ts';
import { sendPage } from './layout.ts';
import { listPage, modelPage } from './lists.ts';
import { notebookPage } from './notebook.ts';
import { pictureRoutes } from './picture-routes.ts';
import { sessionRoutes } from './session.ts';
import { createNames } from './view.ts';

/** Errors of pages are pages; errors of the API are problem documents. */
export function problemPage(
  request: FastifyRequest,
  reply: FastifyReply,
  found: Problem,
): FastifyReply | null {
  const wantsPage = (request.headers.accept ?? '').includes('text/html');
  if (!wantsPage || request.url.startsWith('/api/') || request.url.startsWith('/metrics'))
    return null;
  const signIn = found.code === 'sign-in-required';
  void reply.code(found.status).header('cache-control', 'no-store');
  return sendPage(
    reply,
    { title: found.title, hidden: true },
    html`<div class="narrow">
      <h1>${found.title}</h1>
      <p>${found.detail}</p>
      <p class="actions">
        ${
          signIn
            ? html`<a class="button primary" href="/sign-in?next=${request.url}">Sign in</a>`
            : html`<a class="button primary" href="/gallery">Browse notebooks</a>`
        }
      </p>
      <p class="muted"><small>Request ${request.id}</small></p>
    </div>`,
  );
}

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
  const { store, config, maker, hub, ownerToken } = services;
  const ownerHash = ownerToken === null ? null : hashOf(ownerToken);
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

  app.get('/dashboard', hide, async (request, reply) => {
    const viewer = await visitor(request, 'admin');
    if (viewer.userId === null) return reply.redirect('/sign-in?next=/dashboard', 303);
    const [notebooks, tokens, sessions, name, reports, log] = await Promise.all([
      mine(store.db, viewer.userId, { limit: 100 }),
      listTokens(store.db, viewer.userId),
      listSessions(store.db, viewer.userId, ownerHash),
      nameOf(store.db, viewer.userId),
      viewer.operator ? listReports(store.db, { status: 'open', limit: 50 }) : null,
      viewer.operator ? readLog(store.db, { limit: 20 }) : null,
    ]);
    void reply.header('cache-control', 'private, no-store');
    return sendPage(
      reply,
      { title: 'Dashboard', here: '/dashboard', hidden: true, scripts: ['dashboard.js'] },
      dashboardPage(
        {
          name,
          owner: viewer.userId === OWNER_ID,
          notebooks: notebooks.rows.map(summary),
          tokens,
          sessions: sessions.map((one) => ({ ...one, current: one.id === viewer.tokenId })),
          reports: reports?.rows ?? null,
          log: log?.rows ?? null,
        },
        names,
      ),
    );
  });

  app.get<{ Querystring: { code?: string } }>('/device', hide, async (request, reply) => {
    const viewer = await visitor(request, 'admin');
    const given = typeof request.query.code === 'string' ? request.query.code : '';
    const code = given === '' ? '' : normalUserCode(given);
    if (viewer.userId === null) {
      return reply.redirect(`/sign-in?next=${encodeURIComponent(`/device?code=${code}`)}`, 303);
    }
    const device = code === '' ? undefined : await findDevice(store.db, code);
    void reply.header('cache-control', 'private, no-store');
    return sendPage(
      reply,
      { title: 'Connect', hidden: true, scripts: ['device.js'] },
      devicePage({
        code,
        client: device?.status === 'pending' ? device.client_id : null,
        scopes: device?.scopes ?? [],
      }),
    );
  });

  app.get('/api/docs', hide, async (_request, reply) =>
    sendPage(reply, { title: 'API' }, docsPage(store.publicUrl, maker.deal({}))),
  );
  app.get<{ Params: { code: string } }>('/problems/:code', hide, async (request, reply) => {
    const { code } = request.params;
    if (!(code in PROBLEMS)) return reply.callNotFound();
    return reply.redirect(`/api/docs#${code}`, 303);
  });
}
