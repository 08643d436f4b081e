import {
  adapterForCandidate,
  deal,
  DECK,
  decodeRecipe,
  encodeRecipe,
  generateNotebook,
  type Hub,
  type HubError,
  notebookText,
  type PythonLinter,
} from '@alacard/core';
import type { CallAnswer, CallInput } from '@alacard/core/sharing';
import type { Maker } from './maker.ts';
import { Refusal } from './refusal.ts';

type Cards = CallAnswer<'cards'>['cards'];
type CardType = CallInput<'cards'>['params']['type'];

/** @alacard/core's deck, generator and Hub client as the server's maker. */
export function createCoreMaker(hub: Hub, linter: () => Promise<PythonLinter>): Maker {
  /** Loaded by the first notebook: WebAssembly that a reader never needs. */
  let loaded: Promise<PythonLinter> | undefined;
  return {
    async make(recipe, remixOf) {
      const { id, revision } = recipe.model_card;
      const facts = await hub.modelFacts(id, revision);
      if (!facts.ok) throw refusalOf(facts.error);
      loaded ??= linter();
      const { notebook, plan, findings } = generateNotebook(recipe, facts.value, {
        deck: DECK,
        linter: await loaded,
        remixOf: remixOf ?? null,
      });
      if (notebook === null || plan === null) {
        const errors = findings.filter((finding) => finding.severity === 'error');
        const refused = errors.some(({ code }) => code.startsWith('model-'));
        throw new Refusal(
          refused ? 'model-refused' : 'invalid-recipe',
          errors[0]?.message ?? `No notebook can be made for ${id}.`,
          { findings: errors.map(({ code, message }) => ({ code, message })) },
        );
      }
      return {
        ipynb: notebookText(notebook),
        title: plan.title.slice(0, 120),
        recipe: plan.recipe,
        task: plan.model.task,
        modelLicence: facts.value.licence,
      };
    },
    deal: (locked) =>
      deal({
        seed: Math.floor(Math.random() * 2 ** 31),
        deck: DECK,
        locked,
        adapterFor: adapterForCandidate(DECK),
      }).recipe,
    cards(type, { search, category, limit, offset }) {
      const words = search?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
      const found = cardsOf(type).filter(
        (card) =>
          (category === undefined || card.category === category) &&
          words.every((word) =>
            `${card.id} ${card.name} ${card.summary}`.toLowerCase().includes(word),
          ),
      );
      return { cards: found.slice(offset, offset + limit), total: found.length };
    },
    async searchHub({ q, task, sort, limit }) {
      const page = await hub.listModels({
        search: q,
        limit,
        sort: sort ?? 'downloads',
        ...(task === undefined ? {} : { task }),
      });
      if (!page.ok) throw refusalOf(page.error);
      return page.value.models.map((model) => ({
        id: model.id,
        task: model.task,
        library: model.library,
        licence: model.licence,
        downloads: model.downloads,
        likes: model.likes,
        gated: model.gated !== false,
      }));
    },
    encode: encodeRecipe,
    decode: (code) => decodeRecipe(code).recipe ?? null,
  };
}

function cardsOf(type: CardType): Cards {
  if (type === 'model') {
    return DECK.models.map((model) => ({
      ...model,
      name: model.id.slice(model.id.indexOf('/') + 1),
      category: model.task,
      featured: true,
    }));
  }
  if (type === 'prompt') {
    return DECK.prompts.map((pack) => ({
      ...face(pack),
      category: pack.family,
      prompts: pack.prompts,
    }));
  }
  if (type === 'topic') return DECK.topics.map(face);
  return (type === 'difficulty' ? DECK.difficulties : DECK.components).map(face);
}

const face = ({
  id,
  name,
  emoji,
  summary,
}: Pick<Cards[number], 'id' | 'name' | 'emoji' | 'summary'>) => ({
  id,
  name,
  emoji,
  summary,
  category: null,
  featured: true,
});

function refusalOf({ kind, message }: HubError): Refusal {
  switch (kind) {
    case 'disabled':
    case 'unsafe':
      return new Refusal('model-refused', message);
    case 'rate-limited':
    case 'offline':
    case 'server-error':
    case 'bad-answer':
    case 'aborted':
      return new Refusal('hub-unavailable', message);
    default:
      return new Refusal('invalid-recipe', message);
  }
}
