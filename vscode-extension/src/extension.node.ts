import type * as vscode from 'vscode';
import { nodePlatform } from './platform.node.ts';
import { register } from './register.ts';

/** Entry of the editor on a machine: desktop, code-server, Codespaces. */
export function activate(context: vscode.ExtensionContext): void {
  register(context, nodePlatform, {
    openApp: async () => (await import('./open-app.ts')).openApp(context, nodePlatform),
    startLanguage: async (parts) =>
      (await import('./language-client/start.node.ts')).startLanguage(parts),
  });
}
