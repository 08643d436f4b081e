import type { PanelHost } from '../protocol/methods.ts';
import type { Hand, Hello, Spread } from '../protocol/faces.ts';
import { taskName } from '../../deck/task-name.ts';
import { licenceName } from '../labels.ts';
import { adapterFor } from './adapter.ts';
import { cardsOf } from './cards.ts';
import { dealHand } from './deal.ts';
import { makeNotebook, type Tools } from './make.ts';
import { promptTexts } from './prompts.ts';
import { searchModels } from './search-models.ts';
import { ModelShelf } from './shelf.ts';
import { SmallHub } from './small-hub.ts';
import { spreadOf } from './spread.ts';

export type DeskOptions = Omit<Tools, 'shelf'> & {
  /** Numbers in [0, 1). */
  readonly random: () => number;
};

/** The part of a host that is the same in every editor. */
export type Desk = Pick<PanelHost, 'deal' | 'show' | 'cards' | 'prompts' | 'searchModels'> & {
  readonly options: Pick<Hello, 'tasks' | 'licences'>;
  readonly make: (
    hand: Parameters<typeof makeNotebook>[0],
    call?: Parameters<typeof makeNotebook>[2],
    remixOf?: Parameters<typeof makeNotebook>[3],
  ) => ReturnType<typeof makeNotebook>;
};

const distinct = (values: readonly string[]): string[] => [...new Set(values)].sort();

/** Everything a host needs that knows neither editor nor DOM: deck, Hub, generator. */
export function createDesk(options: DeskOptions): Desk {
  const { deck, hub } = options;
  const shelf = new ModelShelf(deck, hub);
  const small = new SmallHub(hub);
  const tools = { ...options, shelf };
  const lay = async (hand: Hand, signal?: AbortSignal): Promise<Spread> => {
    const spread = await spreadOf(hand, tools, signal);
    shelf.foresee(spread.hand);
    return spread;
  };
  return {
    options: {
      tasks: distinct(deck.models.map(({ task }) => task)).map((id) => ({
        id,
        label: taskName(id),
      })),
      licences: distinct(deck.models.map(({ licence }) => licence)).map((id) => ({
        id,
        label: licenceName(id),
      })),
    },
    deal: async ({ kept }, call) => {
      const first = await small.models();
      return lay(dealHand(kept, { deck, shelf, first, random: options.random }), call?.signal);
    },
    show: ({ hand }, call) => lay(hand, call?.signal),
    cards: async ({ key, search, hand }, call) => {
      const id = hand.model_card?.id;
      const model = id === undefined ? null : await shelf.look(id, call?.signal);
      const adapter = model?.facts ? adapterFor(model.facts, deck) : null;
      return cardsOf(key, search, deck, adapter);
    },
    prompts: async ({ hand }, call) => {
      const id = hand.model_card?.id;
      const model = id === undefined ? null : await shelf.look(id, call?.signal);
      return promptTexts(hand, model?.facts?.task ?? null, deck);
    },
    searchModels: (query, call) => searchModels(query, tools, call?.signal),
    make: (hand, call, remixOf) => makeNotebook(hand, tools, call, remixOf),
  };
}
