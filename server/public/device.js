// @ts-check
// Allow or refuse the sign-in of an editor.
/** @type {HTMLElement | null} */
const box = document.querySelector('#device');
/** @type {NodeListOf<HTMLButtonElement> | undefined} */
const buttons = box?.querySelectorAll('button[data-allow]');

/**
 * @param {HTMLElement} of
 * @param {boolean} allow
 */
async function decide(of, allow) {
  const response = await fetch('/api/device/decision', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user_code: of.dataset['code'], allow }),
  });
  /** @type {{ allowed?: boolean, detail?: string }} */
  const answer = await response.json().catch(() => ({}));
  const status = of.querySelector('.status');
  if (response.ok) for (const one of buttons ?? []) one.disabled = true;
  if (status === null) return;
  const said = answer.detail ?? `The server answered ${response.status}. Try again later.`;
  const allowed = 'Connected. You can close this page and go back to your editor.';
  status.textContent = response.ok
    ? answer.allowed
      ? allowed
      : 'Refused. Nothing was connected.'
    : said;
}

for (const button of buttons ?? []) {
  button.addEventListener('click', () => {
    if (box) void decide(box, button.dataset['allow'] === 'true');
  });
}
