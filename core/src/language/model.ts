import type { ModelFacts } from '../hub/facts.ts';
import type { ModelSummary } from '../hub/list.ts';

/** The part of the model facts that a hover and a finding need. */
export type KnownModel = Pick<
  ModelFacts,
  | 'id'
  | 'task'
  | 'library'
  | 'licence'
  | 'gated'
  | 'disabled'
  | 'downloads'
  | 'likes'
  | 'parameters'
  | 'weightBytes'
  | 'quantisation'
  | 'gguf'
  | 'cardData'
>;

/** The part of a search result that a completion shows. */
export type FoundModel = Pick<
  ModelSummary,
  'id' | 'task' | 'library' | 'downloads' | 'parameters' | 'licence' | 'gated'
>;

/** A `HubResult` whose error kind came over a wire; kinds nobody knows mean that nothing is known. */
export type LookedUp<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly kind: string; readonly message: string } };

export type ModelAnswer = LookedUp<KnownModel>;
export type SearchAnswer = LookedUp<{ readonly models: readonly FoundModel[] }>;
