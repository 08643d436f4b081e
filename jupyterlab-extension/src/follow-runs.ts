import { NotebookActions } from '@jupyterlab/notebook';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { RunReports } from './sharing/run-reports.ts';

/**
 * Follows runs of notebooks that were made by Alacard, for the reports that the
 * setting `telemetry` allows. Nothing is loaded before such a notebook runs.
 */
export function followRuns(registry: ISettingRegistry | null): void {
  if (!registry) return;
  let loading: Promise<RunReports> | null = null;
  const load = async (): Promise<RunReports> => {
    const [{ RunReports }, { followSettings }] = await Promise.all([
      import('./sharing/run-reports.ts'),
      import('./settings.ts'),
    ]);
    let settings = await followSettings(registry, (changed) => {
      settings = changed;
    });
    return new RunReports(() => settings);
  };
  NotebookActions.executed.connect((_, { notebook, cell, success }) => {
    if (cell.model.type !== 'code' || !notebook.model?.getMetadata('alacard')) return;
    loading ??= load();
    loading.then(
      (reports) => reports.ended(notebook, cell.model.id, success),
      // Without settings nothing is allowed; the next run tries again.
      () => (loading = null),
    );
  });
}
