import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { Dealer } from '../dealer.ts';
import type { CardEvent, ChooseEvent, ValueEvent } from '../events.ts';
import type { PanelDriver, PanelHost } from '../protocol/methods.ts';
import { base } from '../style/base.ts';
import { ICONS } from '../style/icons.ts';
import { panelStyle } from '../style/panel.ts';
import { theme } from '../style/theme.ts';
import { EMPTY_VIEW, type View } from '../view.ts';
import type { AlacardHand } from './hand.ts';

/**
 * The whole panel. Give it a `host` and it starts; `driver` is what the host
 * may ask of it.
 */
export class AlacardPanel extends LitElement {
  static override readonly styles = [theme, base, panelStyle];
  static override readonly properties = {
    host: { attribute: false },
    view: { state: true },
  };
  declare host: PanelHost | null;
  declare view: View;
  #dealer: Dealer | null = null;
  /** The dealer, once the hand of the last visit lies on the table. */
  readonly #started = Promise.withResolvers<Dealer>();
  #unsubscribe: (() => void) | null = null;
  /** Whether the keyboard was in the panel before the last change took elements away. */
  #hadFocus = false;
  #focusWhenReady = false;

  constructor() {
    super();
    this.host = null;
    this.view = EMPTY_VIEW;
  }

  /** May be asked at any time: each call waits until the hand of the last visit is laid. */
  readonly driver: PanelDriver = {
    deal: async () => {
      const dealer = await this.#started.promise;
      const hasFocus = this.matches(':focus-within');
      await dealer.deal();
      // The button that had the keyboard was disabled while cards were dealt.
      if (hasFocus) this.focus();
    },
    pick: async ({ key }) => (await this.#started.promise).pick(key),
    lay: async ({ hand, remixOf }) => (await this.#started.promise).lay(hand, remixOf ?? null),
    generate: async ({ target }) => (await this.#started.promise).generate(target ?? undefined),
    targets: async (targets) => (await this.#started.promise).setTargets(targets),
  };

  /** Moves the keyboard to what is to be done next, once the table stands. */
  override focus(): void {
    this.#focusWhenReady = this.view.waiting !== null;
    if (this.#focusWhenReady) return;
    const at = (selector: string): HTMLElement | null => this.renderRoot.querySelector(selector);
    if (this.view.picking) at('alacard-picker')?.focus();
    else if (this.view.faces.size > 0) this.#hand()?.focusCard('model_card');
    else at('.deal')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.matches(':focus-within');
    if (!changed.has('host') || !this.host) return;
    this.#unsubscribe?.();
    const dealer = new Dealer(this.host);
    this.#dealer = dealer;
    this.#unsubscribe = dealer.subscribe(() => {
      this.view = dealer.view;
    });
    void dealer.start().then(() => this.#started.resolve(dealer));
  }

  protected override updated(changed: PropertyValues): void {
    // SAFETY: `view` is the state property declared above.
    const before = changed.get('view') as View | undefined;
    if (this.#focusWhenReady && this.view.waiting === null) this.focus();
    // The banner went away with the keyboard in it.
    if (before?.remixOf && !this.view.remixOf && this.#hadFocus && !this.matches(':focus-within'))
      this.#hand()?.focusCard('model_card');
    if (before?.picking && !this.view.picking) this.#hand()?.focusCard(before.picking);
    if (before && before.run.kind !== this.view.run.kind && this.#hadFocus) this.#followRun();
  }

  /** Keeps the keyboard at the part of the bar that took the other one's place. */
  #followRun(): void {
    const bar = this.renderRoot.querySelector<LitElement>('.bar > *');
    void bar?.updateComplete.then(() => bar.focus());
  }

  #hand(): AlacardHand | null {
    return this.renderRoot.querySelector<AlacardHand>('alacard-hand');
  }

  protected override render(): TemplateResult {
    const { view } = this;
    const picking = view.picking !== null;
    return html`<div
      class="panel"
      lang="en"
      @alacard-pick=${(event: CardEvent) => this.#dealer?.pick(event.key)}
      @alacard-lock=${(event: CardEvent) => this.#dealer?.toggleLock(event.key)}
      @alacard-choose=${(event: ChooseEvent) => this.#dealer?.choose(event.face)}
      @alacard-close=${() => this.#dealer?.pick(null)}
      @alacard-let-go=${() => this.#dealer?.letGo()}
      @alacard-generate=${() => this.#dealer?.generate()}
      @alacard-cancel=${() => this.#dealer?.cancel()}
      @alacard-dismiss=${() => this.#dealer?.dismiss()}
      @alacard-target=${(event: ValueEvent) => this.#dealer?.setTarget(event.value)}
      @alacard-follow=${(event: ValueEvent) => this.#dealer?.follow(event.value)}
    >
      <div class="table" ?hidden=${picking}>${this.#table()}</div>
      <div class="bar" ?hidden=${picking}>${this.#bar()}</div>
      ${
        view.picking
          ? html`<alacard-picker
              .key=${view.picking}
              .view=${view}
              .host=${this.host}
            ></alacard-picker>`
          : nothing
      }
    </div>`;
  }

  #table(): TemplateResult {
    const { view } = this;
    const dealing = view.waiting === 'deal';
    const empty = view.faces.size === 0;
    return html`
      <header>
        <h2>${empty ? 'Alacard' : 'Your hand'}</h2>
        <p>
          ${
            empty
              ? 'Five cards make a runnable notebook for any Hugging Face model.'
              : 'Lock what you like, deal the rest.'
          }
        </p>
        <button
          type="button"
          class=${empty ? 'deal primary' : 'deal'}
          ?disabled=${view.waiting !== null}
          @click=${() => this.#dealer?.deal()}
        >
          ${dealing ? html`<span class="spinner"></span>` : ICONS.deck}
          ${dealing ? 'Dealing …' : 'Deal me a hand'}
        </button>
      </header>
      ${
        view.remixOf
          ? html`<alacard-remix-banner .remixOf=${view.remixOf}></alacard-remix-banner>`
          : nothing
      }
      <alacard-hand .view=${view} .origin=${this.renderRoot.querySelector('.deal')}></alacard-hand>
      <p class="waiting" role="status" ?hidden=${view.waiting === null}>
        ${view.waiting === null ? nothing : html`<span class="spinner"></span>${WAITING[view.waiting]}`}
      </p>
      ${view.trouble ? html`<p class="trouble" role="alert">${view.trouble}</p>` : nothing}
      ${
        view.findings.length > 0
          ? html`<alacard-findings .findings=${view.findings}></alacard-findings>`
          : nothing
      }
      <alacard-connections .host=${this.host}></alacard-connections>
    `;
  }

  #bar(): TemplateResult {
    const { run } = this.view;
    if (run.kind === 'idle')
      return html`<alacard-recipe-bar .view=${this.view}></alacard-recipe-bar>`;
    return run.kind === 'running'
      ? html`<alacard-progress .steps=${run.steps}></alacard-progress>`
      : html`<alacard-outcome .run=${run}></alacard-outcome>`;
  }
}

const WAITING = {
  start: 'Laying out the table …',
  deal: 'Dealing …',
  change: 'Looking at the hand …',
} as const;
