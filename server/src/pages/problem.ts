import type { Problem } from '@alacard/core/sharing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from '../html.ts';
import { sendPage } from './layout.ts';

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
