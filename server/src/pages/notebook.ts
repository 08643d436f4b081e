import { REPORT_KINDS, type NotebookSummary } from '@alacard/core/sharing';
import type { Ancestor, Descendant } from '../store/provenance.ts';
import { html, type Html } from '../html.ts';
import { ago, count, licenceLine, officialBadge, recipeCards, type Names } from './view.ts';

export interface NotebookView {
  readonly notebook: NotebookSummary;
  readonly frame: string;
  readonly publicUrl: string;
  readonly versions: number;
  /** The version in the frame. */
  readonly shown: number;
  /** By the person who looks, or by whoever has its manage token. */
  readonly canChange: boolean;
  readonly ancestors: readonly Ancestor[];
  readonly children: readonly Descendant[];
  readonly mine: boolean;
  readonly state: 'live' | 'withheld' | 'deleted';
}

export function notebookPage(view: NotebookView, names: Names): Html {
  const { notebook, publicUrl } = view;
  const { share_id: id, metrics, recipe } = notebook;
  const older = view.shown === notebook.version ? '' : `?version=${view.shown}`;
  const download = `/api/notebook/download/${id}${older}`;
  const query = `server=${encodeURIComponent(publicUrl)}&id=${id}`;
  const licence = licenceLine(recipe.model_card.id, notebook.model_licence);
  return html` ${view.state === 'withheld' ? html`<p class="notice bad">This notebook is withheld after a report. Only you can see it.</p>` : null}
    <h1>${notebook.title} ${officialBadge(notebook)}</h1>
    <p class="muted">
      By ${notebook.author.name ?? 'Anonymous'} ·
      <time datetime="${notebook.created_at}">${ago(notebook.created_at)}</time>${
        notebook.forked_from === null
          ? null
          : html` · remixed from
              <a href="/n/${notebook.forked_from.share_id}"
                >${notebook.forked_from.title ?? 'a private notebook'}</a
              >${
                notebook.forked_from.author === null
                  ? null
                  : html` by ${notebook.forked_from.author}`
              }`
      }${notebook.is_public ? null : html` · <b>private</b>`}
    </p>
    ${notebook.description === '' ? null : html`<p>${notebook.description}</p>`}
    ${recipeCards(recipe, names)}
    ${licence.restrictive ? html`<p class="notice warn">${licence.sentence}</p>` : null}
    <div class="actions" data-share="${id}" id="share">
      <a class="button primary" href="/?remix=${id}">Remix</a>
      <a class="button" href="vscode://alacard.alacard-vscode/remix?${query}">Open in VS Code</a>
      <button type="button" data-open="jupyter">Open in JupyterLab</button>
      <a class="button" href="${download}" download>Download</a>
      <button type="button" id="copy" data-link="${notebook.notebook_url}">Copy link</button>
      ${view.canChange ? html`<a class="button quiet" href="/n/${id}/edit">Change</a>` : null}
      <button type="button" class="quiet" data-open="report">Report</button>
      <span class="status" role="status" aria-live="polite"></span>
    </div>
    ${older === '' ? null : html`<p class="notice">This is version ${view.shown}. <a href="/n/${id}">The newest is version ${notebook.version}.</a></p>`}
    <div class="split">
      <iframe
        class="frame"
        title="The notebook"
        src="${view.frame}"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        loading="lazy"
        referrerpolicy="no-referrer"
      ></iframe>
      <div class="side">
        <section aria-label="Counts">
          <dl>
            <dt>Remixes</dt>
            <dd>${count(metrics.remix_count, '', '').trim()}</dd>
            <dt>Downloads</dt>
            <dd>${count(metrics.download_count, '', '').trim()}</dd>
            <dt>Views</dt>
            <dd>${count(metrics.view_count, '', '').trim()}</dd>
            ${
              metrics.runs_ok + metrics.runs_failed === 0
                ? null
                : html`<dt>Reported runs</dt>
                    <dd>${metrics.runs_ok} of ${metrics.runs_ok + metrics.runs_failed} worked</dd>`
            }
            <dt>Version</dt>
            <dd>${view.shown}${view.versions > 1 ? html` of ${view.versions}` : null}</dd>
            <dt>Licence</dt>
            <dd>${notebook.licence}</dd>
            <dt>Model licence</dt>
            <dd>${licence.name}</dd>
            ${
              notebook.task === null
                ? null
                : html`<dt>Task</dt>
                    <dd>${notebook.task}</dd>`
            }
          </dl>
        </section>
        <section>
          <h2>Where it comes from</h2>
          ${
            view.ancestors.length === 0
              ? html`<p class="muted">An original.</p>`
              : html`<ol>
                  ${view.ancestors
                    .slice(0, 12)
                    .map(
                      (one) =>
                        html`<li>
                          ${
                            one.share_id === null
                              ? html`${one.title ?? 'a private notebook'}
                                  <span class="muted">(gone)</span>`
                              : html`<a href="/n/${one.share_id}">${one.title ?? one.share_id}</a>`
                          }${one.author === null ? null : html` <span class="muted">by ${one.author}</span>`}
                        </li>`,
                    )}
                </ol>`
          }
        </section>
        ${
          view.children.length === 0
            ? null
            : html`<section>
                <h2>Remixes of it</h2>
                <ul>
                  ${view.children.map(
                    (one) =>
                      html`<li>
                        <a href="/n/${one.share_id}">${one.title}</a>
                        <span class="muted">by ${one.author ?? 'Anonymous'}</span>
                      </li>`,
                  )}
                </ul>
              </section>`
        }
        <section>
          <h2>Put it elsewhere</h2>
          <label
            >Badge<input
              readonly
              value="[![Alacard](${publicUrl}/n/${id}/badge.svg)](${notebook.notebook_url})"
          /></label>
          <label
            >Embed<input
              readonly
              value='<iframe src="${publicUrl}/embed/${id}" width="720" height="480" title="Alacard notebook"></iframe>'
          /></label>
        </section>
      </div>
    </div>
    <dialog id="report" aria-labelledby="report-title">
      <h2 id="report-title">Report this notebook</h2>
      <form method="dialog">
        <label
          >What is wrong?<select name="kind">
            ${REPORT_KINDS.map((kind) => html`<option value="${kind}">${kind}</option>`)}
          </select></label
        >
        <label
          >In a sentence<textarea
            name="statement"
            required
            minlength="10"
            maxlength="4000"
          ></textarea>
        </label>
        <label
          >How can we reach you? (optional)<input
            name="contact"
            maxlength="200"
            autocomplete="email"
        /></label>
        <p class="actions">
          <button class="primary" value="send">Send</button
          ><button value="cancel" formnovalidate>Cancel</button>
        </p>
      </form>
    </dialog>
    <dialog id="jupyter" aria-labelledby="jupyter-title">
      <h2 id="jupyter-title">Open in your JupyterLab</h2>
      <form method="dialog">
        <label
          >Address of your JupyterLab<input
            name="address"
            type="url"
            required
            value="http://localhost:8888"
            data-query="${query}"
        /></label>
        <p class="muted">It needs the Alacard extension. The panel opens with these cards.</p>
        <p class="actions">
          <button class="primary" value="open">Open</button
          ><button value="cancel" formnovalidate>Cancel</button>
        </p>
      </form>
    </dialog>`;
}
