import { endpoints, PROBLEMS, type Endpoint, type Recipe } from '@alacard/core/sharing';
import { html, type Html } from '../html.ts';

const TAGS = ['notebooks', 'cards', 'community', 'people', 'operators'] as const;

/** The API for people; the OpenAPI document is for programs. `sample`: a hand of the deck. */
export function docsPage(publicUrl: string, sample: Recipe): Html {
  const all = Object.entries<Endpoint>(endpoints);
  return html`<h1>API</h1>
    <p>
      Every endpoint answers JSON; errors are problem documents (RFC 9457).
      <a href="/api/docs/openapi.json">OpenAPI document</a>.
    </p>
    <p>
      Sharing needs no account. With a personal access token from your
      <a href="/dashboard">dashboard</a>, send <code>Authorization: Bearer alacard_pat_…</code>.
      Without one you are given a manage token once; send it back as
      <code>Alacard-Manage-Token</code>. With an <code>Idempotency-Key</code> a write can be
      repeated safely.
    </p>
    <pre
      class="notice scroll"
      tabindex="0"
    ><code>curl -X POST ${publicUrl}/api/notebook/generate -H 'content-type: application/json' \\
  -d '${JSON.stringify({ recipe: sample })}'</code></pre>
    ${TAGS.map(
      (tag) =>
        html`<h2>${tag.slice(0, 1).toUpperCase()}${tag.slice(1)}</h2>
          <div class="scroll" tabindex="0" role="region" aria-label="Endpoints: ${tag}">
            <table class="api">
              <thead>
                <tr>
                  <th>Call</th>
                  <th>What</th>
                  <th>For</th>
                </tr>
              </thead>
              <tbody>
                ${all
                  .filter(([, endpoint]) => endpoint.tag === tag)
                  .map(
                    ([, endpoint]) =>
                      html`<tr>
                        <td><code>${endpoint.method} ${endpoint.path}</code></td>
                        <td>${endpoint.summary}</td>
                        <td>${endpoint.access}</td>
                      </tr>`,
                  )}
              </tbody>
            </table>
          </div>`,
    )}
    <h2>Problems</h2>
    <dl class="facts">
      ${Object.entries(PROBLEMS)
        .filter(([, [status]]) => status > 0)
        .map(
          ([code, [status, title]]) =>
            html`<dt><code id="${code}">${code}</code></dt>
              <dd>${status} · ${title}</dd>`,
        )}
    </dl>`;
}
