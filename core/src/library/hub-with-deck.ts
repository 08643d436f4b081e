import type { CuratedModel, Deck } from '../deck/schema.ts';
import type { DeckFacts } from '../deck/facts-file.ts';
import type { CallOptions, Hub } from '../hub/client.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { HubErrorKind, HubResult } from '../hub/result.ts';
import { DEFAULT_ENDPOINT } from '../hub/settings.ts';
import { ownFacts } from './own-facts.ts';

export interface DeckBehindHub {
  readonly deck: Pick<Deck, 'models'>;
  /** Milliseconds after which a curated model's own facts are taken while the Hub still thinks. */
  readonly patience?: number;
}

/** The Hub did not say no: it said nothing that can be used. */
const SILENT: ReadonlySet<HubErrorKind> = new Set([
  'offline',
  'server-error',
  'rate-limited',
  'bad-answer',
]);

/** Milliseconds for which a Hub that was silent is not waited for again. */
const REMEMBERED = 60_000;

/**
 * The Hub, with the deck's own facts behind it: where it is out of reach, slow, or a
 * mirror that lacks the model, facts of a curated model come with the deck. An answer
 * that arrives later is given the next time. A revision that somebody asks for by name
 * is the Hub's alone to know.
 */
export function hubWithDeck(hub: Hub, { deck, patience = 4000 }: DeckBehindHub): Hub {
  const late = new Map<string, HubResult<ModelFacts>>();
  let silentAt = -Infinity;

  const modelFacts = async (
    id: string,
    revision?: string,
    options?: CallOptions,
  ): Promise<HubResult<ModelFacts>> => {
    const curated = revision === undefined ? deck.models.find((model) => model.id === id) : null;
    if (!curated) return hub.modelFacts(id, revision, options);
    const key = `${hub.endpoint} ${id}`;
    const before = late.get(key);
    if (before) {
      late.delete(key);
      return before;
    }
    let given = false;
    const asked = hub.modelFacts(id, undefined, options).then((answer) => {
      if (!answer.ok && SILENT.has(answer.error.kind)) silentAt = Date.now();
      else silentAt = -Infinity;
      if (given && answer.ok) late.set(key, answer);
      return answer;
    });
    const wait = Date.now() - silentAt < REMEMBERED ? Math.min(patience, 300) : patience;
    const answer = await within(asked, wait);
    if (answer?.ok || (answer && !isLeft(answer.error.kind, hub.endpoint))) return answer;
    given = true;
    const own = await knownOf(curated);
    return own ? { ok: true, value: own } : asked;
  };
  return {
    get endpoint() {
      return hub.endpoint;
    },
    searchModels: (...call) => hub.searchModels(...call),
    listModels: (...call) => hub.listModels(...call),
    files: (...call) => hub.files(...call),
    modelFacts,
  };
}

/** A mirror, or a folder of models that is served, need not hold what the Hub holds. */
const isLeft = (kind: HubErrorKind, endpoint: string): boolean =>
  SILENT.has(kind) || (kind === 'not-found' && endpoint !== DEFAULT_ENDPOINT);

/** Facts that came with the deck, or null for a model it knows nothing more of. */
async function knownOf(model: CuratedModel): Promise<ModelFacts | null> {
  const { DECK_FACTS } = await import('../deck/facts.ts');
  const known: DeckFacts | undefined = DECK_FACTS[model.id];
  return known ? ownFacts(model, known) : null;
}

declare function setTimeout(callback: () => void, milliseconds: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** What a promise gives in time, else null. */
function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(null);
    }, milliseconds);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
