import type { CuratedModel } from '../deck/schema.ts';
import type { DeckFacts } from '../deck/facts-file.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { outlineFacts } from './outline.ts';

/**
 * Facts of a curated model as they came with the deck: all that a notebook needs, of
 * one day. Licence, gate and files may have changed since; `asOf` says which day it was.
 */
export const ownFacts = (model: CuratedModel, known: DeckFacts): ModelFacts => ({
  ...outlineFacts(model),
  sha: known.revision ?? '',
  asOf: known.as_of,
  tags: [...model.tags, ...known.languages, ...(known.chat_template ? ['conversational'] : [])],
  likes: model.likes,
  weightBytes: model.size,
  modelType: known.model_type,
  architectures: known.architectures,
  hasChatTemplate: known.chat_template,
  maskToken: known.mask_token,
  files: known.files,
  cardData: known.languages.length > 0 ? { language: known.languages } : {},
});
