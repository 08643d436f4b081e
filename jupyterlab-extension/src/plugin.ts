import {
  ILayoutRestorer,
  IRouter,
  type JupyterFrontEnd,
  type JupyterFrontEndPlugin,
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { ILauncher } from '@jupyterlab/launcher';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { CARDS } from './cards.ts';
import { addCommands } from './commands.ts';
import { followRuns } from './follow-runs.ts';
import { CommandIDs, PLUGIN_ID } from './ids.ts';
import { followLinks } from './link.ts';
import { Sidebar } from './sidebar.ts';

/** Shows the cards when JupyterLab has started, where the settings say so. */
async function openAtStart(
  app: JupyterFrontEnd,
  registry: ISettingRegistry | null,
  sidebar: Sidebar,
): Promise<void> {
  const settings = await registry?.load(PLUGIN_ID);
  if (settings?.composite['openAtStart'] !== true) return;
  await app.restored;
  app.shell.activateById(sidebar.id);
}

/** Left of the table of contents. Core ranks: file browser 100, running 200, contents 400. */
const SIDEBAR_RANK = 450;

export const plugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN_ID,
  description: 'Five cards become a runnable notebook for any Hugging Face model.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [
    ISettingRegistry,
    IStateDB,
    ILauncher,
    ICommandPalette,
    ITranslator,
    ILayoutRestorer,
    IDefaultFileBrowser,
    IRouter,
  ],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    settings: ISettingRegistry | null,
    state: IStateDB | null,
    launcher: ILauncher | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null,
    browser: IDefaultFileBrowser | null,
    router: IRouter | null,
  ) => {
    const trans = (translator ?? nullTranslator).load('alacard');
    const sidebar = new Sidebar({ app, tracker, settings, state, browser }, trans);
    addCommands({ app, tracker, sidebar, trans });
    if (router) followLinks(app, router, sidebar);
    followRuns(settings);
    void openAtStart(app, settings, sidebar);
    app.shell.add(sidebar, 'left', { rank: SIDEBAR_RANK, type: 'Alacard' });
    restorer?.add(sidebar, sidebar.id);

    const category = 'Alacard';
    const { changeCard, followLink, mend } = CommandIDs;
    for (const command of Object.values(CommandIDs)) {
      if (command === changeCard || command === followLink || command === mend) continue;
      palette?.addItem({ command, category });
    }
    for (const { key } of CARDS) {
      palette?.addItem({ command: changeCard, category, args: { card: key } });
    }
    launcher?.add({
      command: CommandIDs.open,
      args: { isLauncher: true },
      category: 'Notebook',
      rank: 50,
    });
  },
};
