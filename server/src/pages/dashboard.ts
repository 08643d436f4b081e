import { SCOPES, type NotebookSummary } from '@alacard/core/sharing';
import type { LogRow, ReportRow } from '../store/moderation.ts';
import type { SessionRow } from '../store/sessions.ts';
import type { TokenRow } from '../store/tokens.ts';
import { html, type Html } from '../html.ts';
import { SCOPE_TEXT } from './scope-texts.ts';
import { ago, count, tile, type Names } from './view.ts';

export interface DashboardView {
  readonly name: string | null;
  readonly owner: boolean;
  readonly notebooks: readonly NotebookSummary[];
  readonly tokens: readonly TokenRow[];
  readonly sessions: readonly (SessionRow & { readonly current: boolean })[];
  readonly reports: readonly ReportRow[] | null;
  /** What operators decided; null for people who are none. */
  readonly log: readonly LogRow[] | null;
}

/** Drawn here, operated by public/dashboard.js over the API. */
export function dashboardPage(view: DashboardView, names: Names): Html {
  const total = (key: keyof NotebookSummary['metrics']): number =>
    view.notebooks.reduce((sum, { metrics }) => sum + metrics[key], 0);
  return html`<h1>Dashboard</h1>
    <p class="status" id="status" role="status" aria-live="polite"></p>
    <form id="rename" class="filters">
      <label
        >Your name beside your notebooks<input
          name="name"
          maxlength="60"
          required
          value="${view.name ?? ''}"
          autocomplete="nickname" /></label
      ><button>Save name</button>
    </form>
    <p class="muted">
      ${count(view.notebooks.length, 'notebook')} ·
      ${count(total('remix_count'), 'remix', 'remixes')} ·
      ${count(total('download_count'), 'download')} · ${count(total('view_count'), 'view')}
    </p>
    <h2>My notebooks</h2>
    ${
      view.notebooks.length === 0
        ? html`<p class="empty">
            Nothing shared yet. <a href="/">Deal a hand</a>, or share a notebook from JupyterLab or
            VS Code.
          </p>`
        : html`<ul class="tiles">
            ${view.notebooks.map((notebook) =>
              tile(
                notebook,
                names,
                html`<p class="actions">
                  <a class="button" href="/n/${notebook.share_id}/edit">Change</a
                  ><button
                    type="button"
                    data-visibility="${notebook.share_id}"
                    data-public="${String(!notebook.is_public)}"
                  >
                    ${notebook.is_public ? 'Make private' : 'Make public'}</button
                  ><button
                    type="button"
                    class="danger"
                    data-delete="${notebook.share_id}"
                    data-title="${notebook.title}"
                  >
                    Delete
                  </button>
                </p>`,
              ),
            )}
          </ul>`
    }
    <h2>Tokens</h2>
    <p>For scripts and editors. A token is shown once; here you see its beginning.</p>
    <ul class="rows">
      ${view.tokens.map(
        (token) =>
          html`<li>
            <span
              ><b>${token.name}</b> <code>${token.hint}…</code><br /><small class="muted"
                >${token.scopes.join(', ')} · made ${ago(token.created_at.toISOString())} ·
                ${token.last_used_at === null ? 'never used' : `used ${ago(token.last_used_at.toISOString())}`}</small
              ></span
            ><button type="button" class="danger" data-revoke="${token.id}">Revoke</button>
          </li>`,
      )}
    </ul>
    <form id="token">
      <fieldset>
        <legend>New token</legend>
        <label>Name<input name="name" required maxlength="60" placeholder="my script" /></label>
        <p class="choices">
          ${SCOPES.map(
            (scope) =>
              html`<label class="inline"
                ><span
                  ><input
                    type="checkbox"
                    name="scope"
                    value="${scope}"
                    ${scope === 'read' || scope === 'write' ? html` checked` : null}
                  />
                  ${scope}: ${SCOPE_TEXT[scope]}</span
                ></label
              >`,
          )}
        </p>
        <button class="primary">Make token</button>
        <p id="made" hidden class="notice"></p>
      </fieldset>
    </form>
    <h2>Signed-in browsers</h2>
    <ul class="rows" id="sessions">
      ${view.sessions.map(
        (session) =>
          html`<li>
            <span
              ><b>${session.name}</b
              >${session.current ? html` <span class="badge">This one</span>` : null}<br /><small
                class="muted"
                >signed in ${ago(session.created_at.toISOString())} ·
                ${session.last_used_at === null ? 'not used since' : `used ${ago(session.last_used_at.toISOString())}`}</small
              ></span
            ><button type="button" class="danger" data-end="${session.id}">Sign out</button>
          </li>`,
      )}
    </ul>
    <p><button type="button" class="danger" id="everywhere">Sign out everywhere</button></p>
    ${
      view.reports === null
        ? null
        : html`<h2>Reports</h2>
            ${
              view.reports.length === 0
                ? html`<p class="muted">No open reports.</p>`
                : html`<ul class="rows">
                    ${view.reports.map(
                      (report) =>
                        html`<li>
                          <span
                            ><b>${report.kind}</b>
                            <a href="/n/${report.share_id}">${report.share_id}</a
                            ><br />${report.statement}</span
                          >
                          <span class="actions"
                            ><button
                              type="button"
                              class="danger"
                              data-decide="${report.id}"
                              data-decision="uphold"
                            >
                              Withhold</button
                            ><button
                              type="button"
                              data-decide="${report.id}"
                              data-decision="reject"
                            >
                              Reject
                            </button></span
                          >
                        </li>`,
                    )}
                  </ul>`
            }`
    }
    ${view.log === null || view.log.length === 0 ? null : logSection(view.log)}
    <h2>${view.owner ? 'Session' : 'Account'}</h2>
    <div class="actions">
      <form method="post" action="/sign-out"><button>Sign out</button></form>
      <button type="button" class="danger" id="forget">Delete everything of mine</button>
    </div>`;
}

const ACTIONS: Readonly<Record<string, string>> = {
  withheld: 'Withheld',
  restored: 'Shown again',
  rejected: 'Report rejected',
  official: 'Badge given',
  'not-official': 'Badge taken',
};

const logSection = (log: readonly LogRow[]): Html =>
  html`<h2>Decisions</h2>
    <ul class="rows">
      ${log.map(
        (entry, index) =>
          html`<li>
            <span
              ><b>${ACTIONS[entry.action] ?? entry.action}</b> ${
                entry.share_id === null
                  ? 'a notebook that is gone'
                  : html`<a href="/n/${entry.share_id}">${entry.share_id}</a>`
              }${entry.reason === '' ? null : html`<br />${entry.reason}`}<br /><small class="muted"
                >${ago(entry.at.toISOString())}${entry.by === null ? null : html` by ${entry.by}`}</small
              ></span
            >${
              entry.withheld &&
              entry.action === 'withheld' &&
              log.findIndex((one) => one.share_id === entry.share_id) === index
                ? html`<button type="button" data-restore="${entry.share_id}">Show again</button>`
                : null
            }
          </li>`,
      )}
    </ul>`;
