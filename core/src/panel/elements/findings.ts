import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { base } from '../style/base.ts';
import { ICONS } from '../style/icons.ts';
import type { PanelFinding } from '../view.ts';

const WORDS = { error: 'Problem', warning: 'Warning', info: 'Note' } as const;
const ORDER = ['error', 'warning', 'info'] as const;

/** Findings in words, the gravest first; never by colour alone. */
export class AlacardFindings extends LitElement {
  static override readonly styles = [
    base,
    css`
      ul {
        display: grid;
        gap: 6px;
      }
      li {
        display: grid;
        grid-template-columns: 18px minmax(0, 1fr);
        gap: 7px;
        padding: 8px 10px;
        border-radius: 8px;
        border: 1px solid color-mix(in oklab, var(--hue) 38%, var(--alacard-surface));
        background: color-mix(in oklab, var(--hue) 9%, var(--alacard-surface));
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
      svg {
        margin-top: 1px;
        color: color-mix(in oklab, var(--hue) 70%, var(--alacard-text));
      }
      .error {
        --hue: var(--alacard-error);
      }
      .warning {
        --hue: var(--alacard-warning);
      }
      .info {
        --hue: var(--alacard-info);
      }
    `,
  ];
  static override readonly properties = { findings: { attribute: false } };
  declare findings: readonly PanelFinding[];

  constructor() {
    super();
    this.findings = [];
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.findings.length === 0) return nothing;
    const sorted = [...this.findings].sort(
      (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity),
    );
    return html`<ul aria-label="What to know">
      ${sorted.map(
        ({ severity, message }) =>
          html`<li class=${severity}>
            ${ICONS[severity]}
            <span><b>${WORDS[severity]}:</b> ${message}</span>
          </li>`,
      )}
    </ul>`;
  }
}
