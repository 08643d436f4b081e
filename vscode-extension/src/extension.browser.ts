import type * as vscode from 'vscode';
import { browserPlatform } from './platform.browser.ts';
import { register } from './register.ts';

/** Entry of the editor in a browser: vscode.dev, github.dev. */
export function activate(context: vscode.ExtensionContext): void {
  register(context, browserPlatform, {
    openApp: async () => (await import('./open-app.ts')).openApp(context, browserPlatform),
    startLanguage: async (parts) =>
      (await import('./language-client/start.browser.ts')).startLanguage(parts),
  });
}
