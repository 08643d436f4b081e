import { createSharing, markOf, runReport, type RunCell } from '@alacard/core/sharing';
import type { Notebook } from '@jupyterlab/notebook';
import type { Settings } from '../settings.ts';
import { ownServer } from './client.ts';

/**
 * Tells the sharing server whether its notebooks ran: only with the setting
 * `telemetry` on, and only the server of the settings, about what was shared
 * there. Which cell failed is told, never what it said.
 */
export class RunReports {
  readonly #settings: () => Settings;
  /** How the cells of each notebook ended, by id. */
  readonly #ended = new WeakMap<Notebook, Map<string, boolean>>();
  /** What was told last of each notebook, so that it is told once. */
  readonly #told = new WeakMap<Notebook, string>();

  constructor(settings: () => Settings) {
    this.#settings = settings;
  }

  /** A cell of `notebook` came to its end. */
  ended(notebook: Notebook, cell: string, ok: boolean): void {
    const ended = this.#ended.get(notebook) ?? new Map<string, boolean>();
    this.#ended.set(notebook, ended.set(cell, ok));
    const settings = this.#settings();
    const server = ownServer(settings);
    const shared = notebook.model?.sharedModel;
    if (!settings.telemetry || server === null || !shared) return;
    const mark = markOf({ metadata: shared.metadata });
    if (mark?.server !== server) return;
    const cells: RunCell[] = shared.cells
      .filter((one) => one.cell_type === 'code')
      .map(({ id }) => ({ id, ok: ended.get(id) ?? null }));
    const report = runReport(mark, cells);
    const key = JSON.stringify(report);
    if (!report || this.#told.get(notebook) === key) return;
    this.#told.set(notebook, key);
    const { share_id, ...body } = report;
    // Nobody is told when it fails: a report is no reason to disturb a person.
    void createSharing({ baseUrl: server, fetch: (url, init) => fetch(url, init) }).call(
      'runHealth',
      { params: { share_id }, body },
    );
  }
}
