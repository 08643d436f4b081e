import type { ModelFacts } from '../hub/facts.ts';
import type { AdapterId } from './ids.generated.ts';

/** What a library is asked about: a model's facts, and what every library wants to know of them. */
export interface Asked {
  readonly facts: ModelFacts;
  /** The Hub's library name is one whose repositories the library asked can read (`hub` of library.yaml). */
  readonly ours: boolean;
  /** Pipeline tag of the Hub, else what the architecture is for, else null. */
  readonly task: string | null;
  /** The weights do not fit a laptop. */
  readonly large: boolean;
  /** The repository has files with weights that PyTorch or a pickle loader could read. */
  readonly hasWeights: boolean;
  /** True when the repository has the file, or one whose path fits. */
  readonly has: (file: string | RegExp) => boolean;
  /** True when the Hub's library name or a tag is this word. */
  readonly tagged: (word: string) => boolean;
  /** True when no family names the adapter, or one that the model belongs to does (`core/families`). */
  readonly knows: (adapter: AdapterId) => boolean;
}

/** It takes the model: this adapter runs it. */
interface Taken {
  readonly adapter: AdapterId;
  /** A sentence for the reader, where the choice is not the obvious one, and its code. */
  readonly note?: string;
  readonly code?: 'route-inspect' | 'part-unused';
}
/** It is the library's model, and cannot run here: another way is looked for. */
interface Refused {
  readonly refused: string;
}
/** It is the library's model, and there is nothing to run: the repository is shown. */
interface Shown {
  readonly shown: string;
  readonly code: 'route-inspect' | 'no-weights';
}

/** An adapter, or a sentence that says why there is none; null: not this library's model. */
export type Answer = Taken | Refused | Shown | null;

/** `core/libraries/<library>/takes.ts` exports one, called `takes`. Pure. */
export type Takes = (model: Asked) => Answer;

export const by = (adapter: AdapterId, note?: string, code?: Taken['code']): Taken => ({
  adapter,
  ...(note === undefined ? {} : { note, ...(code === undefined ? {} : { code }) }),
});

/** Weights above this do not fit a laptop, in bytes at two a number. */
export const LAPTOP_LIMIT = 20e9;
export const isTooLarge = (parameters: number | null): boolean =>
  parameters !== null && parameters * 2 > LAPTOP_LIMIT;
export const refuse = (refused: string): Refused => ({ refused });
export const show = (shown: string, code: Shown['code'] = 'route-inspect'): Shown => ({
  shown,
  code,
});
