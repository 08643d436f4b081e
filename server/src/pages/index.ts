import { createHash } from 'node:crypto';
import {
  FilterSchema,
  ModelIdSchema,
  parseIpynb,
  type Problem,
  PROBLEMS,
  ShareIdSchema,
  TimeframeSchema,
} from '@alacard/core/sharing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { contentPolicy } from '../http/content-policy.ts';
import type { Limit } from '../http/limits.ts';
import { cacheHeader } from '../http/routes-notebooks.ts';
import { renderNotebook } from '../render/notebook.ts';
import { OWNER_ID, type Services } from '../services.ts';
import { gallery, mine, trending } from '../store/lists.ts';
import { listReports } from '../store/moderation.ts';
import { findDevice, listTokens, nameOf, normalUserCode } from '../store/people.ts';
import { ancestors, descendants } from '../store/provenance.ts';
import { visibleRow } from '../store/read.ts';
import { summaryOf } from '../store/rows.ts';
import { canManage, type Viewer } from '../store/viewer.ts';
import { assetText, hasAsset, serveAssets } from './assets.ts';
import { dashboardPage, devicePage } from './dashboard.ts';
import { docsPage } from './docs.ts';
import { homePage } from './home.ts';
import { escapeHtml, html } from './html.ts';
import { sendPage } from './layout.ts';
import { listPage, modelPage } from './lists.ts';
import { notebookPage } from './notebook.ts';
import { badge, previewPicture } from './pictures.ts';
import { sessionRoutes } from './session.ts';
import { createNames } from './view.ts';

/** Errors of pages are pages; errors of the API are problem documents. */
export function problemPage(
  _services: Services,
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
const hide = { schema: { hide: true } } as const;

export function addPages(
  app: FastifyInstance,
  services: Services,
  identify: (request: FastifyRequest) => Promise<Viewer>,
  limit: Limit,
): void {
  const { store, contents, config, maker, hub } = services;
  const names = createNames(maker);
  const summary = (row: Parameters<typeof summaryOf>[0]) =>
    summaryOf(row, store.keyring, store.publicUrl);
  serveAssets(app);
  sessionRoutes(app, services);
  app.addHook('onRequest', async (request, reply) => {
    // Guessing tokens on the sign-in page counts like any other write.
    if (request.method === 'POST') await limit('write', request, reply, await identify(request));
  });

  const panel = {
    ...hide,
    helmet: { contentSecurityPolicy: contentPolicy(config, { wasm: true }) },
  };
  app.get('/', panel, async (_request, reply) => {
    const hot = await trending(store.db, { timeframe: '7d', limit: 6 });
    void reply.header('cache-control', 'no-store');
    return sendPage(
      reply,
      {
        title: 'Alacard',
        here: '/',
        scripts: hasAsset('home.js') ? ['home.js'] : [],
        address: `${store.publicUrl}/`,
      },
      homePage({ names, hot: hot.rows.map(summary), hand: maker.deal({}), hub: hub.endpoint }),
    );
  });

  app.get('/gallery', hide, async (request, reply) => {
    const query = GalleryFormSchema.parse(filled(request.query));
    const found = await gallery(store.db, { ...query, limit: 24 });
    return sendPage(
      reply,
      { title: 'Gallery', here: '/gallery', hidden: query.cursor !== undefined },
      listPage(
        {
          path: '/gallery',
          query: { ...query, cursor: undefined } as typeof query,
          notebooks: found.rows.map(summary),
          next: found.next,
        },
        names,
      ),
    );
  });

  app.get('/trending', hide, async (request, reply) => {
    const query = TrendingFormSchema.parse(filled(request.query));
    const found = await trending(store.db, { ...query, limit: 24 });
    return sendPage(
      reply,
      { title: 'Trending', here: '/trending', hidden: query.cursor !== undefined },
      listPage(
        {
          path: '/trending',
          query: { ...query, cursor: undefined } as typeof query,
          notebooks: found.rows.map(summary),
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
        title: id,
        description: `Runnable notebooks for ${id}.`,
        address: `${store.publicUrl}/models/${id}`,
        hidden: notebooks.length === 0,
      },
      modelPage(id, notebooks, found.next, licence, hub.endpoint, names),
    );
  });

  app.get<{ Params: { share_id: string } }>('/n/:share_id', hide, async (request, reply) => {
    const viewer = await identify(request);
    const row = await visibleRow(store.db, ShareIdSchema.parse(request.params.share_id), viewer);
    const [up, down] = await Promise.all([
      ancestors(store.db, row),
      descendants(store.db, row, { limit: 12 }),
    ]);
    const notebook = summary(row);
    void reply.header('cache-control', cacheHeader(row));
    return sendPage(
      reply,
      {
        title: notebook.title,
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
          frame: `${row.is_public ? (config.frameUrl ?? '') : ''}/n/${row.share_id}/frame?version=${row.version}`,
          publicUrl: store.publicUrl,
          versions: row.version,
          ancestors: up,
          descendants: down.rows,
          mine: canManage(row, viewer),
          state: row.state,
        },
        names,
      ),
    );
  });

  const frameCss = assetText('frame.css');
  const frameHash = createHash('sha256').update(frameCss).digest('base64');
  const drawn = new Map<string, string>();
  const FrameQuerySchema = z.object({ version: z.coerce.number().int().positive().optional() });

  /** An untrusted document of its own: no scripts, no origin, nothing from elsewhere. */
  async function sendFrame(
    request: FastifyRequest,
    reply: FastifyReply,
    shareId: string,
    ancestorsAllowed: string,
  ): Promise<FastifyReply> {
    const { version } = FrameQuerySchema.parse(request.query);
    const row = await visibleRow(store.db, ShareIdSchema.parse(shareId), await identify(request));
    const content = await contents.content(row, version);
    let body = drawn.get(content.sha256);
    if (body === undefined) {
      const parsed = parseIpynb(content.ipynb, content.bytes);
      body = parsed.ok ? renderNotebook(parsed.notebook) : '<p>This notebook cannot be shown.</p>';
      if (row.is_public && body.length < 500_000) {
        drawn.set(content.sha256, body);
        const [oldest] = drawn.keys();
        if (drawn.size > 200 && oldest !== undefined) drawn.delete(oldest);
      }
    }
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', cacheHeader(row))
      .header(
        'content-security-policy',
        `sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'sha256-${frameHash}'; base-uri 'none'; form-action 'none'; frame-ancestors ${ancestorsAllowed}`,
      )
      .removeHeader('x-frame-options')
      .header('referrer-policy', 'no-referrer')
      .serializer((value: unknown) => String(value))
      .send(
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex"><title>${escapeHtml(summary(row).title)}</title><style>${frameCss}</style></head><body><main>${body}</main></body></html>`,
      );
  }
  app.get<{ Params: { share_id: string } }>('/n/:share_id/frame', hide, (request, reply) =>
    sendFrame(request, reply, request.params.share_id, new URL(store.publicUrl).origin),
  );
  app.get<{ Params: { share_id: string } }>('/embed/:share_id', hide, (request, reply) =>
    sendFrame(request, reply, request.params.share_id, '*'),
  );

  app.get<{ Params: { share_id: string } }>(
    '/n/:share_id/preview.png',
    hide,
    async (request, reply) => {
      const row = await visibleRow(
        store.db,
        ShareIdSchema.parse(request.params.share_id),
        await identify(request),
      );
      return reply
        .type('image/png')
        .header('cache-control', row.is_public ? 'public, max-age=3600' : 'private, no-store')
        .send(previewPicture(summary(row), names));
    },
  );
  app.get<{ Params: { share_id: string } }>(
    '/n/:share_id/badge.svg',
    hide,
    async (request, reply) => {
      const row = await visibleRow(
        store.db,
        ShareIdSchema.parse(request.params.share_id),
        await identify(request),
      );
      return reply
        .type('image/svg+xml')
        .header('cache-control', 'public, max-age=300')
        .send(badge(summary(row)));
    },
  );

  app.get('/dashboard', hide, async (request, reply) => {
    const viewer = await identify(request);
    if (viewer.userId === null) return reply.redirect('/sign-in?next=/dashboard', 303);
    const [notebooks, tokens, name, reports] = await Promise.all([
      mine(store.db, viewer.userId, { limit: 100 }),
      listTokens(store.db, viewer.userId),
      nameOf(store.db, viewer.userId),
      viewer.operator ? listReports(store.db, { status: 'open', limit: 50 }) : null,
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
          reports: reports?.rows ?? null,
        },
        names,
      ),
    );
  });

  app.get<{ Querystring: { code?: string } }>('/device', hide, async (request, reply) => {
    const viewer = await identify(request);
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
