import type { NotebookPanel } from '@jupyterlab/notebook';

/** Milliseconds after which a notebook is no longer waited for: its first checkpoint may have failed. */
const PATIENCE = 5000;

const openings = new WeakMap<NotebookPanel, Promise<unknown>>();

/**
 * JupyterLab forgets the undo history of a notebook once more after it is ready,
 * when its first checkpoint is there (docregistry, `Context.initialize`). What
 * was inserted before could not be undone. There is no signal for that moment,
 * so the call itself is watched, once.
 */
export function watchOpening(panel: NotebookPanel): void {
  const { context } = panel;
  // A second view of a notebook that is open already.
  if (context.isReady) return;
  const { sharedModel } = context.model;
  const { promise, resolve } = Promise.withResolvers<null>();
  const forget = sharedModel.clearUndoHistory.bind(sharedModel);
  sharedModel.clearUndoHistory = () => {
    sharedModel.clearUndoHistory = forget;
    forget();
    resolve(null);
  };
  panel.disposed.connect(() => resolve(null));
  openings.set(panel, promise);
}

/** Resolves when what is put into the notebook can be undone. */
export async function opened(panel: NotebookPanel): Promise<void> {
  const opening = openings.get(panel);
  if (!opening) return;
  await Promise.race([opening, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  openings.delete(panel);
}
