import type * as vscode from 'vscode';
import type { App } from './app/app.ts';
import { CommandIDs, DECK_VIEW } from './ids.ts';
import { commands, l10n, window } from './vscode.ts';

/**
 * Tells the editor what there is, and no more: the application is loaded by the
 * first command, view or link.
 */
export function register(context: vscode.ExtensionContext, loadApp: () => Promise<App>): void {
  let opening: Promise<App> | null = null;
  const app = (): Promise<App> => {
    opening ??= loadApp().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
  const { subscriptions } = context;
  for (const id of Object.values(CommandIDs)) {
    subscriptions.push(
      commands.registerCommand(id, async (...args: unknown[]) => (await app()).run(id, args)),
    );
  }
  subscriptions.push(
    window.registerUriHandler({ handleUri: async (uri) => (await app()).follow(uri) }),
    window.registerWebviewViewProvider(DECK_VIEW, {
      resolveWebviewView: async (view) => {
        try {
          (await app()).deck.resolveWebviewView(view);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          view.description = l10n.t('could not be opened');
          void window.showErrorMessage(
            l10n.t('Alacard could not be opened: {0} Reload the window to try again.', reason),
          );
        }
      },
    }),
  );
}
