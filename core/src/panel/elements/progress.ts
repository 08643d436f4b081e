import { css, html, LitElement, type TemplateResult } from 'lit';
import { signal } from '../events.ts';
import type { Progress } from '../protocol/faces.ts';
import { base } from '../style/base.ts';
import { ICONS } from '../style/icons.ts';

/** The steps of making a notebook as they happen, and a way out. */
export class AlacardProgress extends LitElement {
  static override readonly styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      ol {
        display: grid;
        gap: 8px;
      }
      li {
        display: grid;
        grid-template-columns: 18px minmax(0, 1fr);
        gap: 8px;
        align-items: start;
        line-height: 1.4;
        overflow-wrap: anywhere;
        text-wrap: pretty;
        color: var(--alacard-muted);
      }
      li[aria-current='step'] {
        color: var(--alacard-text);
        font-weight: 600;
      }
      .spinner {
        margin-top: 1px;
      }
      svg {
        margin-top: 1px;
        color: color-mix(in oklab, var(--alacard-success) 70%, var(--alacard-text));
      }
      button {
        justify-self: start;
      }
    `,
  ];
  static override readonly properties = {
    steps: { attribute: false },
    stopping: { state: true },
  };
  declare steps: readonly Progress[];
  declare stopping: boolean;

  constructor() {
    super();
    this.steps = [];
    this.stopping = false;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  }

  protected override render(): TemplateResult {
    const steps = this.steps.length > 0 ? this.steps : [{ step: 'fetch', text: 'Starting …' }];
    const last = steps.length - 1;
    return html`
      <ol role="status" aria-label="Progress">
        ${steps.map(
          ({ text }, index) =>
            html`<li aria-current=${index === last ? 'step' : 'false'} ?data-done=${index < last}>
              ${index === last ? html`<span class="spinner"></span>` : ICONS.done}
              <span>${text}</span>
            </li>`,
        )}
      </ol>
      <button
        type="button"
        ?disabled=${this.stopping}
        @click=${() => {
          this.stopping = true;
          this.dispatchEvent(signal('alacard-cancel'));
        }}
      >
        ${this.stopping ? 'Stopping …' : 'Cancel'}
      </button>
    `;
  }
}
