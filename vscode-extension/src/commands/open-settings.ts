import type { App } from '../app/app.ts';
import { commands } from '../vscode.ts';

export const openSettings = async ({ context }: App): Promise<void> => {
  await commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`);
};
