import type { CallAnswer, CallInput, Recipe, RemixOf } from '@alacard/core/sharing';

/** A notebook made from a recipe. */
export interface Made {
  /** Text of the .ipynb file. */
  readonly ipynb: string;
  readonly title: string;
  /** With the revision that was used. */
  readonly recipe: Recipe;
  readonly task: string | null;
  readonly modelLicence: string | null;
}

/** Cards, models and notebooks, as the server needs them: @alacard/core behind one interface. */
export interface Maker {
  /**
   * @param remixOf the parent that the notebook credits.
   * Throws a Refusal when no notebook can be made.
   */
  make(recipe: Recipe, remixOf?: RemixOf): Promise<Made>;
  deal(locked: Partial<Recipe>): Recipe;
  cards(
    type: CallInput<'cards'>['params']['type'],
    query: {
      readonly search?: string | undefined;
      readonly category?: string | undefined;
      readonly limit: number;
      readonly offset: number;
    },
  ): CallAnswer<'cards'>;
  searchHub(query: {
    readonly q: string;
    readonly task?: string | undefined;
    readonly sort?: 'downloads' | 'likes' | 'trending' | 'recent' | undefined;
    readonly limit: number;
  }): Promise<CallAnswer<'models'>['models']>;
  encode(recipe: Recipe): string;
  /** null: not a code of this kind. */
  decode(code: string): Recipe | null;
}
