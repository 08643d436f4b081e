import type * as vscode from 'vscode';
import { nodePlatform } from './platform.node.ts';
import { register } from './register.ts';

/** Entry of the editor on a machine: desktop, code-server, Codespaces. */
export function activate(context: vscode.ExtensionContext): void {
  register(context, async () => {
    const { openApp } = await import('./app/app.ts');
    return openApp(context, nodePlatform);
  });
}
