import type { Deck } from '../deck/schema.ts';
import type { Finding } from '../findings/finding.ts';
import type { FullHand } from './hand.ts';
import type { InputWords } from './input-words.ts';
import type { ModelTraits } from './model-traits.ts';
import type { ListName, ScopeFlag, ScopeSlot } from './template-names.ts';
import type { TemplateScope } from './template.ts';

/** What each `#| each NAME` goes through. */
export type NotebookLists = Readonly<
  Record<ListName, readonly TemplateScope<ScopeFlag, ScopeSlot>[]>
>;

/** Findings a reader of the notebook should see, too. */
const NOTICES = new Set([
  'facts-of-day',
  'licence',
  'model-suspicious',
  'route-api',
  'route-inspect',
  'library-unknown',
  'no-weights',
  'component-replaced',
  'input-language',
  'part-unused',
  'twin-loaded',
  'example-left-out',
  'prompts-unused',
]);

/** The lists of a notebook; those about the card's example are empty until it is chosen. */
export function listsOf(
  { adapter, facts }: FullHand,
  deck: Deck,
  inputs: InputWords,
  traits: ModelTraits,
  findings: readonly Finding[],
): NotebookLists {
  return {
    inputs: inputs.scopes,
    shared: inputs.shared,
    terms: Object.entries(adapter.terms).map(([term, meaning]) => ({ slots: { term, meaning } })),
    similar: deck.models
      .filter((model) => model.task === facts.task && model.id !== facts.id)
      .slice(0, 3)
      .map((model) => ({ slots: { similar_id: model.id, similar_line: model.summary } })),
    notices: findings
      .filter((finding) => finding.severity !== 'error' && NOTICES.has(finding.code))
      .map((finding) => ({ slots: { notice: finding.message } })),
    changes: [],
    asks: Object.entries(traits.asks).map(([ask, gives]) => ({ slots: { ask, gives } })),
    unexecuted: [],
    author_output: [],
    choosing: Object.entries(traits.writing.choosing).map(([choosing_name, choosing_value]) => ({
      slots: { choosing_name, choosing_value },
    })),
  };
}
