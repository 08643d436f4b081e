import {
  Questions,
  type FoundModel,
  type KnownModel,
  type ModelSearch,
} from '@alacard/core/language';
import { CancellationTokenSource, type Connection } from 'vscode-languageserver';
import type { z } from 'zod';
import {
  MODEL_FACTS,
  ModelFactsAnswerSchema,
  SEARCH_MODELS,
  SearchModelsAnswerSchema,
} from './messages.ts';

const LIMIT = 20;

export interface EditorHub {
  readonly facts: Questions<KnownModel>;
  search(wanted: ModelSearch, signal: AbortSignal): Promise<readonly FoundModel[] | null>;
  /** Forget what is known: the address or the token changed. */
  clear(): void;
}

/** The Hub as the editor reaches it; the server itself never opens a connection. */
export function hubThrough(connection: Connection): EditorHub {
  const silence = { until: 0 };
  const now = (): number => performance.now() / 1000;
  const ask = async <T>(
    method: string,
    schema: z.ZodType<T>,
    parameters: object,
    signal: AbortSignal,
  ): Promise<T> => {
    const cancel = new CancellationTokenSource();
    signal.addEventListener('abort', () => {
      cancel.cancel();
    });
    return schema.parse(await connection.sendRequest(method, parameters, cancel.token));
  };
  const facts = new Questions<KnownModel>(
    (id, signal) => ask(MODEL_FACTS, ModelFactsAnswerSchema, { id }, signal),
    silence,
    now,
  );
  const searches = new Questions<{ readonly models: readonly FoundModel[] }>(
    (key, signal) => {
      const [words, task, library] = JSON.parse(key) as (string | null)[];
      return ask(
        SEARCH_MODELS,
        SearchModelsAnswerSchema,
        { words, task, library, limit: LIMIT },
        signal,
      );
    },
    silence,
    now,
  );
  const search: EditorHub['search'] = async ({ words, task, library }, signal) => {
    const answer = await searches.about(JSON.stringify([words, task, library]), signal);
    if (!answer?.ok) return null;
    const { models } = answer.value;
    // A model that is tagged otherwise may still be the one that is meant.
    return models.length > 0 || (task === null && library === null) || words === ''
      ? models
      : search({ words, task: null, library: null }, signal);
  };
  return {
    facts,
    search,
    clear: () => {
      facts.clear();
      searches.clear();
    },
  };
}
