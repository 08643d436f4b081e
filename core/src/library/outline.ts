import type { ModelFacts } from '../hub/facts.ts';
import { NO_FACTS } from '../hub/no-facts.ts';
import { dispatch, type Dispatch } from './dispatch.ts';

/** What a list of models tells about one: enough to choose an adapter before its facts are fetched. */
export interface ModelOutline {
  readonly id: string;
  readonly task: string | null;
  readonly library: string | null;
  readonly tags: readonly string[];
  readonly parameters?: number | null;
  readonly licence?: string | null;
  readonly gated?: ModelFacts['gated'];
  readonly downloads?: number;
}

/**
 * Facts as far as a list tells them; everything else as if unknown. Good enough
 * to tell which adapter a model will get and what to warn of; notebooks are made
 * from real facts. The Hub tags models that have a chat template `conversational`.
 */
export const outlineFacts = (model: ModelOutline): ModelFacts => ({
  ...NO_FACTS,
  id: model.id,
  task: model.task,
  library: model.library,
  tags: model.tags,
  licence: model.licence ?? null,
  gated: model.gated ?? false,
  downloads: model.downloads ?? 0,
  parameters: model.parameters ?? null,
  customCode: model.tags.includes('custom_code'),
  gguf:
    model.tags.includes('gguf') && model.library !== 'transformers'
      ? { architecture: null, contextLength: null }
      : null,
  hasChatTemplate: model.tags.includes('conversational'),
});

/** `dispatch` for a row of a list: without files and configuration, so a good guess only. */
export const dispatchOutline = (model: ModelOutline): Dispatch => dispatch(outlineFacts(model));
