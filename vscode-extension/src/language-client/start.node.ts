import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { Uri } from '../vscode.ts';
import { clientOptions, startSession, type LanguageParts } from './session.ts';

/** Starts the language server in a process of its own. */
export function startLanguage(parts: LanguageParts): Promise<vscode.Disposable> {
  const { extensionUri } = parts.context;
  const module = Uri.joinPath(extensionUri, 'dist', 'language', 'server.node.js').fsPath;
  const server = { module, transport: TransportKind.ipc };
  const client = new LanguageClient('alacard', 'Alacard', server, clientOptions(parts));
  return startSession(client, parts);
}
