import { LitElement, type CSSResultGroup } from 'lit';
import { base } from '../style/base.ts';
import { theme } from '../style/theme.ts';
import { dialogStyle } from './style.ts';

/** An element that is one modal dialog: shown when it is put into the page, taken out when it closes. */
export abstract class Modal<T> extends LitElement {
  static override readonly styles: CSSResultGroup = [theme, base, dialogStyle];
  readonly #closed = Promise.withResolvers<T | null>();

  /** Shows the dialog. Resolves with its result, or null when it was left. */
  open(): Promise<T | null> {
    const before = document.activeElement;
    document.body.append(this);
    return this.#closed.promise.finally(() => {
      this.remove();
      if (before instanceof HTMLElement) before.focus();
    });
  }

  protected close(result: T | null): void {
    this.#closed.resolve(result);
  }

  protected override firstUpdated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    // Escape, too: the browser's own cancel.
    dialog?.addEventListener('close', () => this.close(null));
    dialog?.showModal();
  }
}
