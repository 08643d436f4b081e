import { liveHub } from '@alacard/core';
import {
  askedHub,
  completionsOf,
  isSaid,
  modelHover,
  modelPlaceAt,
  searchFor,
  type AskedHub,
  type ModelCompletion,
  type ModelPlace,
} from '@alacard/core/language';
import { nextDiagnostic, previousDiagnostic } from '@codemirror/lint';
import { StateEffect, type Extension } from '@codemirror/state';
import { hoverTooltip, keymap, type EditorView, type Tooltip } from '@codemirror/view';
import type { ISharedCell, ISharedNotebook } from '@jupyter/ydoc';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { followSettings, type Settings } from '../settings.ts';
import { FixMenu } from './fix-menu.ts';
import { cardElement } from './model-hover.ts';
import { NotebookWatch } from './notebook-watch.ts';
import { findingTheme } from './theme.ts';

/** Models for a place in a cell. */
export interface Completions {
  readonly place: ModelPlace;
  readonly models: readonly ModelCompletion[];
}

type Commands = JupyterFrontEnd['commands'];

export interface CheckServices {
  readonly commands: Commands;
  readonly registry: ISettingRegistry | null;
  /** False where somebody else says them. */
  readonly undefinedNames: boolean;
}

/** Everything the checks do once a notebook is open. Loaded with the first one: the rules hang on it. */
export class Checker {
  static async start({ commands, registry, undefinedNames }: CheckServices): Promise<Checker> {
    const checker: Checker = new Checker(commands, undefinedNames, () => settings);
    let settings = await followSettings(registry, (changed) => {
      settings = changed;
      checker.#again();
    });
    return checker;
  }

  readonly #settings: () => Settings;
  readonly #undefinedNames: boolean;
  readonly #hub: AskedHub;
  readonly #menu: FixMenu;
  readonly #watches = new Map<ISharedNotebook, NotebookWatch>();
  readonly #extended = new WeakSet<EditorView>();

  private constructor(commands: Commands, undefinedNames: boolean, settings: () => Settings) {
    this.#menu = new FixMenu(commands);
    this.#settings = settings;
    this.#undefinedNames = undefinedNames;
    const hub = liveHub(
      settings,
      // A token that was typed in is the panel's; here nobody is asked for one.
      () => (settings().tokenSource === 'setting' ? settings().token || null : null),
      (url, init) => fetch(url, init),
    );
    this.#hub = askedHub(
      {
        facts: (id, signal) => hub.modelFacts(id, undefined, { signal }),
        search: ({ words, task, library, limit }, signal) =>
          hub.listModels(
            {
              search: words,
              sort: 'downloads',
              limit,
              ...(task === null ? {} : { task }),
              ...(library === null ? {} : { library }),
            },
            { signal },
          ),
      },
      () => performance.now() / 1000,
    );
  }

  join(view: EditorView, cell: ISharedCell): void {
    const { notebook } = cell;
    if (!notebook) return;
    const watch = this.#watches.get(notebook) ?? this.#watch(notebook);
    if (!this.#extended.has(view)) {
      this.#extended.add(view);
      view.dispatch({ effects: StateEffect.appendConfig.of(this.#extension(cell)) });
    }
    watch.join(view, cell.getId());
  }

  leave(view: EditorView): void {
    for (const [notebook, watch] of this.#watches) {
      if (watch.leave(view)) continue;
      watch.dispose();
      this.#watches.delete(notebook);
    }
  }

  /** Takes back all that was said. */
  stop(): void {
    for (const watch of this.#watches.values()) watch.dispose();
    this.#watches.clear();
  }

  /** The models for the string that holds an offset of a cell; null where it names none. */
  async complete(cell: ISharedCell, offset: number): Promise<Completions | null> {
    const place = this.placeAt(cell, offset);
    const wanted = place && searchFor(place);
    const models = wanted ? await this.#hub.search(wanted) : null;
    return place && models ? { place, models: completionsOf(models) } : null;
  }

  placeAt(cell: ISharedCell, offset: number): ModelPlace | null {
    const watch = cell.notebook && this.#watches.get(cell.notebook);
    return watch ? modelPlaceAt(watch.notebook.read(), cell.getId(), offset) : null;
  }

  #watch(notebook: ISharedNotebook): NotebookWatch {
    const watch = new NotebookWatch(notebook, {
      hub: this.#hub,
      undefinedNames: this.#undefinedNames,
      disabledChecks: () => this.#settings().disabledChecks,
    });
    this.#watches.set(notebook, watch);
    return watch;
  }

  #again(): void {
    this.#hub.clear();
    for (const watch of this.#watches.values()) watch.soon(0);
  }

  readonly #extension = (cell: ISharedCell): Extension => [
    findingTheme,
    hoverTooltip((_, offset) => this.#hover(cell, offset), { hideOnChange: true }),
    keymap.of([
      { key: 'F8', run: nextDiagnostic, preventDefault: true },
      { key: 'Shift-F8', run: previousDiagnostic, preventDefault: true },
      { key: 'Mod-.', run: this.#menu.open, preventDefault: true },
    ]),
  ];

  async #hover(cell: ISharedCell, offset: number): Promise<Tooltip | null> {
    const place = this.placeAt(cell, offset);
    const answer = place && (await this.#hub.facts.about(place.id));
    if (!answer) return null;
    const findings = (cell.notebook && this.#watches.get(cell.notebook)?.notebook.findings) ?? [];
    if (isSaid(answer, { cell: cell.getId(), from: place.from }, findings)) return null;
    const card = modelHover(answer, { endpoint: this.#settings().hubUrl, machineMemory: null });
    return (
      card && {
        pos: place.from,
        end: place.to,
        above: true,
        create: () => ({ dom: cardElement(card) }),
      }
    );
  }
}
