import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { ConnectionLine } from '../protocol/faces.ts';
import type { PanelHost } from '../protocol/methods.ts';
import { base } from '../style/base.ts';
import { theme } from '../style/theme.ts';

/**
 * Where models and shared notebooks come from, and a button that tries whether they answer.
 * Nothing where the host has no such places to tell of.
 */
export class AlacardConnections extends LitElement {
  static override readonly styles = [
    theme,
    base,
    css`
      :host {
        display: block;
        margin-top: 16px;
        font-size: 12px;
        color: var(--alacard-muted);
      }
      ul {
        margin: 0 0 6px;
        padding: 0;
        list-style: none;
      }
      li {
        overflow-wrap: anywhere;
      }
      .fault {
        color: var(--alacard-text);
      }
    `,
  ];
  static override readonly properties = {
    host: { attribute: false },
    lines: { state: true },
    asking: { state: true },
  };
  declare host: PanelHost | null;
  declare lines: readonly ConnectionLine[];
  declare asking: boolean;

  constructor() {
    super();
    this.host = null;
    this.lines = [];
    this.asking = false;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('host')) void this.#look(false);
  }

  async #look(ask: boolean): Promise<void> {
    this.asking = ask;
    try {
      this.lines = (await this.host?.connections({ ask })) ?? [];
    } catch {
      // What cannot be said is left out; the panel works without it.
      this.lines = [];
    } finally {
      this.asking = false;
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.lines.length === 0) return nothing;
    return html`<div role="status">
        <ul>
          ${this.lines.map(
            ({ state, text }) => html`<li class=${state}>${MARKS[state]} ${text}</li>`,
          )}
        </ul>
      </div>
      <button type="button" ?disabled=${this.asking} @click=${() => this.#look(true)}>
        ${this.asking ? 'Trying …' : 'Try the connections'}
      </button>`;
  }
}

const MARKS = { ok: '✓', fault: '✗', set: '·', none: '·' } as const;
