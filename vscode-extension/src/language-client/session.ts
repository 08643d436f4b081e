import type { Hub } from '@alacard/core';
import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import { NOTEBOOK_TYPE } from '../ids.ts';
import {
  MODEL_FACTS,
  ModelFactsAnswerSchema,
  ModelFactsRequestSchema,
  SEARCH_MODELS,
  SearchModelsAnswerSchema,
  SearchModelsRequestSchema,
  SETTINGS_CHANGED,
  type ModelFactsAnswer,
  type SearchModelsAnswer,
} from '../language/messages.ts';
import { Disposable, extensions, workspace } from '../vscode.ts';
import { followOutputs } from './outputs.ts';
import { serverSettings } from './server-settings.ts';

export interface LanguageParts {
  readonly context: vscode.ExtensionContext;
  /** Loads the application when the server first asks about a model. */
  readonly hub: () => Promise<Hub>;
  /** Bytes of memory of the machine; null when nobody knows. */
  readonly machineMemory: number | null;
}

export const clientOptions = ({ machineMemory }: LanguageParts): LanguageClientOptions => ({
  documentSelector: ['python', 'markdown'].map((language) => ({
    notebook: NOTEBOOK_TYPE,
    language,
  })),
  initializationOptions: serverSettings(machineMemory),
});

/** Answers what the server asks, tells it what it cannot see, and starts it. */
export async function startSession(
  client: BaseLanguageClient,
  { context, hub, machineMemory }: LanguageParts,
): Promise<vscode.Disposable> {
  client.onRequest<ModelFactsAnswer, undefined>(
    MODEL_FACTS,
    async (params: unknown, token: vscode.CancellationToken) => {
      const { id } = ModelFactsRequestSchema.parse(params);
      const answer = await (await hub()).modelFacts(id, undefined, { signal: signalOf(token) });
      return ModelFactsAnswerSchema.parse(answer);
    },
  );
  client.onRequest<SearchModelsAnswer, undefined>(
    SEARCH_MODELS,
    async (params: unknown, token: vscode.CancellationToken) => {
      const { words, task, library, limit } = SearchModelsRequestSchema.parse(params);
      const answer = await (
        await hub()
      ).listModels(
        {
          search: words,
          ...(task === null ? {} : { task }),
          ...(library === null ? {} : { library }),
          sort: 'downloads',
          limit,
        },
        { signal: signalOf(token) },
      );
      return SearchModelsAnswerSchema.parse(answer);
    },
  );
  const tell = (): void => {
    void client.sendNotification(SETTINGS_CHANGED, serverSettings(machineMemory));
  };
  await client.start();
  return Disposable.from(
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('alacard')) tell();
    }),
    // Another Python language server may have come or gone.
    extensions.onDidChange(tell),
    // With another token the Hub may answer otherwise.
    context.secrets.onDidChange(tell),
    followOutputs(client),
    // A server that is still starting cannot be stopped yet, and ends with its host anyway.
    { dispose: () => void client.dispose().catch(() => undefined) },
  );
}

function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
