import {
  adapterForCandidate,
  deal,
  DECK,
  decodeRecipe,
  encodeRecipe,
  type Findable,
  findCards,
  generateNotebook,
  modelCard,
  notebookText,
  packCard,
  plainCard,
  type PythonLinter,
} from '@alacard/core';
import type { CallAnswer, CallInput } from '@alacard/core/sharing';
import type { Maker } from './maker.ts';
import { refusalOf } from './hub/refusals.ts';
import type { HubFor } from './hub/server-hub.ts';
import { Refusal } from './refusal.ts';

type Card = CallAnswer<'cards'>['cards'][number];
type CardType = CallInput<'cards'>['params']['type'];

/** @alacard/core's deck, generator and Hub client as the server's maker. */
export function createCoreMaker(hubFor: HubFor, linter: () => Promise<PythonLinter>): Maker {
  /** Loaded by the first notebook: WebAssembly that a reader never needs. */
  let loaded: Promise<PythonLinter> | undefined;
  return {
    async make(recipe, { hubToken, isPublic, remixOf }) {
      const { id, revision } = recipe.model_card;
      const hub = hubFor(hubToken);
      const facts = await hub.modelFacts(id, revision);
      if (!facts.ok) throw refusalOf(facts.error, id, hubToken !== null);
      if (facts.value.private && isPublic) {
        throw new Refusal(
          'private-model',
          `${id} is a private model, and a public notebook would quote its card to everybody. Share the notebook privately (is_public: false), or choose a public model.`,
        );
      }
      loaded ??= linter();
      const { notebook, plan, findings } = generateNotebook(recipe, facts.value, {
        deck: DECK,
        linter: await loaded,
        remixOf: remixOf ?? null,
        hubUrl: hub.endpoint,
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
        findings: findings.map(({ code, severity, message }) => ({ code, severity, message })),
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
      const found = findCards(cardsOf(type), search ?? '', ({ about }) => about)
        .map(({ card }) => card)
        .filter((card) => category === undefined || card.category === category);
      return { cards: found.slice(offset, offset + limit), total: found.length };
    },
    async searchHub({ q, task, sort, limit, hubToken }) {
      const page = await hubFor(hubToken).listModels({
        search: q,
        limit,
        sort: sort ?? 'downloads',
        ...(task === undefined ? {} : { task }),
      });
      if (!page.ok) throw refusalOf(page.error, null, hubToken !== null);
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

/** The cards of a kind, and what each is found by. */
function cardsOf(type: CardType): { readonly card: Card; readonly about: Findable }[] {
  if (type === 'model') {
    return DECK.models.map((model) => {
      const about = modelCard(model);
      const card = { ...model, name: about.name, category: model.task, featured: true };
      return { card, about };
    });
  }
  if (type === 'prompt') {
    return DECK.prompts.map((pack) => ({
      card: { ...face(pack), category: pack.family, prompts: pack.prompts },
      about: packCard(pack),
    }));
  }
  const cards =
    type === 'topic' ? DECK.topics : type === 'difficulty' ? DECK.difficulties : DECK.components;
  return cards.map((card) => ({ card: face(card), about: plainCard(card) }));
}

const face = ({ id, name, emoji, summary }: Pick<Card, 'id' | 'name' | 'emoji' | 'summary'>) => ({
  id,
  name,
  emoji,
  summary,
  category: null,
  featured: true,
});
