import { DECK, loadRuff, type Finding, type Hub } from '@alacard/core';
import { breathe, createPanel, type AlacardPanel } from '@alacard/core/panel';
import {
  abortError,
  connectionsOf,
  createDesk,
  PanelStateSchema,
  type Desk,
  type NextStep,
  type Outcome,
  type PanelDriver,
  type PanelHost,
  type PanelState,
} from '@alacard/core/panel/host';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { NotebookActions, type INotebookTracker } from '@jupyterlab/notebook';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { IStateDB } from '@jupyterlab/statedb';
import { askForToken } from './ask-token.ts';
import { labHub } from './hub.ts';
import { PLUGIN_ID } from './ids.ts';
import { Places } from './notebooks/places.ts';
import type { Placed } from './notebooks/place.ts';
import { followSettings, type Settings } from './settings.ts';
import { ownServer, sharingAt } from './sharing/client.ts';
import { manageTokens } from './sharing/manage-tokens.ts';
import { Sharer } from './sharing/sharer.ts';

export interface Services {
  readonly app: JupyterFrontEnd;
  readonly tracker: INotebookTracker;
  readonly settings: ISettingRegistry | null;
  readonly state: IStateDB | null;
  readonly browser: IDefaultFileBrowser | null;
}

/** Loaded when the panel is first shown: everything heavy hangs on this module. */
export async function openPanel(
  services: Services,
): Promise<{ panel: AlacardPanel; places: Places; sharer: Sharer }> {
  const host = await JupyterHost.start(services);
  const panel = createPanel(host);
  const sharer = host.shareWith(panel.driver);
  host.places.follow(() => void panel.driver.targets(host.places.targets()));
  return { panel, places: host.places, sharer };
}

const linter = () =>
  loadRuff(() => new URL('@astral-sh/ruff-wasm-web/ruff_wasm_bg.wasm', import.meta.url));

type Saved = Parameters<IStateDB['save']>[1];

class JupyterHost implements PanelHost {
  static async start(services: Services): Promise<JupyterHost> {
    const host = new JupyterHost(services);
    host.#settings = await followSettings(services.settings, (settings) => {
      host.#settings = settings;
    });
    return host;
  }

  readonly places: Places;
  readonly #services: Services;
  readonly #hub: Hub;
  readonly #desk: Desk;
  #settings: Settings | null = null;
  /** A token the reader typed in, until the page closes. */
  #typedToken: string | null = null;
  #last: Placed | null = null;
  #sharer: Sharer | null = null;

  private constructor(services: Services) {
    this.#services = services;
    this.places = new Places(services.app, services.tracker, services.browser);
    this.#hub = labHub(this.#read, () => this.#token());
    this.#desk = createDesk({ deck: DECK, hub: this.#hub, linter, breathe, random: Math.random });
  }

  readonly #read = (): Settings => {
    if (!this.#settings) throw new Error('The settings are read before anything is asked.');
    return this.#settings;
  };

  /** Sharing from this page, with the panel that shared notebooks are opened in. */
  shareWith(driver: PanelDriver): Sharer {
    const { app, state } = this.#services;
    this.#sharer = new Sharer({
      app,
      driver,
      hub: this.#hub,
      settings: this.#read,
      tokens: manageTokens(state),
    });
    return this.#sharer;
  }

  readonly hello: PanelHost['hello'] = async () => ({
    editor: this.#services.app.name,
    targets: this.places.targets(),
    ...this.#desk.options,
    state: await this.#saved(),
  });

  readonly deal: PanelHost['deal'] = ({ kept }, call) => {
    const difficulty = this.#settings?.defaultDifficulty ?? 'any';
    return this.#desk.deal({ kept: difficulty === 'any' ? kept : { difficulty, ...kept } }, call);
  };

  readonly show: PanelHost['show'] = (params, call) => this.#desk.show(params, call);
  readonly cards: PanelHost['cards'] = (params, call) => this.#desk.cards(params, call);
  readonly prompts: PanelHost['prompts'] = (params, call) => this.#desk.prompts(params, call);
  readonly searchModels: PanelHost['searchModels'] = (query, call) =>
    this.#desk.searchModels(query, call);

  readonly generate: PanelHost['generate'] = async ({ hand, target, remixOf }, call = {}) => {
    const place = this.places.find(target);
    if ('severity' in place) return refused([place]);
    const blockedBefore = place.blocked();
    if (blockedBefore) return refused([blockedBefore]);

    const made = await this.#make(hand, call, remixOf);
    if (!made.notebook) return refused(made.findings);
    const { notebook } = made;
    call.onProgress?.({ step: 'insert', text: `Inserting ${notebook.cells.length} cells …` });
    if (call.signal?.aborted) throw abortError();
    const blockedNow = place.blocked();
    if (blockedNow) return refused([blockedNow]);
    const placed = await place.put(notebook);
    this.#last = placed;
    return {
      status: 'done',
      cells: placed.cells,
      where: placed.where,
      findings: [...made.findings],
      next: this.#nextSteps(placed, notebook.metadata.alacard.model.id),
    };
  };

  readonly connections: PanelHost['connections'] = ({ ask }, call) => {
    const settings = this.#read();
    const address = ownServer(settings);
    const server = address === null ? null : { address, sharing: sharingAt(address, settings) };
    return connectionsOf({ hub: this.#hub, server }, ask, call?.signal);
  };

  readonly follow: PanelHost['follow'] = async ({ id }) => {
    const panel = this.#last?.panel;
    if (!panel || panel.isDisposed) {
      throw new Error(`${this.#last?.where ?? 'The notebook'} was closed. Open it and try again.`);
    }
    if (id === 'share') return this.#sharer?.share(panel);
    if (id !== 'run') return;
    this.#services.app.shell.activateById(panel.id);
    // A kernel that is still starting is waited for.
    await panel.sessionContext.ready;
    if (!panel.sessionContext.session?.kernel) {
      throw new Error(
        `${this.#last?.where ?? 'The notebook'} has no kernel. Choose one at its upper right, then run all cells.`,
      );
    }
    await NotebookActions.runAll(panel.content, panel.sessionContext);
  };

  readonly save: PanelHost['save'] = async (state) => {
    await this.#services.state?.save(PLUGIN_ID, JSON.parse(JSON.stringify(state)) as Saved);
  };

  async #saved(): Promise<PanelState | null> {
    const value = await this.#services.state?.fetch(PLUGIN_ID);
    return PanelStateSchema.safeParse(value).data ?? null;
  }

  #token(): string | null {
    const { tokenSource, token } = this.#settings ?? { tokenSource: 'none', token: '' };
    if (tokenSource === 'setting') return token || null;
    return tokenSource === 'ask' ? this.#typedToken : null;
  }

  /** Asks for a token once when the Hub wants one and the settings say to ask. */
  async #make(...[hand, call, remixOf]: Parameters<Desk['make']>): ReturnType<Desk['make']> {
    const made = await this.#desk.make(hand, call, remixOf);
    const wanted = made.findings.some(({ code }) => /^hub-(gated|private|not-found)$/.test(code));
    if (made.notebook || !wanted || this.#settings?.tokenSource !== 'ask' || this.#typedToken) {
      return made;
    }
    this.#typedToken = await askForToken(this.#hub.endpoint);
    return this.#typedToken ? this.#desk.make(hand, call, remixOf) : made;
  }

  #nextSteps(placed: Placed, model: string): NextStep[] {
    const run: NextStep = {
      id: 'run',
      label: 'Run all cells',
      detail: 'Installs what is missing, then runs from top to bottom.',
    };
    const page: NextStep = {
      id: 'model',
      label: 'Read the model’s page',
      detail: 'Licence, limits and training data.',
      url: `${this.#hub.endpoint}/${model}`,
    };
    const share: NextStep = {
      id: 'share',
      label: 'Share this notebook',
      detail: 'Gives you a link that others can open and remix.',
    };
    const canShare = ownServer(this.#read()) !== null;
    return placed.panel ? [run, ...(canShare ? [share] : []), page] : [page];
  }
}

const refused = (findings: readonly Finding[]): Outcome => ({
  status: 'refused',
  cells: 0,
  where: '',
  findings: [...findings],
  next: [],
});
