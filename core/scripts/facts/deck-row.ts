import type { DeckFacts } from '../../src/deck/facts-file.ts';
import type { ModelFacts } from '../../src/hub/facts.ts';

export type DeckRows = Readonly<Record<string, DeckFacts>>;

/** What the deck keeps of the Hub's answer about a model. */
export const rowOf = (facts: ModelFacts, day: string): DeckFacts => ({
  as_of: day,
  source: 'hub',
  revision: facts.sha,
  model_type: facts.modelType,
  architectures: [...facts.architectures],
  languages: languagesOf(facts.cardData['language']),
  chat_template: facts.hasChatTemplate,
  mask_token: facts.maskToken,
  files: [...facts.files],
});

const languagesOf = (said: unknown): string[] =>
  (Array.isArray(said) ? said : [said]).filter((one) => typeof one === 'string');

/** `model_type: "bert" -> "roberta"` for each fact that changed, the day and the source aside. */
export function differences(before: DeckFacts | undefined, now: DeckFacts): string[] {
  if (!before) return ['new'];
  const text = (row: DeckFacts, key: keyof DeckFacts): string => JSON.stringify(row[key]);
  // SAFETY: the keys of a row are its type's.
  return (Object.keys(now) as (keyof DeckFacts)[])
    .filter((key) => key !== 'as_of' && key !== 'source' && text(before, key) !== text(now, key))
    .map((key) => `${key}: ${text(before, key)} -> ${text(now, key)}`);
}
