import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { EditorExtensionRegistry, IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { ICompletionProviderManager } from '@jupyterlab/completer';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { CHECKS_ID } from '../ids.ts';
import { modelCompletions } from './completion.ts';
import { CheckFollower } from './follower.ts';
import { sharedCell } from './shared-cell.ts';

/** A plugin of its own, so that whoever does not want it can switch it off without the cards. */
export const checks: JupyterFrontEndPlugin<void> = {
  id: CHECKS_ID,
  description: 'Says in the cells of notebooks what is wrong with them, and mends it.',
  autoStart: true,
  requires: [IEditorExtensionRegistry],
  optional: [ISettingRegistry, ICompletionProviderManager],
  activate: (
    app: JupyterFrontEnd,
    editors: IEditorExtensionRegistry,
    registry: ISettingRegistry | null,
    completions: ICompletionProviderManager | null,
  ) => {
    // Language servers of jupyterlab-lsp look for undefined names themselves.
    const undefinedNames = !app.listPlugins().some((id) => id.startsWith('@jupyter-lsp/'));
    const follower = new CheckFollower({ commands: app.commands, registry, undefinedNames });
    editors.addExtension({
      name: 'alacard:checks',
      factory: ({ model }) => {
        const cell = sharedCell(model.sharedModel);
        return cell && EditorExtensionRegistry.createImmutableExtension(follower.extension(cell));
      },
    });
    completions?.registerProvider(modelCompletions(follower));
  },
};
