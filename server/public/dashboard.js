// The dashboard: everything over the API, with the session's cookie.
const status = document.querySelector('#status');
const call = async (method, path, body) => {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer?.detail ?? `The server answered ${response.status}.`);
  return answer;
};
const run = async (work, reload = true) => {
  try {
    await work();
    if (reload) location.reload();
  } catch (error) {
    status.textContent = error.message;
    status.scrollIntoView({ block: 'center' });
  }
};

document.addEventListener('click', (event) => {
  const { dataset } = event.target;
  if (dataset.visibility) {
    void run(() =>
      call('PATCH', `/api/notebook/${dataset.visibility}`, {
        is_public: dataset.public === 'true',
      }),
    );
  } else if (dataset.delete) {
    if (confirm(`Delete “${dataset.title}” with all its versions?`))
      void run(() => call('DELETE', `/api/notebook/${dataset.delete}`));
  } else if (dataset.revoke) {
    void run(() => call('DELETE', `/api/me/tokens/${dataset.revoke}`));
  } else if (dataset.decide) {
    const reason = prompt('Reason (it is logged):');
    if (reason)
      void run(() =>
        call('POST', `/api/reports/${dataset.decide}`, { decision: dataset.decision, reason }),
      );
  }
});
document.querySelector('#rename').addEventListener('submit', (event) => {
  event.preventDefault();
  void run(async () => {
    await call('PATCH', '/api/me', { name: new FormData(event.target).get('name') });
    status.textContent = 'Name saved.';
  }, false);
});
document.querySelector('#token').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  void run(async () => {
    const made = await call('POST', '/api/me/tokens', {
      name: form.get('name'),
      scopes: form.getAll('scope'),
    });
    const note = document.querySelector('#made');
    const code = document.createElement('code');
    code.textContent = made.token;
    note.replaceChildren('Copy it now, it is not shown again: ', code);
    note.hidden = false;
  }, false);
});
document.querySelector('#forget').addEventListener('click', () => {
  if (!confirm('Delete all your notebooks, tokens and your name? This cannot be undone.')) return;
  void run(async () => {
    await call('DELETE', '/api/me');
    location.assign('/');
  }, false);
});
