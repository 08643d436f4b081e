import type { Deck, TaskAdapter } from '../deck/schema.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { dispatch } from '../notebook/dispatch.ts';
import type { ModelCandidate } from './deal.ts';

/**
 * Facts as far as a list of models tells them: enough to dispatch by library,
 * tags and task. Files, licence and configuration stay unknown.
 */
const factsOf = (candidate: ModelCandidate): ModelFacts => ({
  id: candidate.id,
  sha: '',
  task: candidate.task,
  library: candidate.library,
  tags: candidate.tags,
  licence: null,
  licenceLink: null,
  gated: false,
  private: false,
  disabled: false,
  unsafeFiles: [],
  downloads: candidate.downloads,
  likes: 0,
  parameters: candidate.parameters ?? null,
  weightBytes: null,
  modelType: null,
  architectures: [],
  autoModel: null,
  customCode: false,
  quantisation: null,
  // The Hub tags models that have a chat template.
  hasChatTemplate: candidate.tags.includes('conversational'),
  maskToken: null,
  files: [],
  baseModels: [],
  gguf: null,
  config: {},
  cardData: {},
  widgetData: [],
  cardText: null,
});

/** Id of the task adapter that a model of a list will get, or null when the list tells nothing about it. */
export function adapterIdForCandidate(candidate: ModelCandidate): string | null {
  const { task, library, tags } = candidate;
  if (task === null && library === null && tags.length === 0) return null;
  return dispatch(factsOf(candidate)).adapter;
}

/** `adapterFor` of `deal`, by the templates of a deck. */
export const adapterForCandidate =
  (deck: Pick<Deck, 'adapters'>) =>
  (candidate: ModelCandidate): TaskAdapter | null => {
    const id = adapterIdForCandidate(candidate);
    return id === null ? null : (deck.adapters[id] ?? null);
  };
