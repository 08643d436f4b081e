import { html, type Html } from '../html.ts';
import { SCOPE_TEXTS } from './scope-texts.ts';

/** Asks whether an editor or a script may act for somebody; operated by public/device.js. */
export function devicePage(given: {
  readonly code: string;
  readonly client: string | null;
  readonly scopes: readonly string[];
}): Html {
  if (given.client === null) {
    return html`<div class="narrow">
      <h1>Connect an editor or a script</h1>
      ${given.code === '' ? null : html`<p class="notice bad">No sign-in waits for this code. It may have expired: start again in the editor.</p>`}
      <form method="get" action="/device" class="filters">
        <label class="wide"
          >Code shown in your editor<input
            name="code"
            required
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            placeholder="BCDF-GHJK"
            maxlength="12" /></label
        ><button class="primary">Continue</button>
      </form>
    </div>`;
  }
  return html`<div class="narrow" id="device" data-code="${given.code}">
    <h1>Connect ${given.client}?</h1>
    <p class="code">${given.code}</p>
    <p>
      Continue only if your editor shows this very code, and you started this yourself. It will be
      able to:
    </p>
    <ul class="rows">
      ${given.scopes.map((scope) => html`<li>${SCOPE_TEXTS.get(scope) ?? scope}</li>`)}
    </ul>
    <p class="actions">
      <button type="button" class="primary big" data-allow="true">Allow</button
      ><button type="button" class="big" data-allow="false">Refuse</button>
    </p>
    <p class="status" role="status" aria-live="polite"></p>
  </div>`;
}
