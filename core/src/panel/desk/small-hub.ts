import type { Hub } from '../../hub/client.ts';
import type { ModelSummary } from '../../hub/list.ts';
import { DEFAULT_ENDPOINT } from '../../hub/settings.ts';

/** More than a folder somebody serves has; a mirror of the Hub has a next page. */
const PAGE = 100;
/** Milliseconds that a deal waits for the list. */
const PATIENCE = 2500;

/**
 * The models of a hub that is small enough to know them all: a folder served on this
 * machine, a classroom's, a company's own. Hands are dealt of these first, since the
 * deck's models need not be there.
 */
export class SmallHub {
  readonly #hub: Hub;
  #known: { readonly endpoint: string; readonly models: Promise<readonly ModelSummary[]> } | null =
    null;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Empty for the public Hub, for one that has more than a page, and for one that does not answer. */
  async models(): Promise<readonly ModelSummary[]> {
    const { endpoint } = this.#hub;
    if (endpoint === DEFAULT_ENDPOINT) return [];
    if (this.#known?.endpoint !== endpoint) {
      this.#known = { endpoint, models: this.#ask() };
    }
    const known = this.#known;
    const models = await known.models;
    // A hub that said nothing may answer the next time.
    if (models.length === 0 && this.#known === known) this.#known = null;
    return models;
  }

  async #ask(): Promise<readonly ModelSummary[]> {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await this.#hub.listModels({ sort: 'downloads', limit: PAGE }, { signal });
    return answer.ok && answer.value.next === null ? answer.value.models : [];
  }
}
