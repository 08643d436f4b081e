import { askedHub, type AskedHub, type HubRoad } from '@alacard/core/language';
import { CancellationTokenSource, type Connection } from 'vscode-languageserver';
import type { z } from 'zod';
import {
  MODEL_FACTS,
  ModelFactsAnswerSchema,
  SEARCH_MODELS,
  SearchModelsAnswerSchema,
} from './messages.ts';

/** The Hub as the editor reaches it; the server itself never opens a connection. */
export function hubThrough(connection: Connection): AskedHub {
  const ask = async <T>(
    method: string,
    schema: z.ZodType<T>,
    parameters: object,
    signal: Parameters<HubRoad['facts']>[1],
  ): Promise<T> => {
    const cancel = new CancellationTokenSource();
    signal.addEventListener('abort', () => {
      cancel.cancel();
    });
    return schema.parse(await connection.sendRequest(method, parameters, cancel.token));
  };
  return askedHub(
    {
      facts: (id, signal) => ask(MODEL_FACTS, ModelFactsAnswerSchema, { id }, signal),
      search: (wanted, signal) => ask(SEARCH_MODELS, SearchModelsAnswerSchema, wanted, signal),
    },
    () => performance.now() / 1000,
  );
}
