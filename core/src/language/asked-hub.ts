import type { AbortSignalLike } from '../hub/platform.ts';
import type { ModelSearch } from './completion.ts';
import type { FoundModel, KnownModel, LookedUp } from './model.ts';
import { Questions } from './questions.ts';

/** Models a completion shows at most. */
const LIMIT = 20;

export interface FoundModels {
  readonly models: readonly FoundModel[];
}

/** How an editor reaches the Hub. */
export interface HubRoad {
  facts(id: string, signal: AbortSignalLike): Promise<LookedUp<KnownModel>>;
  search(
    wanted: ModelSearch & { readonly limit: number },
    signal: AbortSignalLike,
  ): Promise<LookedUp<FoundModels>>;
}

/** The Hub as editors ask it: answers are kept, and it is left alone while it is out of reach. */
export interface AskedHub {
  readonly facts: Questions<KnownModel>;
  /** Models for a place; null where nobody knows. */
  search(wanted: ModelSearch, signal?: AbortSignalLike): Promise<readonly FoundModel[] | null>;
  /** Forget what is known: the address or the token changed. */
  clear(): void;
}

/** @param now seconds on any clock that does not go back. */
export function askedHub(road: HubRoad, now: () => number): AskedHub {
  const silence = { until: 0 };
  const facts = new Questions<KnownModel>((id, signal) => road.facts(id, signal), silence, now);
  const searches = new Questions<FoundModels>(
    (key, signal) => {
      const [words, task, library] = JSON.parse(key) as [string, string | null, string | null];
      return road.search({ words, task, library, limit: LIMIT }, signal);
    },
    silence,
    now,
  );
  const search: AskedHub['search'] = async ({ words, task, library }, signal) => {
    const answer = await searches.about(JSON.stringify([words, task, library]), signal);
    if (!answer?.ok) return null;
    const { models } = answer.value;
    // A model that is tagged otherwise may still be the one that is meant.
    return models.length > 0 || (task === null && library === null) || words === ''
      ? models
      : search({ words, task: null, library: null }, signal);
  };
  return {
    facts,
    search,
    clear: () => {
      facts.clear();
      searches.clear();
    },
  };
}
