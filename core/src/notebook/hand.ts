import type { Difficulty, Language, PromptPack, Topic, UiComponent } from '../deck/schema.ts';
import type { TaskAdapter } from '../deck/adapter.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { RemixOf } from '../ipynb/marks.ts';
import type { ModelCard } from '../model-card/types.ts';
import type { Recipe } from '../recipe/schema.ts';
import type { Mirror } from './mirror.ts';

/** A hand with every card looked up. */
export interface FullHand {
  readonly recipe: Recipe;
  readonly facts: ModelFacts;
  readonly card: ModelCard;
  readonly adapter: TaskAdapter;
  readonly topic: Topic;
  readonly pack: PromptPack;
  readonly ownPrompts: readonly string[] | null;
  readonly difficulty: Difficulty;
  readonly component: UiComponent;
  /** The language the model reads, where it is not English and the deck has it. */
  readonly language: Language | null;
  readonly languages: readonly Language[];
  /** Words that the model was trained to be told; empty: it takes any. */
  readonly asks: readonly string[];
  /** The repository that is loaded in place of the model's own, which transformers cannot read. */
  readonly twin: string | null;
  /** The shared notebook whose cards were swapped, if any. */
  readonly remixOf: RemixOf | null;
  /** The Hub that was asked, where it is not the Hub's own address. */
  readonly mirror: Mirror | null;
}
