import type { Finding, Notebook } from '@alacard/core';
import type { NotebookPanel } from '@jupyterlab/notebook';

export interface Placed {
  /** Name of the notebook the cells stand in. */
  readonly where: string;
  readonly cells: number;
  /** The open notebook, when it is on this page. */
  readonly panel: NotebookPanel | null;
}

/** Somewhere a notebook can be put. */
export interface Place {
  /** Why nothing can be put there now; null when it can. */
  blocked(): Finding | null;
  put(notebook: Notebook): Promise<Placed>;
}
