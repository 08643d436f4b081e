import { DECK, type Finding, type Hub } from '@alacard/core';
import {
  abortError,
  connectionsOf,
  type Call,
  createDesk,
  type Desk,
  type NextStep,
  type Outcome,
  type PanelHost,
} from '@alacard/core/panel/host';
import type { Sharing } from '@alacard/core/sharing';
import type * as vscode from 'vscode';
import type { Place, Placed } from '../notebooks/place.ts';
import { placeOf, targets } from '../notebooks/places.ts';
import { env, l10n } from '../vscode.ts';
import { currentSettings } from './follow-settings.ts';
import type { HubTokens } from './hub-token.ts';
import { linterOf } from './linter.ts';
import { stepsAfter, takeStep, tokenStep } from './next-steps.ts';
import type { PanelStore } from './store.ts';

interface Parts {
  readonly extensionUri: vscode.Uri;
  readonly hub: Hub;
  readonly tokens: HubTokens;
  readonly store: PanelStore;
  /** A client of a sharing server, in the name of whoever signed in there. */
  readonly sharing: (server: string) => Sharing;
}

/** Answers what the panel asks: core's desk, the editor's notebooks, the workspace's state. */
export class EditorHost implements PanelHost {
  readonly desk: Desk;
  readonly #parts: Parts;
  #last: Placed | null = null;
  /** How the newest run ended; null while one is under way and after a cancelled one. */
  lastOutcome: Outcome | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.desk = createDesk({
      deck: DECK,
      hub: parts.hub,
      linter: linterOf(parts.extensionUri),
      breathe: () => new Promise((resolve) => setTimeout(resolve)),
      random: Math.random,
    });
  }

  readonly hello: PanelHost['hello'] = async () => ({
    editor: env.appName,
    targets: await targets(),
    ...this.desk.options,
    state: this.#parts.store.read(),
  });

  readonly deal: PanelHost['deal'] = ({ kept }, call) => {
    const difficulty = currentSettings().defaultDifficulty;
    return this.desk.deal({ kept: difficulty === 'any' ? kept : { difficulty, ...kept } }, call);
  };

  readonly show: PanelHost['show'] = (params, call) => this.desk.show(params, call);
  readonly cards: PanelHost['cards'] = (params, call) => this.desk.cards(params, call);
  readonly prompts: PanelHost['prompts'] = (params, call) => this.desk.prompts(params, call);
  readonly searchModels: PanelHost['searchModels'] = (query, call) =>
    this.desk.searchModels(query, call);

  readonly generate: PanelHost['generate'] = async (params, call) => {
    this.lastOutcome = null;
    this.lastOutcome = await this.#generate(params, call);
    return this.lastOutcome;
  };

  readonly connections: PanelHost['connections'] = ({ ask }, call) => {
    const address = currentSettings().serverUrl;
    const server = address === '' ? null : { address, sharing: this.#parts.sharing(address) };
    return connectionsOf({ hub: this.#parts.hub, server }, ask, call?.signal);
  };

  readonly follow: PanelHost['follow'] = async ({ id }) => {
    const made = this.#last;
    const now = await takeStep(id, made);
    // Another may have been made while the person chose a place for this one.
    if (this.#last === made) this.#last = now;
  };
  readonly save: PanelHost['save'] = (state) => this.#parts.store.write(state);

  async #generate(
    { hand, target, remixOf }: Parameters<PanelHost['generate']>[0],
    call: Call = {},
  ): Promise<Outcome> {
    // The notebook that is meant is the one that is open now, whatever is opened meanwhile.
    const place = placeOf(target);
    if ('severity' in place) return refused([place]);
    const blockedBefore = await place.blocked();
    if (blockedBefore) return refused([blockedBefore]);

    const made = await this.desk.make(hand, call, remixOf);
    if (!made.notebook) return refused(made.findings, this.#wayOut(made.findings));
    const { notebook } = made;
    call.onProgress?.({
      step: 'insert',
      text: l10n.t('Inserting {0} cells …', notebook.cells.length),
    });
    const blockedNow = await place.blocked();
    if (call.signal?.aborted) throw abortError();
    if (blockedNow) return refused([blockedNow]);
    return this.#put(place, notebook, made.findings);
  }

  async #put(
    place: Place,
    notebook: Parameters<Place['put']>[0],
    findings: readonly Finding[],
  ): Promise<Outcome> {
    const placed = await place.put(notebook);
    if ('severity' in placed) return refused([placed]);
    this.#last = placed;
    return {
      status: 'done',
      cells: placed.cells,
      where: placed.where,
      findings: [...findings],
      next: stepsAfter(`${this.#parts.hub.endpoint}/${notebook.metadata.alacard.model.id}`),
    };
  }

  /** A token may help where the Hub let nobody in. */
  #wayOut(findings: readonly Finding[]): NextStep[] {
    const closed = findings.some(({ code }) =>
      /^hub-(gated|private|not-found|bad-token)$/.test(code),
    );
    return closed ? [tokenStep()] : [];
  }
}

const refused = (findings: readonly Finding[], next: NextStep[] = []): Outcome => ({
  status: 'refused',
  cells: 0,
  where: '',
  findings: [...findings],
  next,
});
