import { createSharing, markOf, runReport, type RunReport } from '@alacard/core/sharing';
import type * as vscode from 'vscode';
import { z } from 'zod';
import { currentSettings } from '../app/follow-settings.ts';
import { NOTEBOOK_TYPE } from '../ids.ts';
import type { Platform } from '../platform.ts';
import { Disposable, env, NotebookCellKind, workspace } from '../vscode.ts';

const ReportSchema = z.object({
  share_id: z.string(),
  version: z.number(),
  ok: z.boolean(),
  failed_cell: z.string().optional(),
});

/**
 * Tells the sharing server whether its notebooks ran (telemetry.json): only with
 * `alacard.telemetry` on, only while the editor's own telemetry is on, and only
 * to the server of the settings, about what was shared there. Errors, common
 * properties and machine ids are never sent.
 */
export function startTelemetry(platform: Platform): vscode.Disposable {
  const logger = env.createTelemetryLogger(
    {
      sendEventData: (_name, data) => void send(platform, data),
      sendErrorData: () => undefined,
    },
    { ignoreBuiltInCommonProperties: true, ignoreUnhandledErrors: true },
  );
  /** What was reported last of each notebook, so that it is told once. */
  const told = new WeakMap<vscode.NotebookDocument, string>();
  const look = ({ notebook, cellChanges }: vscode.NotebookDocumentChangeEvent): void => {
    const { telemetry, serverUrl } = currentSettings();
    if (!telemetry || serverUrl === '' || notebook.notebookType !== NOTEBOOK_TYPE) return;
    if (!cellChanges.some(({ executionSummary }) => executionSummary?.success !== undefined))
      return;
    const mark = markOf(notebook.metadata);
    if (mark?.server !== serverUrl) return;
    const report = runReport(mark, codeCells(notebook));
    const key = JSON.stringify(report);
    if (!report || told.get(notebook) === key) return;
    told.set(notebook, key);
    logger.logUsage('run', { ...report });
  };
  return Disposable.from(logger, workspace.onDidChangeNotebookDocument(look));
}

const codeCells = (notebook: vscode.NotebookDocument): Parameters<typeof runReport>[1] =>
  notebook
    .getCells()
    .filter(({ kind }) => kind === NotebookCellKind.Code)
    .map(({ metadata, executionSummary }) => ({
      id: typeof metadata['id'] === 'string' ? metadata['id'] : null,
      ok: executionSummary?.success ?? null,
    }));

async function send({ fetch }: Platform, data: unknown): Promise<void> {
  const { serverUrl } = currentSettings();
  const report: RunReport | undefined = ReportSchema.safeParse(data).data;
  if (!report || serverUrl === '') return;
  const { share_id, version, ok, failed_cell } = report;
  const body = { version, ok, ...(failed_cell === undefined ? {} : { failed_cell }) };
  // Nobody is told when it fails: a report is no reason to disturb a person.
  await createSharing({ fetch, baseUrl: serverUrl }).call('runHealth', {
    params: { share_id },
    body,
  });
}
