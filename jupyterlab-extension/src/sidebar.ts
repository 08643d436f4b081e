import type { PanelDriver } from '@alacard/core/panel/host';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { Services } from './host.ts';
import { deckIcon } from './icon.ts';
import { SIDEBAR_ID } from './ids.ts';
import type { Sharer } from './sharing/sharer.ts';

interface Opened {
  readonly driver: PanelDriver;
  readonly sharer: Sharer;
  readonly focus: () => void;
  /** Where the next new notebook goes. */
  readonly setFolder: (folder: string) => void;
}

/** The place of the panel in the sidebar. Loads the panel when it is first shown. */
export class Sidebar extends Widget {
  readonly #services: Services;
  readonly #trans: TranslationBundle;
  #opening: Promise<Opened> | null = null;

  constructor(services: Services, trans: TranslationBundle) {
    super();
    this.#services = services;
    this.#trans = trans;
    this.id = SIDEBAR_ID;
    this.title.icon = deckIcon;
    this.title.caption = 'Alacard';
    // Four rules are not worth a style sheet, which JupyterLab would load at its start.
    Object.assign(this.node.style, {
      minWidth: '240px',
      overflow: 'hidden',
      color: 'var(--jp-ui-font-color1)',
      background: 'var(--jp-layout-color1)',
    });
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', 'Alacard');
  }

  /** The panel, loaded if it is not yet. */
  open(): Promise<Opened> {
    this.#opening ??= this.#load().catch((error: unknown) => {
      this.#opening = null;
      throw error;
    });
    return this.#opening;
  }

  protected override onAfterShow(): void {
    this.open().catch(() => undefined);
  }

  protected override onActivateRequest(): void {
    this.open().then(
      ({ focus }) => focus(),
      () => undefined,
    );
  }

  async #load(): Promise<Opened> {
    this.#say(this.#trans.__('Opening the deck …'));
    this.node.setAttribute('aria-busy', 'true');
    try {
      const { openPanel } = await import('./host.ts');
      const { panel, places, sharer } = await openPanel(this.#services);
      this.node.replaceChildren(panel);
      return {
        driver: panel.driver,
        sharer,
        focus: () => panel.focus(),
        setFolder: (folder) => {
          places.folder = folder;
        },
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#say(
        this.#trans.__('Alacard could not be opened: %1 Reload the page to try again.', reason),
      );
      throw error;
    } finally {
      this.node.removeAttribute('aria-busy');
    }
  }

  /** Words in place of the panel. */
  #say(text: string): void {
    const words = document.createElement('p');
    words.setAttribute('role', 'status');
    words.style.padding = '4px 12px';
    words.textContent = text;
    this.node.replaceChildren(words);
  }
}
