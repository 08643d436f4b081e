import { fixAllEdits, modelIdsOf, type AskedHub, type CellFinding } from '@alacard/core/language';
import { setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import type { ISharedNotebook } from '@jupyter/ydoc';
import { editCells, applyFix, isApplicable, sameFix } from './apply-fix.ts';
import { countRenamed, diagnosticOf, type Mending } from './diagnostics.ts';
import { OpenNotebook } from './open-notebook.ts';

/** Milliseconds without a change before the notebook is looked at, and before the Hub is asked. */
const PAUSE = { check: 300, facts: 700 } as const;
/** Milliseconds after which it is looked at although the page has other things to do. */
const PATIENCE = 1000;

export interface WatchOptions {
  readonly hub: AskedHub;
  /** Codes that are not wanted, at the moment. */
  readonly disabledChecks: () => readonly string[];
  readonly undefinedNames: boolean;
}

/** Calls when the page rests; Safari cannot say when that is. */
const whenIdle = (work: () => void): void => {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: PATIENCE });
  else setTimeout(work, 0);
};

/** Follows one notebook, and says in the editors of its cells what there is to say. */
export class NotebookWatch {
  readonly notebook: OpenNotebook;
  readonly #views = new Map<EditorView, string>();
  readonly #shown = new WeakMap<EditorView, string>();
  readonly #options: WatchOptions;
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #factsTimer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(shared: ISharedNotebook, options: WatchOptions) {
    this.#options = options;
    this.notebook = new OpenNotebook(shared, () => this.soon());
    this.soon(0);
  }

  /** Editors of cells come and go while a notebook is scrolled. */
  join(view: EditorView, cell: string): void {
    this.#views.set(view, cell);
    this.#show(view);
  }

  /** @returns whether anybody is left. */
  leave(view: EditorView): boolean {
    this.#views.delete(view);
    return this.#views.size > 0;
  }

  soon(pause: number = PAUSE.check): void {
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => whenIdle(this.#readOn), pause);
    clearTimeout(this.#factsTimer);
    this.#factsTimer = setTimeout(() => void this.#askForModels(), PAUSE.facts);
  }

  readonly #readOn = (): void => {
    if (this.#isOver) return;
    if (this.notebook.readOn()) this.check();
    else whenIdle(this.#readOn);
  };

  check(): void {
    const { hub, disabledChecks, undefinedNames } = this.#options;
    const known = (id: string) => hub.facts.known(id);
    this.notebook.check({ disabledChecks: disabledChecks(), undefinedNames, known });
    for (const view of this.#views.keys()) this.#show(view);
  }

  /** Takes back what was said. */
  dispose(): void {
    this.#isOver = true;
    clearTimeout(this.#checkTimer);
    clearTimeout(this.#factsTimer);
    this.notebook.dispose();
    this.notebook.findings = [];
    for (const view of this.#views.keys()) this.#show(view);
    this.#views.clear();
  }

  #show(view: EditorView): void {
    const own = this.notebook.findings.filter(({ cell }) => cell === this.#views.get(view));
    // What says the same stays as it is: a box that is open would be closed.
    const text = JSON.stringify(own);
    if ((this.#shown.get(view) ?? '[]') === text) return;
    this.#shown.set(view, text);
    const { length } = view.state.doc;
    const mending = this.#mending();
    const diagnostics = own.map((finding) => diagnosticOf(finding, length, mending));
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }

  #mending(): Mending {
    const { shared, findings } = this.notebook;
    return {
      can: (fix) => isApplicable(shared, fix),
      mend: (finding, fix, from) => {
        this.#anew((fresh) => {
          const same = sameFix(fresh, finding, fix.title, from);
          if (same && isApplicable(shared, same)) applyFix(shared, same);
        });
      },
      all:
        countRenamed(findings) > 1
          ? () => this.#anew((fresh) => editCells(shared, fixAllEdits(fresh)))
          : null,
    };
  }

  /** The text may have changed since a fix was offered: its edits are made anew, on what stands there. */
  #anew(mend: (findings: readonly CellFinding[]) => void): void {
    this.check();
    mend(this.notebook.findings);
    this.check();
  }

  /** One model after the other, so that a long notebook does not flood the Hub. */
  async #askForModels(): Promise<void> {
    const { facts } = this.#options.hub;
    for (const id of modelIdsOf(this.notebook.read())) {
      if (!facts.known(id) && (await facts.about(id)) && !this.#isOver) this.check();
      if (this.#isOver) return;
    }
  }
}
