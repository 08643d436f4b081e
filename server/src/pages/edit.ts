import { endpoints, NOTEBOOK_LICENCES, ShareIdSchema } from '@alacard/core/sharing';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { html, type Html } from '../html.ts';
import type { Services } from '../services.ts';
import { findRow } from '../store/read.ts';
import { canManage, type Viewer } from '../store/viewer.ts';
import { sendPage } from './layout.ts';

interface EditView {
  readonly shareId: string;
  /** The person who looks owns it; otherwise they are asked for its manage token. */
  readonly mine: boolean;
}

/**
 * The page of one's own notebook: drawn empty, filled and operated by
 * public/edit.js over the API. So whoever may not change the notebook, or does
 * not know its manage token, is told nothing about it.
 */
function editPage({ shareId, mine }: EditView): Html {
  return html`<div
    class="narrow"
    id="edit"
    data-share="${shareId}"
    data-mine="${String(mine)}"
    data-versions="${String('deleteVersion' in endpoints)}"
  >
    <h1>Change a shared notebook</h1>
    <p class="muted"><a href="/n/${shareId}">Back to its page</a></p>
    <p class="status" id="status" role="status" aria-live="polite"></p>
    <noscript><p class="notice warn">This page needs scripts. The API does without.</p></noscript>
    ${
      mine
        ? null
        : html`<form id="token" class="filters">
            <label class="wide"
              >Manage token<input name="token" required autocomplete="off" spellcheck="false"
            /></label>
            <button class="primary">Open</button>
            <p class="muted wide">
              You were shown it when you shared the notebook without an account. If it is yours by
              an account, <a href="/sign-in?next=/n/${shareId}/edit">sign in</a> instead.
            </p>
          </form>`
    }
    <div id="own" hidden>
      <form id="about" class="stacked">
        <label>Title<input name="title" required maxlength="120" /></label>
        <label>Description<textarea name="description" rows="4" maxlength="2000"></textarea></label>
        <label
          >Licence of the notebook<select name="licence">
            ${NOTEBOOK_LICENCES.map((id) => html`<option>${id}</option>`)}
          </select></label
        >
        <fieldset>
          <legend>Who can see it</legend>
          <label class="inline"
            ><span
              ><input type="radio" name="seen" value="everyone" /> Everyone: listed, searchable,
              open to remixes</span
            ></label
          >
          <label class="inline"
            ><span
              ><input type="radio" name="seen" value="me" /> Only me: sealed on the server</span
            ></label
          >
        </fieldset>
        <p class="actions"><button class="primary">Save</button></p>
      </form>
      <h2>Versions</h2>
      <ul class="rows" id="versions"></ul>
      <h2>Reported runs</h2>
      <p class="muted" id="no-runs">Nobody has reported a run yet.</p>
      <div class="scroll" role="region" aria-label="Reported runs" tabindex="0" hidden>
        <table id="runs" class="api">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Result</th>
              <th scope="col">Where</th>
              <th scope="col">Device</th>
              <th scope="col">Runs</th>
            </tr>
          </thead>
          <tbody></tbody>
        </table>
      </div>
      <h2>Delete</h2>
      <p>Its file goes with all versions. Remixes of it stay, with their credit line.</p>
      <p class="actions">
        <button type="button" class="danger" id="delete">Delete this notebook</button>
      </p>
    </div>
  </div>`;
}

export function editRoutes(
  app: FastifyInstance,
  { store }: Services,
  identify: (request: FastifyRequest) => Promise<Viewer>,
): void {
  app.get<{ Params: { share_id: string } }>(
    '/n/:share_id/edit',
    { schema: { hide: true } },
    async (request, reply) => {
      const shareId = ShareIdSchema.parse(request.params.share_id);
      const viewer = await identify(request);
      const row = viewer.userId === null ? undefined : await findRow(store.db, shareId);
      const mine = row !== undefined && row.state !== 'deleted' && canManage(row, viewer);
      void reply.header('cache-control', 'private, no-store');
      return sendPage(
        reply,
        { title: 'Change a notebook', hidden: true, scripts: ['edit.js'] },
        editPage({ shareId, mine }),
      );
    },
  );
}
