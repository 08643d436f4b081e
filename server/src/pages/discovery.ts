import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';
import { publicPages } from '../store/discovery.ts';
import { html } from '../html.ts';
import { assetText } from './assets.ts';
import { sendPage } from './layout.ts';

/** Addresses that machines look at first. */
const hide = { schema: { hide: true } } as const;
/** What is for people who act, not for search machines. */
const NOT_SEARCHED = [
  '/api/',
  '/hub/',
  '/dashboard',
  '/sign-in',
  '/device',
  '/embed/',
  '/n/*/frame',
];
/** At most, of https://www.sitemaps.org/protocol.html. */
const MOST = 50_000;
const HOUR = 3_600_000;

export function discoveryRoutes(app: FastifyInstance, { store, config }: Services): void {
  app.get('/robots.txt', hide, async (_request, reply) => {
    const rules = config.membersOnly
      ? ['Disallow: /']
      : [
          ...NOT_SEARCHED.map((path) => `Disallow: ${path}`),
          'Allow: /',
          '',
          `Sitemap: ${store.publicUrl}/sitemap.xml`,
        ];
    return reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(`${['User-agent: *', ...rules].join('\n')}\n`);
  });

  let kept: { readonly at: number; readonly text: Promise<string> } | undefined;
  app.get('/sitemap.xml', hide, async (_request, reply) => {
    if (kept === undefined || Date.now() - kept.at > HOUR) {
      const text = sitemap();
      kept = { at: Date.now(), text };
      text.catch(() => (kept = undefined));
    }
    return reply
      .type('application/xml; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .serializer((value: unknown) => String(value))
      .send(await kept.text);
  });

  /** Asked of the database once an hour: strangers may ask for it as often as they like. */
  async function sitemap(): Promise<string> {
    const { notebooks, models } = await publicPages(store.db, MOST - 3);
    const entries = [
      ...['/', '/gallery', '/trending'].map((path) => ({ path, changed: null })),
      ...notebooks.map(({ share_id, updated_at }) => ({
        path: `/n/${share_id}`,
        changed: updated_at,
      })),
      ...models.map(({ id, updated_at }) => ({ path: `/models/${id}`, changed: updated_at })),
    ].slice(0, MOST);
    const urls = entries.map(
      ({ path, changed }) =>
        `<url><loc>${store.publicUrl}${path}</loc>${changed === null ? '' : `<lastmod>${changed.toISOString()}</lastmod>`}</url>`,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('\n')}\n</urlset>\n`;
  }

  // Browsers ask for it whatever the page says.
  app.get('/favicon.ico', hide, async (_request, reply) =>
    reply
      .type('image/svg+xml')
      .header('cache-control', 'public, max-age=86400')
      .send(assetText('icon.svg')),
  );

  app.get('/security', hide, async (_request, reply) =>
    sendPage(
      reply,
      { title: 'Report a security problem', hidden: true },
      html`<div class="narrow">
        <h1>Report a security problem</h1>
        <p>
          <b>A shared notebook</b> that steals, harms or carries somebody’s secret: press
          <i>Report</i> on its page. The operators of this server are shown it.
        </p>
        <p>
          <b>This server:</b>
          ${
            config.securityContact === null
              ? 'tell the people who gave you its address; they have named no other contact.'
              : html`write to
                  <a href="${config.securityContact}"
                    >${config.securityContact.replace(/^mailto:/, '')}</a
                  >.`
          }
        </p>
        <p>
          <b>Alacard itself:</b> the file SECURITY.md of its source says where to write, privately.
        </p>
      </div>`,
    ),
  );

  app.get('/.well-known/security.txt', hide, async (_request, reply) => {
    // RFC 9116 wants an end that is less than a year away.
    const expires = new Date(Date.now() + 180 * 86_400_000).toISOString();
    return reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=86400')
      .send(
        `Contact: ${config.securityContact ?? `${store.publicUrl}/security`}\nExpires: ${expires}\nPreferred-Languages: en\nCanonical: ${store.publicUrl}/.well-known/security.txt\n`,
      );
  });
}
