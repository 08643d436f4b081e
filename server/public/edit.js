// @ts-check
// The page of one's own notebook: everything over the API, by session or by manage token.
/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
function find(selector, kind) {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`This page has no ${selector}.`);
  return found;
}

const { share: id, mine, versions: deletable } = find('#edit', HTMLElement).dataset;
const status = find('#status', HTMLElement);
const own = find('#own', HTMLElement);
const about = find('#about', HTMLFormElement);
/**
 * A form's own field, which may have the name of a property that every form has (`title`).
 * @param {string} name
 */
const field = (name) => {
  const found = about.elements.namedItem(name);
  if (found instanceof HTMLSelectElement || found instanceof HTMLTextAreaElement) return found;
  if (found instanceof HTMLInputElement || found instanceof RadioNodeList) return found;
  throw new Error(`This page has no field ${name}.`);
};
/** @type {string | null} */
let manage = null;

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
const call = async (method, path = '', body) => {
  const response = await fetch(`/api/notebook/${id}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(manage === null ? {} : { 'alacard-manage-token': manage }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer?.detail ?? `The server answered ${response.status}.`);
  return answer;
};
/** @param {string} text */
const say = (text) => {
  status.textContent = text;
  if (text !== '') status.scrollIntoView({ block: 'nearest' });
};
/** @param {() => Promise<void>} work */
const run = (work) => work().catch((error) => say(error.message));
/**
 * @param {string} name
 * @param {Record<string, unknown>} properties
 * @param {Node[]} children
 */
const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

async function load() {
  // Runs are for whoever may change the notebook: asked first, this tells who may not.
  const { runs } = await call('GET', '/runs');
  const notebook = await call('GET');
  const { versions } = await call('GET', '/versions');
  field('title').value = notebook.title;
  field('description').value = notebook.description;
  field('licence').value = notebook.licence;
  field('seen').value = notebook.is_public ? 'everyone' : 'me';
  find('h1', HTMLElement).textContent = `Change “${notebook.title}”`;
  showVersions(versions);
  showRuns(runs, notebook.notebook_content.cells);
  own.hidden = false;
  if (token) token.hidden = true;
  say('');
}

/**
 * @param {string} what
 * @param {number} version
 * @param {() => Promise<void>} work
 */
function button(what, version, work) {
  const made = element('button', { type: 'button', textContent: what });
  made.setAttribute('aria-label', `${what} version ${version}`);
  made.addEventListener('click', () => void run(work));
  return made;
}

/** @param {{ version: number, created_at: string, bytes: number, hidden: boolean }[]} versions */
function showVersions(versions) {
  find('#versions', HTMLElement).replaceChildren(
    ...versions.map(({ version, created_at, bytes, hidden }) => {
      const size = bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
      const when = new Date(created_at).toLocaleString();
      const title = element('b', { textContent: `Version ${version}` });
      const seen = hidden ? ' · hidden: only you see it' : '';
      const note = element('small', {
        className: 'muted',
        textContent: ` ${when} · ${size}${seen}`,
      });
      const look = element('a', {
        className: 'button',
        href: `/n/${id}?version=${version}`,
        textContent: 'Look',
      });
      look.setAttribute('aria-label', `Look at version ${version}`);
      const actions = element('span', { className: 'actions' }, look);
      if (deletable === 'true' && versions.length > 1) {
        const show = button(hidden ? 'Show' : 'Hide', version, async () => {
          await call('PATCH', `/versions/${version}`, { hidden: !hidden });
          await load();
          say(`Version ${version} is ${hidden ? 'shown again' : 'hidden'}.`);
        });
        const gone = button('Delete', version, async () => {
          if (!confirm(`Delete version ${version} for good?`)) return;
          await call('DELETE', `/versions/${version}`);
          await load();
          say(`Version ${version} is deleted.`);
        });
        gone.className = 'danger';
        actions.append(show, gone);
      }
      return element('li', {}, element('span', {}, title, note), actions);
    }),
  );
}

/**
 * @typedef {{ version: number, ok: boolean, failed_cell: string | null, error_name: string | null,
 *   device: string | null, runs: number }} Run
 * @param {Run[]} runs
 * @param {{ id?: string }[]} cells
 */
function showRuns(runs, cells) {
  const table = find('#runs', HTMLTableElement);
  find('#no-runs', HTMLElement).hidden = runs.length > 0;
  if (table.parentElement) table.parentElement.hidden = runs.length === 0;
  /** @param {Run} run */
  const place = ({ ok, failed_cell: cell, error_name: error }) => {
    if (ok) return '';
    const at = cells.findIndex((one) => one.id === cell);
    const where = at >= 0 ? `Cell ${at + 1}` : (cell ?? 'somewhere');
    return error === null ? where : `${where}: ${error}`;
  };
  table.tBodies[0]?.replaceChildren(
    ...runs.map((one) =>
      element(
        'tr',
        {},
        ...[one.version, one.ok ? 'worked' : 'failed', place(one), one.device ?? '', one.runs].map(
          (text) => element('td', { textContent: String(text) }),
        ),
      ),
    ),
  );
}

/** Only for who has no session. @type {HTMLFormElement | null} */
const token = document.querySelector('#token');
token?.addEventListener('submit', (event) => {
  event.preventDefault();
  manage = String(new FormData(token).get('token')).trim();
  void run(load);
});
about.addEventListener('submit', (event) => {
  event.preventDefault();
  void run(async () => {
    await call('PATCH', '', {
      title: field('title').value,
      description: field('description').value,
      licence: field('licence').value,
      is_public: field('seen').value === 'everyone',
    });
    await load();
    say('Saved.');
  });
});
find('#delete', HTMLElement).addEventListener('click', () => {
  if (!confirm('Delete this notebook with all its versions? This cannot be undone.')) return;
  void run(async () => {
    await call('DELETE');
    own.hidden = true;
    say('Deleted.');
  });
});
if (mine === 'true') void run(load);
else {
  // Shared from this very tab: its token is still here.
  try {
    manage = sessionStorage.getItem(`alacard-manage-${id}`);
  } catch {
    // Storage may be switched off.
  }
  if (manage !== null) void run(load);
}
