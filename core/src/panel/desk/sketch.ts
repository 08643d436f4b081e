import type { Deck, TaskAdapter } from '../../deck/schema.ts';
import type { ModelFacts } from '../../hub/facts.ts';
import { dispatch } from '../../notebook/dispatch.ts';
import type { ModelCandidate } from '../../recipe/deal.ts';

/** What a list says about a model, before its facts are fetched. */
export interface Sketch extends ModelCandidate {
  readonly parameters?: number | null;
  readonly licence?: string | null;
  readonly gated?: ModelFacts['gated'];
}

/**
 * Facts as far as a list tells them; everything else as if unknown. Good enough
 * to tell which adapter a model will get and what to warn of; the notebook is
 * made from the real facts. The Hub tags models that have a chat template
 * `conversational`.
 */
export const sketchFacts = (model: Sketch): ModelFacts => ({
  id: model.id,
  sha: '',
  task: model.task,
  library: model.library,
  tags: model.tags,
  licence: model.licence ?? null,
  licenceLink: null,
  gated: model.gated ?? false,
  private: false,
  disabled: false,
  unsafeFiles: [],
  downloads: model.downloads,
  likes: 0,
  parameters: model.parameters ?? null,
  weightBytes: null,
  modelType: null,
  architectures: [],
  autoModel: null,
  customCode: model.tags.includes('custom_code'),
  quantisation: null,
  hasChatTemplate: model.tags.includes('conversational'),
  maskToken: null,
  files: [],
  baseModels: [],
  gguf: null,
  config: {},
  cardData: {},
  widgetData: [],
  cardText: null,
});

/** The task adapter a model gets, or null when nothing is known about the model. */
export function adapterFor(facts: ModelFacts, deck: Deck): TaskAdapter | null {
  if (facts.task === null && facts.library === null) return null;
  return deck.adapters[dispatch(facts).adapter] ?? null;
}
