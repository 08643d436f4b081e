import type * as vscode from 'vscode';
import { browserPlatform } from './platform.browser.ts';
import { register } from './register.ts';

/** Entry of the editor in a browser: vscode.dev, github.dev. */
export function activate(context: vscode.ExtensionContext): void {
  register(context, async () => {
    const { openApp } = await import('./app/app.ts');
    return openApp(context, browserPlatform);
  });
}
