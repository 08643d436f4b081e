import type { NextStep } from '@alacard/core/panel/host';
import type { Placed } from '../notebooks/place.ts';
import { CommandIDs } from '../ids.ts';
import { nameOf } from '../notebooks/name.ts';
import { commands, l10n, window, workspace } from '../vscode.ts';

/** What a person may want to do once the cells stand. */
export const stepsAfter = (modelPage: string): NextStep[] => [
  {
    id: 'run',
    label: l10n.t('Run all cells'),
    detail: l10n.t('Installs what is missing, then runs from top to bottom.'),
  },
  {
    id: 'save',
    label: l10n.t('Save the notebook'),
    detail: l10n.t('Asks for a place when it has none yet.'),
  },
  {
    id: 'share',
    label: l10n.t('Share this notebook'),
    detail: l10n.t('Gives it a page of its own, to pass on and to remix.'),
  },
  {
    id: 'model',
    label: l10n.t('Read the model’s page'),
    detail: l10n.t('Licence, limits and training data.'),
    url: modelPage,
  },
];

export const tokenStep = (): NextStep => ({
  id: 'token',
  label: l10n.t('Set a Hugging Face token'),
  detail: l10n.t('For gated and private models. Kept in the editor’s secret storage.'),
});

/**
 * Takes a step. `placed` is the notebook that was made last.
 * @returns where that notebook is now: one that is saved for the first time becomes another.
 */
export async function takeStep(id: string, placed: Placed | null): Promise<Placed | null> {
  if (id === 'token') await commands.executeCommand(CommandIDs.setHubToken);
  if (id === 'token' || !placed) return placed;
  if (placed.notebook.isClosed) {
    throw new Error(l10n.t('{0} was closed. Open it again to go on.', placed.where));
  }
  await window.showNotebookDocument(placed.notebook);
  if (id === 'run') await commands.executeCommand('notebook.execute');
  if (id === 'save') return saved(placed);
  if (id === 'share') await commands.executeCommand(CommandIDs.share);
  return placed;
}

/** The editor's own way of saving: `NotebookDocument.save` closes a new notebook once it has a place. */
async function saved(placed: Placed): Promise<Placed> {
  const uri = await workspace.save(placed.notebook.uri);
  const notebook = workspace.notebookDocuments.find(
    (one) => one.uri.toString() === uri?.toString(),
  );
  return notebook ? { ...placed, notebook, where: nameOf(notebook) } : placed;
}
