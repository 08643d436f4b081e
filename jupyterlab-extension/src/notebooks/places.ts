import { aboutPlace, type Finding } from '@alacard/core';
import type { Target } from '@alacard/core/panel/host';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { PathExt } from '@jupyterlab/coreutils';
import type { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import type { INotebookTracker } from '@jupyterlab/notebook';
import { newPlace } from './new-place.ts';
import { nameOf, openPlace } from './open-place.ts';
import { watchOpening } from './opening.ts';
import type { Place } from './place.ts';

/** The places of this page: a new notebook, and the one that is open. */
export class Places {
  /** Folder for new notebooks that a command asked for, until it is used. */
  folder: string | null = null;
  readonly #app: JupyterFrontEnd;
  readonly #tracker: INotebookTracker;
  readonly #browser: IDefaultFileBrowser | null;

  constructor(
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    browser: IDefaultFileBrowser | null,
  ) {
    this.#app = app;
    this.#tracker = tracker;
    this.#browser = browser;
  }

  targets(): Target[] {
    const blocked = (place: Place): string | null => place.blocked()?.message ?? null;
    const fresh = newPlace(this.#app, '');
    const targets: Target[] = [{ id: 'new', label: 'A new notebook', blocked: blocked(fresh) }];
    const panel = this.#tracker.currentWidget;
    if (panel)
      targets.push({ id: 'open', label: nameOf(panel), blocked: blocked(openPlace(panel)) });
    return targets;
  }

  /** The place a target stands for at this moment. */
  find(target: string): Place | Finding {
    if (target === 'new') return newPlace(this.#app, this.#newFolder());
    const panel = this.#tracker.currentWidget;
    return panel ? openPlace(panel) : aboutPlace('no-notebook');
  }

  /** Calls `listener` when notebooks come, go or change. */
  follow(listener: () => void): void {
    this.#tracker.currentChanged.connect(listener);
    this.#tracker.widgetAdded.connect((_, panel) => {
      watchOpening(panel);
      void panel.context.ready.then(listener);
      panel.context.pathChanged.connect(listener);
      panel.disposed.connect(listener);
    });
    const { kernelspecs } = this.#app.serviceManager;
    kernelspecs.specsChanged.connect(listener);
    void kernelspecs.ready.then(listener);
  }

  #newFolder(): string {
    const asked = this.folder;
    this.folder = null;
    const open = this.#tracker.currentWidget?.context.path;
    return asked ?? this.#browser?.model.path ?? (open ? PathExt.dirname(open) : '');
  }
}
