import { formatCount } from '../hub/format.ts';
import type { FoundModel } from './model.ts';
import type { ModelPlace } from './model-places.ts';

export interface ModelSearch {
  readonly words: string;
  readonly task: string | null;
  readonly library: string | null;
}

/** What to ask the Hub for at a place; null where the string is no beginning of an id. */
export function searchFor(place: ModelPlace): ModelSearch | null {
  const words = place.id.trim();
  return /^[\w./-]{0,96}$/.test(words) && !/^[./~]/.test(words)
    ? { words: words.toLowerCase(), task: place.task, library: place.library }
    : null;
}

export interface ModelCompletion {
  readonly id: string;
  /** One line beside the id. */
  readonly detail: string;
  /** Keeps the Hub's order, most downloaded first. */
  readonly sortText: string;
}

export const completionsOf = (models: readonly FoundModel[]): ModelCompletion[] =>
  models.map((model, at) => ({
    id: model.id,
    detail: [
      model.task,
      model.parameters === null ? null : `${formatCount(model.parameters)} parameters`,
      `${formatCount(model.downloads)} downloads`,
      model.licence,
      model.gated === false ? null : 'gated',
    ]
      .filter((part) => part !== null)
      .join(' · '),
    sortText: String(at).padStart(3, '0'),
  }));
