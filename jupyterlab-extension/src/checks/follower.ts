import type { Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView } from '@codemirror/view';
import type { ISharedCell } from '@jupyter/ydoc';
import { PLUGIN_ID } from '../ids.ts';
import type { Checker, CheckServices, Completions } from './checker.ts';

/** Knows the editors of all cells, and loads the checks with the first of them, unless the settings say no. */
export class CheckFollower {
  readonly #views = new Map<EditorView, ISharedCell>();
  readonly #services: CheckServices;
  #isOn = false;
  #loading: Promise<Checker> | null = null;

  constructor(services: CheckServices) {
    this.#services = services;
    void this.#follow();
  }

  /** What goes into the editor of a cell. */
  extension(cell: ISharedCell): Extension {
    return ViewPlugin.define((view) => {
      this.#views.set(view, cell);
      // An editor that is being made cannot be told anything yet.
      if (this.#isOn) void this.#join(view);
      return { destroy: () => void this.#leave(view) };
    });
  }

  /** Models for the string in which the cursor of a cell stands. */
  async complete(cell: ISharedCell, offset: number): Promise<Completions | null> {
    const checker = this.#isOn ? await this.#loading : null;
    return checker?.complete(cell, offset) ?? null;
  }

  async isModel(cell: ISharedCell, offset: number): Promise<boolean> {
    const checker = this.#isOn ? await this.#loading : null;
    return checker?.placeAt(cell, offset) != null;
  }

  async #follow(): Promise<void> {
    const settings = await this.#services.registry?.load(PLUGIN_ID).catch(() => null);
    const read = (): void => this.#turn(settings?.composite['notebookChecks'] !== false);
    settings?.changed.connect(read);
    read();
  }

  #turn(on: boolean): void {
    if (on === this.#isOn) return;
    this.#isOn = on;
    if (on) for (const view of this.#views.keys()) void this.#join(view);
    else void this.#loading?.then((checker) => checker.stop());
  }

  async #load(): Promise<Checker> {
    const { Checker } = await import('./checker.ts');
    return Checker.start(this.#services);
  }

  async #join(view: EditorView): Promise<void> {
    this.#loading ??= this.#load();
    try {
      const checker = await this.#loading;
      const cell = this.#views.get(view);
      if (cell && this.#isOn) checker.join(view, cell);
    } catch (error) {
      // The next editor tries again; a notebook is no worse for it.
      this.#loading = null;
      console.warn('Alacard could not load its checks.', error);
    }
  }

  async #leave(view: EditorView): Promise<void> {
    this.#views.delete(view);
    (await this.#loading?.catch(() => null))?.leave(view);
  }
}
