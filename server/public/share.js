// The share page: count the view, copy the link, report, open in JupyterLab.
const bar = document.querySelector('#share');
const id = bar.dataset.share;
const status = bar.querySelector('.status');
const post = (path, body) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

if (document.visibilityState === 'visible')
  void post(`/api/notebook/${id}/track`, { event: 'view' });

document.querySelector('#copy').addEventListener('click', async (event) => {
  try {
    await navigator.clipboard.writeText(event.target.dataset.link);
    status.textContent = 'Link copied.';
  } catch {
    status.textContent = event.target.dataset.link;
  }
});
for (const button of bar.querySelectorAll('[data-open]')) {
  button.addEventListener('click', () =>
    document.querySelector(`#${button.dataset.open}`).showModal(),
  );
}
const report = document.querySelector('#report');
report.addEventListener('close', async () => {
  if (report.returnValue !== 'send') return;
  const form = new FormData(report.querySelector('form'));
  const contact = form.get('contact');
  const response = await post(`/api/notebook/${id}/report`, {
    kind: form.get('kind'),
    statement: form.get('statement'),
    ...(contact ? { contact } : {}),
  });
  const answer = await response.json().catch(() => ({}));
  status.textContent = response.ok ? 'Thank you. The operators will look at it.' : answer.detail;
});
const jupyter = document.querySelector('#jupyter');
const address = jupyter.querySelector('input');
try {
  address.value = localStorage.getItem('jupyterlab') ?? address.value;
} catch {
  // Storage may be switched off.
}
jupyter.addEventListener('close', () => {
  if (jupyter.returnValue !== 'open') return;
  try {
    localStorage.setItem('jupyterlab', address.value);
  } catch {
    // As above.
  }
  const base = address.value.replace(/\/+$/, '').replace(/\/lab(\/.*)?$/, '');
  if (/^https?:/.test(base))
    window.open(`${base}/lab?alacard-remix=1&${address.dataset.query}`, '_blank', 'noopener');
});
for (const field of document.querySelectorAll('input[readonly]'))
  field.addEventListener('focus', () => field.select());
