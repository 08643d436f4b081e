import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { pageOf, type RemixOf } from '../../ipynb/marks.ts';
import { signal } from '../events.ts';
import { base } from '../style/base.ts';
import { ICONS } from '../style/icons.ts';

/** Whose remix the hand is, and a way not to make it one. */
export class AlacardRemixBanner extends LitElement {
  static override readonly styles = [
    base,
    css`
      section {
        display: grid;
        grid-template-columns: 18px minmax(0, 1fr) 28px;
        align-items: start;
        gap: 7px;
        padding: 8px 4px 8px 10px;
        border-radius: 8px;
        border: 1px solid color-mix(in oklab, var(--alacard-accent) 40%, var(--alacard-surface));
        background: color-mix(in oklab, var(--alacard-accent) 9%, var(--alacard-surface));
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
      section > svg {
        margin-top: 1px;
        color: color-mix(in oklab, var(--alacard-accent) 70%, var(--alacard-text));
      }
      a {
        color: inherit;
        font-weight: 600;
        text-underline-offset: 2px;
      }
      button.icon {
        margin-block: -4px;
      }
    `,
  ];
  static override readonly properties = { remixOf: { attribute: false } };
  declare remixOf: RemixOf | null;

  constructor() {
    super();
    this.remixOf = null;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { remixOf } = this;
    if (!remixOf) return nothing;
    const { title, author } = remixOf;
    const by = author === null ? '' : ` by ${author}`;
    return html`<section aria-label="Remix">
      ${ICONS.remix}
      <p>
        Remix of
        <a href=${pageOf(remixOf)} target="_blank" rel="noopener noreferrer"
          >${title === null ? 'a private notebook' : `“${title}”`}</a
        >${by}
      </p>
      <button
        type="button"
        class="icon"
        aria-label="Let go of the parent"
        title="Keep the cards, but do not make a remix"
        @click=${() => this.dispatchEvent(signal('alacard-let-go'))}
      >
        ${ICONS.close}
      </button>
    </section>`;
  }
}
