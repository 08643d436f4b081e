import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { signal, ValueEvent } from '../events.ts';
import type { NextStep, Outcome } from '../protocol/faces.ts';
import { base } from '../style/base.ts';
import { ICONS } from '../style/icons.ts';
import type { GenerateRun } from '../view.ts';

/** How the making of a notebook ended, and what to do next. */
export class AlacardOutcome extends LitElement {
  static override readonly styles = [
    base,
    css`
      section {
        display: grid;
        gap: 11px;
      }
      h2 {
        display: flex;
        align-items: center;
        gap: 8px;
        font-size: 1.15em;
        font-weight: 640;
        line-height: 1.3;
      }
      h2 svg {
        width: 20px;
        height: 20px;
        flex: none;
        color: color-mix(in oklab, var(--hue) 70%, var(--alacard-text));
      }
      .done {
        --hue: var(--alacard-success);
      }
      .refused,
      .failed {
        --hue: var(--alacard-error);
      }
      .cancelled {
        --hue: var(--alacard-info);
      }
      p {
        line-height: 1.45;
        overflow-wrap: anywhere;
      }
      li {
        display: grid;
      }
      ul {
        display: grid;
        gap: 6px;
      }
      .next {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 16px;
        gap: 1px 8px;
        align-items: center;
        text-align: start;
        padding: 8px 11px;
        background: var(--alacard-raised);
        text-decoration: none;
        color: inherit;
        border: 1px solid var(--alacard-line);
        border-radius: 7px;
      }
      .next:hover {
        background: color-mix(in srgb, var(--alacard-text) 6%, var(--alacard-raised));
      }
      .next b {
        font-weight: 600;
      }
      .next span {
        color: var(--alacard-muted);
        font-size: 0.92em;
        line-height: 1.35;
        grid-column: 1;
      }
      .next svg {
        grid-column: 2;
        grid-row: 1;
        color: var(--alacard-muted);
      }
      .back {
        justify-self: start;
      }
    `,
  ];
  static override readonly properties = { run: { attribute: false } };
  declare run: GenerateRun;

  constructor() {
    super();
    this.run = { kind: 'idle' };
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { run } = this;
    if (run.kind === 'cancelled') {
      return this.#frame('cancelled', 'Cancelled', html`<p>Nothing was changed.</p>`);
    }
    if (run.kind === 'failed') {
      return this.#frame('failed', 'The notebook could not be made', html`<p>${run.message}</p>`);
    }
    return run.kind === 'finished' ? this.#finished(run.outcome) : nothing;
  }

  #finished({ status, cells, where, findings, next }: Outcome): TemplateResult {
    const done = status === 'done';
    const title = done ? 'Your notebook is ready!' : 'No notebook was made';
    return this.#frame(
      status,
      title,
      html`${
          done
            ? html`<p>${cells} ${cells === 1 ? 'cell' : 'cells'} in <b>${where}</b>.</p>`
            : nothing
        }
        <alacard-findings .findings=${findings}></alacard-findings>
        ${
          next.length > 0
            ? html`<ul aria-label="What to do next">
                ${next.map((step) => html`<li>${this.#next(step)}</li>`)}
              </ul>`
            : nothing
        }`,
    );
  }

  #frame(kind: string, title: string, body: TemplateResult): TemplateResult {
    const icon = { done: ICONS.done, cancelled: ICONS.info }[kind] ?? ICONS.error;
    return html`<section class=${kind} role="status">
      <h2 tabindex="-1">${icon}${title}</h2>
      ${body}
      <button
        type="button"
        class="back"
        @click=${() => this.dispatchEvent(signal('alacard-dismiss'))}
      >
        Back to the hand
      </button>
    </section>`;
  }

  #next({ id, label, detail, url }: NextStep): TemplateResult {
    const words = html`<b>${label}</b><span>${detail}</span>`;
    return url === undefined
      ? html`<button
          type="button"
          class="next"
          @click=${() => this.dispatchEvent(new ValueEvent('alacard-follow', id))}
        >
          ${words}
        </button>`
      : html`<a class="next" href=${url} target="_blank" rel="noopener noreferrer"
          >${words}${ICONS.out}<span class="unseen">(opens in the browser)</span></a
        >`;
  }
}
