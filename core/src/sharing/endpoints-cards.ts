import { z } from 'zod';
import { RecipeSchema } from '../recipe/schema.ts';
import type { Endpoint } from './endpoint.ts';
import { limit } from './fields.ts';

export const CARD_TYPES = ['model', 'prompt', 'topic', 'difficulty', 'ui_component'] as const;
export const CATALOGUE_SORTS = ['downloads', 'likes', 'trending', 'recent'] as const;

/** One card, or several separated by commas: all five at their longest fit. */
const LOCKED_CARD = z
  .string()
  .max(400)
  .regex(
    /^(?:model_card|prompt_cards|topic|difficulty|ui_component)=./,
    'not a locked card: write place=value, for example topic=sourdough or model_card=org/name',
  );
const RECIPE_CODE = z.string().regex(/^[A-Za-z0-9_-]{4,2000}$/, 'not a recipe code');

export const cardEndpoints = {
  shuffle: {
    method: 'GET',
    path: '/api/shuffle',
    summary: 'Deal a random but sensible hand',
    tag: 'cards',
    access: 'anyone',
    rate: 'none',
    query: z.object({
      /** Cards to keep, each as `place=value`: `topic=sourdough`, `model_card=org/name`; given several times, or separated by commas. */
      locked_cards: z.union([LOCKED_CARD, z.array(LOCKED_CARD).max(5)]).optional(),
    }),
    status: 200,
    answer: z.object({ recipe: RecipeSchema, code: z.string() }),
  },
  cards: {
    method: 'GET',
    path: '/api/cards/:type',
    summary:
      'Cards of the deck; `search` knows names, tasks and descriptions and forgives a slip in longer words',
    tag: 'cards',
    access: 'anyone',
    rate: 'none',
    params: z.object({ type: z.enum(CARD_TYPES) }),
    query: z.object({
      search: z.string().trim().max(100).optional(),
      category: z.string().trim().max(64).optional(),
      limit: limit(200, 50),
      offset: z.coerce.number().int().min(0).max(100_000).default(0),
    }),
    status: 200,
    answer: z.object({
      cards: z.array(
        z.looseObject({
          id: z.string(),
          name: z.string(),
          emoji: z.string(),
          summary: z.string(),
          /** Task of a model, family of a prompt pack; otherwise null. */
          category: z.string().nullable(),
          featured: z.boolean(),
        }),
      ),
      total: z.number().int(),
    }),
  },
  models: {
    method: 'GET',
    path: '/api/models/search',
    summary: 'Find models of the Hub; small typing errors are forgiven',
    tag: 'cards',
    access: 'anyone',
    hub: true,
    rate: 'none',
    query: z.object({
      q: z.string().trim().min(1).max(200),
      task: z
        .string()
        .regex(/^[a-z0-9-]{1,64}$/)
        .optional(),
      sort: z.enum(CATALOGUE_SORTS).optional(),
      limit: limit(50, 10),
    }),
    status: 200,
    answer: z.object({
      models: z.array(
        z.object({
          id: z.string(),
          task: z.string().nullable(),
          library: z.string().nullable(),
          licence: z.string().nullable(),
          downloads: z.number().int(),
          likes: z.number().int(),
          gated: z.boolean(),
        }),
      ),
      /** Where the answer came from: this server's index, or the Hub itself. */
      source: z.enum(['index', 'hub']),
    }),
  },
  saveRecipe: {
    method: 'POST',
    path: '/api/recipes',
    summary: 'A short code for a recipe',
    tag: 'cards',
    access: 'anyone',
    rate: 'light',
    body: z.object({ recipe: RecipeSchema }),
    status: 200,
    answer: z.object({ code: z.string(), url: z.url() }),
  },
  recipe: {
    method: 'GET',
    path: '/api/recipes/:code',
    summary: 'The recipe behind a code',
    tag: 'cards',
    access: 'anyone',
    rate: 'none',
    params: z.object({ code: RECIPE_CODE }),
    status: 200,
    answer: z.object({ recipe: RecipeSchema }),
  },
} as const satisfies Readonly<Record<string, Endpoint>>;
