// @ts-check
// The link a terminal has shown: its code is in the part of the address that browsers keep to
// themselves. It is taken out of the address, and signs in only when the person says so.
const code = /^#code=(alacard_code_[\w-]{20,100})$/.exec(location.hash)?.[1];
if (code !== undefined) {
  history.replaceState(null, '', location.pathname + location.search);
  const field = document.querySelector('#sign-in input[name=token]');
  const button = document.querySelector('#sign-in button');
  const label = field?.closest('label');
  const how = document.querySelector('#how');
  if (
    !(field instanceof HTMLInputElement) ||
    !(button instanceof HTMLButtonElement) ||
    !label ||
    !how
  )
    throw new Error('This page has no form to sign in.');
  field.value = code;
  label.hidden = true;
  button.textContent = 'Sign in on this browser';
  button.classList.add('big');
  how.textContent = 'You opened the sign-in link of this server. It works once.';
  button.focus();
}
