import { html, type Html } from '../html.ts';

export interface SignInView {
  readonly next: string;
  /** Sign-in provider of Supabase Auth; null: none. */
  readonly provider: string | null;
  /** A server of one person, who has its owner token. */
  readonly owner: boolean;
  readonly embedded: boolean;
  /** Nothing is shown to people who are not signed in. */
  readonly members: boolean;
  /** Somebody followed a link of an earlier version. */
  readonly tokenInAddress: boolean;
}

const upper = (name: string): string => name.slice(0, 1).toUpperCase() + name.slice(1);

/** One form, which public/sign-in.js fills from the link a terminal has shown. */
export function signInPage(view: SignInView): Html {
  return html`<div class="narrow">
    <h1>Sign in</h1>
    ${
      view.tokenInAddress
        ? html`<p class="notice bad">
            Addresses with a token in them no longer sign in: they stay in histories and logs. Paste
            the token below, and remove the address from your history.
          </p>`
        : null
    }
    ${
      view.provider === null
        ? null
        : html`<p>
              With an account your notebooks carry your name, and you can change, hide and delete
              them from anywhere.
            </p>
            <p class="actions">
              <a class="button primary big" href="/sign-in/start?next=${view.next}"
                >Continue with ${upper(view.provider)}</a
              >
            </p>`
    }
    <p id="how">
      ${
        view.owner
          ? view.embedded
            ? html`This server belongs to one person and has no accounts. Open the sign-in link it
                showed in its terminal, or paste its owner token: the file
                <code>owner-token</code> in its data directory.`
            : html`This server has no accounts. Its operator pastes the owner token, which
                <code>alacard-server owner-token</code> prints with the settings of the server.`
          : html`Paste an access token of this server’s sign-in service, or a token with the scope
              <code>admin</code> from your dashboard. The session ends when that token does.`
      }
    </p>
    <form method="post" action="/sign-in" class="filters" id="sign-in">
      <input type="hidden" name="next" value="${view.next}" />
      <label class="wide"
        >Token<input name="token" type="password" autocomplete="off" required
      /></label>
      <button class="${view.provider === null ? 'primary' : ''}">Sign in with a token</button>
    </form>
    <p class="muted">
      ${
        view.members
          ? 'This server is for its members: what is shared here is shown to people who are signed in.'
          : 'You need no account to generate, share and remix.'
      }
    </p>
  </div>`;
}
