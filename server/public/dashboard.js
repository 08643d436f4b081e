// @ts-check
// The dashboard: everything over the API, with the session's cookie.
/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} kind
 * @param {ParentNode} within
 * @returns {T}
 */
function find(selector, kind, within = document) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`This page has no ${selector}.`);
  return found;
}

const status = find('#status', HTMLElement);

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<{ token?: string } | null>}
 */
async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer?.detail ?? `The server answered ${response.status}.`);
  return answer;
}

/**
 * @param {() => Promise<unknown>} work
 * @param {boolean} reload
 */
async function run(work, reload = true) {
  try {
    await work();
    if (reload) location.reload();
  } catch (error) {
    status.textContent = error instanceof Error ? error.message : String(error);
    status.scrollIntoView({ block: 'center' });
  }
}

document.addEventListener('click', ({ target }) => {
  if (!(target instanceof HTMLElement)) return;
  const { dataset } = target;
  if (dataset['visibility']) {
    void run(() =>
      call('PATCH', `/api/notebook/${dataset['visibility']}`, {
        is_public: dataset['public'] === 'true',
      }),
    );
  } else if (dataset['delete']) {
    if (confirm(`Delete “${dataset['title']}” with all its versions?`))
      void run(() => call('DELETE', `/api/notebook/${dataset['delete']}`));
  } else if (dataset['revoke']) {
    void run(() => call('DELETE', `/api/me/tokens/${dataset['revoke']}`));
  } else if (dataset['end']) {
    void run(() => call('DELETE', `/api/me/sessions/${dataset['end']}`));
  } else if (target.id === 'everywhere') {
    if (confirm('Sign out of every browser, this one included?'))
      void run(async () => {
        await call('DELETE', '/api/me/sessions');
        location.assign('/sign-in');
      }, false);
  } else if (dataset['restore']) {
    const reason = prompt('Why is it shown again? (It is logged.)');
    if (reason)
      void run(() => call('POST', `/api/notebook/${dataset['restore']}/restore`, { reason }));
  } else if (dataset['decide']) {
    const reason = prompt('Reason (it is logged):');
    if (reason)
      void run(() =>
        call('POST', `/api/reports/${dataset['decide']}`, {
          decision: dataset['decision'],
          reason,
        }),
      );
  }
});

const rename = find('#rename', HTMLFormElement);
rename.addEventListener('submit', (event) => {
  event.preventDefault();
  void run(async () => {
    await call('PATCH', '/api/me', { name: new FormData(rename).get('name') });
    status.textContent = 'Name saved.';
  }, false);
});

const token = find('#token', HTMLFormElement);
token.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(token);
  void run(async () => {
    const made = await call('POST', '/api/me/tokens', {
      name: form.get('name'),
      scopes: form.getAll('scope'),
    });
    const note = find('#made', HTMLElement);
    const code = document.createElement('code');
    code.textContent = made?.token ?? '';
    note.replaceChildren('Copy it now, it is not shown again: ', code);
    note.hidden = false;
  }, false);
});

find('#forget', HTMLElement).addEventListener('click', () => {
  if (!confirm('Delete all your notebooks, tokens and your name? This cannot be undone.')) return;
  void run(async () => {
    await call('DELETE', '/api/me');
    location.assign('/');
  }, false);
});
