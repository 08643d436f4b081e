import { RecipeSchema, type Recipe } from '@alacard/core/sharing';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { findRecipe, saveRecipe } from '../store/recipes.ts';
import type { Registrar } from './endpoint.ts';
import type { Limit } from './limits.ts';
import { askerOf } from './routes-hub.ts';

/** Codes up to this length hold the recipe themselves; longer ones are kept by the server. */
const OWN_CODE = 64;

export function cardRoutes(
  api: Registrar,
  { maker, search, store, fair }: Services,
  limit: Limit,
): void {
  api.add('shuffle', async ({ query, reply }) => {
    const given = query.locked_cards ?? [];
    const recipe = maker.deal(lockedCards(typeof given === 'string' ? [given] : given));
    void reply.header('cache-control', 'no-store');
    return { recipe, code: maker.encode(recipe) };
  });

  api.add('cards', async ({ params, query, reply }) => {
    void reply.header('cache-control', 'public, max-age=300');
    return maker.cards(params.type, query);
  });

  api.add('models', async ({ query, viewer, hubToken, request, reply }) => {
    const popular = query.sort === undefined || query.sort === 'downloads';
    // The index knows what everybody may see; whoever brings a token asks the Hub itself.
    if (popular && hubToken === null && (await search.ready())) {
      return {
        models: await search.find(query.q, query.limit, query.task),
        source: 'index' as const,
      };
    }
    await limit('hub', request, reply, viewer);
    const models = await fair.run(askerOf(viewer), () => maker.searchHub({ ...query, hubToken }));
    return { models, source: 'hub' as const };
  });

  api.add('saveRecipe', async ({ body }) => {
    const own = maker.encode(body.recipe);
    const code = own.length <= OWN_CODE ? own : await saveRecipe(store.db, body.recipe);
    return { code, url: `${store.publicUrl}/?recipe=${code}` };
  });

  api.add('recipe', async ({ params }) => {
    const recipe = maker.decode(params.code) ?? (await findRecipe(store.db, params.code));
    return { recipe: RecipeSchema.parse(recipe) };
  });
}

const ANOTHER = /,\s*(?=(?:model_card|prompt_cards|topic|difficulty|ui_component)=)/;

/** Reads `place=value`: `topic=sourdough`, `model_card=org/name`, `prompt_cards=first-steps`. */
export function lockedCards(pairs: readonly string[]): Partial<Recipe> {
  const card = (place: string, value: string): object | undefined => {
    switch (place) {
      case 'model_card':
        return { model_card: { id: value } };
      case 'prompt_cards':
        return { prompt_cards: { pack: value } };
      case 'topic':
        return { topic: /^[a-z0-9-]{1,64}$/.test(value) ? { id: value } : { own: value } };
      case 'difficulty':
        return { difficulty: value };
      case 'ui_component':
        return { ui_component: value };
      default:
        return undefined;
    }
  };
  let locked: object = {};
  const places = new Set<string>();
  // A comma begins another card only where a place follows: topics of one's own may have commas.
  for (const pair of pairs.flatMap((one) => one.split(ANOTHER))) {
    const at = pair.indexOf('=');
    const found = at < 1 ? undefined : card(pair.slice(0, at), pair.slice(at + 1));
    if (found === undefined) throw notACard(pair);
    const place = pair.slice(0, at);
    if (places.has(place)) throw notACard(pair, `"${place}" is locked twice.`);
    places.add(place);
    locked = { ...locked, ...found };
  }
  const parsed = RecipeSchema.partial().safeParse(locked);
  if (!parsed.success) throw notACard(pairs.join(', '));
  // SAFETY: absent keys stay absent; zod's partial type cannot say so.
  return parsed.data as Partial<Recipe>;
}

const notACard = (
  pair: string,
  reason = `"${pair.slice(0, 80)}" is not a locked card. Write place=value, for example topic=sourdough or model_card=org/name.`,
): Refusal =>
  new Refusal('invalid-request', reason, {
    errors: [{ pointer: '/locked_cards', detail: 'not a locked card' }],
  });
