import type { FastifyReply } from 'fastify';
import { asset } from './assets.ts';
import { html, type Html } from '../html.ts';

export interface PageOptions {
  readonly title: string;
  /** What the page is about, for its title in lists of results. */
  readonly about?: string;
  readonly description?: string;
  /** Absolute address of the page, for previews. */
  readonly address?: string;
  /** Absolute address of a preview picture. */
  readonly picture?: string;
  readonly scripts?: readonly string[];
  /** Not for search machines: private, personal or empty pages. */
  readonly hidden?: boolean;
  /** Which entry of the menu this is. */
  readonly here?: string;
  readonly signedIn?: boolean;
}

const MENU = [
  ['/', 'Deal'],
  ['/trending', 'Trending'],
  ['/gallery', 'Gallery'],
  ['/dashboard', 'Dashboard'],
] as const;

/** A whole page. */
function layout(options: PageOptions, main: Html): string {
  const {
    title,
    description = 'Runnable, explained notebooks for any model of the Hugging Face Hub.',
  } = options;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>
          ${title === 'Alacard' ? 'Alacard: AI manuals for AI models' : [title, options.about, 'Alacard'].filter((part) => part !== undefined).join(' · ')}
        </title>
        <meta name="description" content="${description}" />
        <meta property="og:title" content="${title}" />
        <meta property="og:description" content="${description}" />
        <meta property="og:site_name" content="Alacard" />
        <meta property="og:type" content="website" />
        ${options.address === undefined ? null : html`<link rel="canonical" href="${options.address}" /><meta property="og:url" content="${options.address}" />`}
        ${
          options.picture === undefined
            ? null
            : html`<meta property="og:image" content="${options.picture}" /><meta
                  property="og:image:width"
                  content="1200"
                /><meta property="og:image:height" content="630" /><meta
                  name="twitter:card"
                  content="summary_large_image"
                />`
        }
        ${options.hidden === true ? html`<meta name="robots" content="noindex" />` : null}
        <link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${asset('alacard.css')}" />
        ${(options.scripts ?? []).map((name) => html`<script type="module" src="${asset(name)}"></script>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <header class="top">
          <nav aria-label="Main">
            <a class="brand" href="/"
              ><img src="${asset('icon.svg')}" alt="" width="26" height="26" />Alacard</a
            >
            <ul>
              ${MENU.map(
                ([path, label]) =>
                  html`<li>
                    <a href="${path}" ${path === options.here ? html` aria-current="page"` : null}
                      >${label}</a
                    >
                  </li>`,
              )}
            </ul>
          </nav>
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer class="bottom">
          <p>
            Notebooks are written by people and by Alacard, and run on your machine, not here.
            <a href="/api/docs">API</a>
          </p>
        </footer>
      </body>
    </html>`.text;
}

export const sendPage = (reply: FastifyReply, options: PageOptions, main: Html): FastifyReply =>
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', reply.getHeader('cache-control') ?? 'private, no-cache')
    .serializer((value: unknown) => String(value))
    .send(layout(options, main));
