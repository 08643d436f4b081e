import {
  connect,
  HOST_METHODS,
  PANEL_METHODS,
  servePanel,
  type Outcome,
  type PanelDriver,
  type PanelHost,
} from '@alacard/core/panel/host';
import type * as vscode from 'vscode';
import { DECK_VIEW } from '../ids.ts';
import { followPlaces, targets } from '../notebooks/places.ts';
import { commands, Uri } from '../vscode.ts';
import { deckHtml } from './html.ts';
import { webviewPort } from './port.ts';

/**
 * The panel in the activity bar. The editor destroys it whenever it is hidden;
 * what must survive is kept by the host, which a new panel greets first.
 */
export class DeckView implements vscode.WebviewViewProvider {
  readonly #extensionUri: vscode.Uri;
  readonly #host: PanelHost;
  /** Told how a run ended that began in a panel which is no longer there. */
  readonly #announce: (outcome: Outcome) => void;
  #view: vscode.WebviewView | null = null;
  #panel = Promise.withResolvers<PanelDriver>();

  constructor(extensionUri: vscode.Uri, host: PanelHost, announce: (outcome: Outcome) => void) {
    this.#extensionUri = extensionUri;
    this.#host = host;
    this.#announce = announce;
  }

  get visible(): boolean {
    return this.#view?.visible ?? false;
  }

  /** Shows the panel, gives it the keyboard, and waits until it can be asked. */
  async open(): Promise<PanelDriver> {
    await commands.executeCommand(`${DECK_VIEW}.focus`);
    return this.#panel.promise;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { webview } = view;
    const folder = Uri.joinPath(this.#extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    const port = webviewPort(webview);
    const { methods: driver, disconnect } = connect(port, PANEL_METHODS);
    const panel = this.#panel;
    servePanel(port, HOST_METHODS, {
      ...this.#host,
      hello: async (...call) => {
        const hello = await this.#host.hello(...call);
        panel.resolve(driver);
        return hello;
      },
      // A notebook in the making is finished even when the panel is hidden meanwhile.
      generate: async (...call) => {
        const outcome = await this.#host.generate(...call);
        if (this.#view !== view) this.#announce(outcome);
        return outcome;
      },
    });
    const places = followPlaces(() => {
      void targets()
        .then((all) => driver.targets(all))
        .catch(() => undefined);
    });
    this.#view = view;
    view.onDidDispose(() => {
      places.dispose();
      port.close();
      disconnect();
      if (this.#view !== view) return;
      this.#view = null;
      this.#panel = Promise.withResolvers();
    });
    webview.html = deckHtml({
      script: webview.asWebviewUri(Uri.joinPath(folder, 'panel.js')).toString(),
      nonce: nonce(),
      language: 'en',
      title: 'Alacard',
    });
  }
}

/** 128 random bits as hex. */
function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
