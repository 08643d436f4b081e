// Allow or refuse the sign-in of an editor.
const box = document.querySelector('#device');
for (const button of box?.querySelectorAll('[data-allow]') ?? []) {
  button.addEventListener('click', async () => {
    const status = box.querySelector('.status');
    const response = await fetch('/api/device/decision', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user_code: box.dataset.code, allow: button.dataset.allow === 'true' }),
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) for (const one of box.querySelectorAll('[data-allow]')) one.disabled = true;
    status.textContent = response.ok
      ? answer.allowed
        ? 'Connected. You can close this page and go back to your editor.'
        : 'Refused. Nothing was connected.'
      : answer.detail;
  });
}
