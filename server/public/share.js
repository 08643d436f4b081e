// @ts-check
// The share page: count the view, copy the link, report, open in JupyterLab.
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

const bar = find('#share', HTMLElement);
const id = bar.dataset['share'];
const status = find('.status', HTMLElement, bar);

/**
 * @param {string} path
 * @param {unknown} body
 */
const post = (path, body) =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

if (document.visibilityState === 'visible')
  void post(`/api/notebook/${id}/track`, { event: 'view' });

const copy = find('#copy', HTMLElement);
copy.addEventListener('click', async () => {
  const link = copy.dataset['link'] ?? '';
  try {
    await navigator.clipboard.writeText(link);
    status.textContent = 'Link copied.';
  } catch {
    status.textContent = link;
  }
});

/** @type {NodeListOf<HTMLElement>} */
const openers = bar.querySelectorAll('[data-open]');
for (const button of openers) {
  button.addEventListener('click', () =>
    find(`#${button.dataset['open']}`, HTMLDialogElement).showModal(),
  );
}

const report = find('#report', HTMLDialogElement);
report.addEventListener('close', async () => {
  if (report.returnValue !== 'send') return;
  const form = new FormData(find('form', HTMLFormElement, report));
  const contact = form.get('contact');
  const response = await post(`/api/notebook/${id}/report`, {
    kind: form.get('kind'),
    statement: form.get('statement'),
    ...(contact ? { contact } : {}),
  });
  const answer = await response.json().catch(() => ({}));
  status.textContent = response.ok ? 'Thank you. The operators will look at it.' : answer.detail;
});

const jupyter = find('#jupyter', HTMLDialogElement);
const address = find('input', HTMLInputElement, jupyter);
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
    window.open(`${base}/lab?alacard-remix=1&${address.dataset['query']}`, '_blank', 'noopener');
});

/** @type {NodeListOf<HTMLInputElement>} */
const readOnly = document.querySelectorAll('input[readonly]');
for (const field of readOnly) field.addEventListener('focus', () => field.select());
