import { build } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CancellationToken,
  type Diagnostic,
  type NotebookCell,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver-protocol/node';
import {
  MODEL_FACTS,
  SEARCH_MODELS,
  type ModelFactsAnswer,
  type SearchModelsAnswer,
  type LanguageSettings,
} from './messages.ts';

/** The built server as a process of its own, and the editor's half of the protocol. */
export interface Editor {
  readonly connection: ProtocolConnection;
  /** What the server asked the editor about the Hub, in order: `facts a/b`, `search bert fill-mask`. */
  readonly asked: string[];
  /** Requests the server took back. */
  readonly takenBack: string[];
  /** What the Hub says; a promise that does not settle stands for a slow one. */
  hub: {
    facts: (id: string) => Promise<ModelFactsAnswer>;
    search: (words: string) => Promise<SearchModelsAnswer>;
  };
  diagnostics(uri: string): readonly Diagnostic[];
  /** The diagnostics of a cell, as soon as they satisfy the condition. */
  until(
    uri: string,
    holds: (found: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]>;
  open(
    notebook: string,
    cells: readonly [kind: 1 | 2, text: string][],
    metadata?: object,
  ): Promise<string[]>;
  /** Replace the text of a cell. */
  type(notebook: string, cell: string, text: string): Promise<void>;
  close(): Promise<void>;
}

export async function buildServer(): Promise<{
  path: string;
  inputs: string[];
  remove: () => void;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'alacard-language-'));
  const path = join(folder, 'server.cjs');
  const { metafile } = await build({
    entryPoints: [join(import.meta.dirname, 'server.node.ts')],
    outfile: path,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['source'],
    metafile: true,
    logLevel: 'error',
  });
  return {
    path,
    inputs: Object.keys(metafile.inputs),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const stopped = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) resolve();
    else
      child.once('exit', () => {
        resolve();
      });
  });

export async function startEditor(
  path: string,
  settings: Partial<LanguageSettings> = {},
): Promise<Editor> {
  const child = spawn(process.execPath, [path, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = new Map<string, readonly Diagnostic[]>();
  const watchers = new Set<() => void>();
  const versions = new Map<string, number>();
  const asked: string[] = [];
  const takenBack: string[] = [];

  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }: PublishDiagnosticsParams) => {
      published.set(uri, diagnostics);
      for (const look of [...watchers]) look();
    },
  );
  const offline = { ok: false, error: { kind: 'offline', message: 'offline' } } as const;
  const editor: Editor = {
    connection,
    asked,
    takenBack,
    hub: { facts: async () => offline, search: async () => offline },
    diagnostics: (uri) => published.get(uri) ?? [],
    until: (uri, holds) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = published.get(uri) ?? [];
          if (!holds(found)) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
      }),
    open: async (notebook, cells, metadata = {}) => {
      const uris = cells.map((_, at) => `${notebook}#${String(at)}`);
      const listed = cells.map(([kind], at): NotebookCell => ({ kind, document: uris[at] ?? '' }));
      await connection.sendNotification('notebookDocument/didOpen', {
        notebookDocument: {
          uri: notebook,
          notebookType: 'jupyter-notebook',
          version: 1,
          metadata,
          cells: listed,
        },
        cellTextDocuments: cells.map(([kind, text], at) => ({
          uri: uris[at] ?? '',
          languageId: kind === 2 ? 'python' : 'markdown',
          version: 1,
          text,
        })),
      });
      return uris;
    },
    type: async (notebook, cell, text) => {
      const version = (versions.get(cell) ?? 1) + 1;
      versions.set(cell, version);
      await connection.sendNotification('notebookDocument/didChange', {
        notebookDocument: { uri: notebook, version },
        change: {
          cells: { textContent: [{ document: { uri: cell, version }, changes: [{ text }] }] },
        },
      });
    },
    close: async () => {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await stopped(child);
      connection.dispose();
    },
  };
  connection.onRequest<ModelFactsAnswer, undefined>(MODEL_FACTS, ({ id }: { id: string }) => {
    asked.push(`facts ${id}`);
    return editor.hub.facts(id);
  });
  connection.onRequest<SearchModelsAnswer, undefined>(
    SEARCH_MODELS,
    ({ words, task }: { words: string; task: string | null }, token: CancellationToken) => {
      asked.push(`search ${words} ${task ?? '-'}`);
      token.onCancellationRequested(() => takenBack.push(words));
      return editor.hub.search(words);
    },
  );
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { notebookDocument: { synchronization: {} } },
    initializationOptions: settings,
  });
  await connection.sendNotification('initialized', {});
  return editor;
}
