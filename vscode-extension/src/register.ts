import type * as vscode from 'vscode';
import type { App } from './app/app.ts';
import { CommandIDs, DECK_VIEW, SETTINGS } from './ids.ts';
import type { LanguageParts } from './language-client/session.ts';
import { watchForNotebooks } from './language-watch.ts';
import type { Platform } from './platform.ts';
import { registerTools } from './tools/register.ts';
import { complain } from './say.ts';
import { commands, l10n, window, workspace } from './vscode.ts';

/** The parts that are loaded when they are first needed. */
interface Loaders {
  readonly openApp: () => Promise<App>;
  readonly startLanguage: (parts: LanguageParts) => Promise<vscode.Disposable>;
}

/**
 * Tells the editor what there is, and no more: the application is loaded by the
 * first command, view, link or tool.
 */
export function register(
  context: vscode.ExtensionContext,
  { machineMemory }: Platform,
  { openApp, startLanguage }: Loaders,
): void {
  let opening: Promise<App> | null = null;
  const app = (): Promise<App> => {
    opening ??= openApp().catch((error: unknown) => {
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
  subscriptions.push(...registerTools(app));
  // Who wants runs to be reported has opened a notebook now, and may use nothing else of Alacard.
  const report = (): void => {
    if (workspace.getConfiguration(SETTINGS).get('telemetry') === true) void app();
  };
  report();
  subscriptions.push(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SETTINGS}.telemetry`)) report();
    }),
    watchForNotebooks(() =>
      startLanguage({ context, machineMemory, hub: async () => (await app()).hub }),
    ),
    window.registerUriHandler({ handleUri: async (uri) => (await app()).follow(uri) }),
    window.registerWebviewViewProvider(DECK_VIEW, {
      resolveWebviewView: async (view) => {
        try {
          (await app()).deck.resolveWebviewView(view);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          view.description = l10n.t('could not be opened');
          void complain(
            l10n.t('Alacard could not be opened: {0} Reload the window to try again.', reason),
          );
        }
      },
    }),
  );
}
