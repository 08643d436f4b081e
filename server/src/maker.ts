import type { CallAnswer, CallInput, Recipe, RemixOf, Shared } from '@alacard/core/sharing';

/** A notebook made from a recipe. */
export interface MadeNotebook {
  /** Text of the .ipynb file. */
  readonly ipynb: string;
  readonly title: string;
  /** As it was used: with the component that fits, say. */
  readonly recipe: Recipe;
  /** What there is to know about the notebook. */
  readonly findings: NonNullable<Shared['findings']>;
  readonly task: string | null;
  readonly modelLicence: string | null;
}

export interface MakeWish {
  /** The caller's own Hub token; null asks as nobody. The server's own is never used. */
  readonly hubToken: string | null;
  /** A public notebook must not quote a private model. */
  readonly isPublic: boolean;
  /** The parent that the notebook credits. */
  readonly remixOf?: RemixOf;
}

/** Cards, models and notebooks, as the server needs them: @alacard/core behind one interface. */
export interface Maker {
  /** Throws a Refusal when no notebook can be made. */
  make(recipe: Recipe, wish: MakeWish): Promise<MadeNotebook>;
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
    readonly hubToken: string | null;
  }): Promise<CallAnswer<'models'>['models']>;
  encode(recipe: Recipe): string;
  /** null: not a code of this kind. */
  decode(code: string): Recipe | null;
}
