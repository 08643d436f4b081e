import type * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { Uri } from '../vscode.ts';
import { clientOptions, startSession, type LanguageParts } from './session.ts';

/** Starts the language server in a worker. */
export async function startLanguage(parts: LanguageParts): Promise<vscode.Disposable> {
  const { extensionUri } = parts.context;
  const script = Uri.joinPath(extensionUri, 'dist', 'language', 'server.browser.js');
  const worker = new Worker(script.toString(true));
  const client = new LanguageClient('alacard', 'Alacard', worker, clientOptions(parts));
  const session = await startSession(client, parts);
  return {
    dispose: () => {
      session.dispose();
      worker.terminate();
    },
  };
}
