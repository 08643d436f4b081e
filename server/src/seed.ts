import { DECK, RecipeSchema, type HouseHand, type Recipe } from '@alacard/core';
import { HOUSE_ID, HOUSE_NAME } from './people/house.ts';
import type { Services } from './services.ts';
import { setOfficial } from './store/moderation.ts';
import { greet } from './store/people.ts';
import type { Viewer } from './store/viewer.ts';
import { publish } from './store/write.ts';

const recipeOf = (hand: HouseHand): Recipe =>
  RecipeSchema.parse({
    version: 1,
    model_card: { id: hand.model },
    prompt_cards: { pack: hand.prompts },
    topic: { id: hand.topic },
    difficulty: hand.difficulty,
    ui_component: hand.component,
  });

const HOUSE: Viewer = {
  userId: HOUSE_ID,
  operator: true,
  scopes: [],
  by: 'owner',
  tokenId: null,
  manageToken: null,
  visitor: new Uint8Array(),
  net: new Uint8Array(),
  silent: true,
};

/**
 * Puts the hands of the house into the gallery as official notebooks; those that are
 * there already stay as they are. Their models' facts come with the deck where the Hub
 * cannot be asked.
 * @returns how many were added.
 */
export async function seed(services: Services): Promise<number> {
  const { store, maker, untrusted } = services;
  await greet(store.db, HOUSE_ID, HOUSE_NAME);
  const there = await store.db.query<{ title: string }>(
    `select title from notebooks where official and state = 'live'`,
  );
  // Of servers that made them before the house had a name.
  await store.db.query(
    `update notebooks set user_id = $1, manage_hash = null
     where official and state = 'live' and user_id is null and title = any($2::text[])`,
    [HOUSE_ID, DECK.houseHands.map(({ title }) => title)],
  );
  const titles = new Set(there.map(({ title }) => title));
  const missing = DECK.houseHands.filter(({ title }) => !titles.has(title));
  // The gallery shows what came last first.
  for (const hand of missing.toReversed()) {
    const made = await maker.make(recipeOf(hand), { hubToken: null, isPublic: true });
    const file = await untrusted.check(made.ipynb);
    const written = await publish(
      store,
      {
        file,
        title: hand.title,
        description: hand.description,
        licence: 'MIT',
        recipe: made.recipe,
        findings: made.findings,
        task: made.task,
        model_licence: made.modelLicence,
        is_public: true,
      },
      HOUSE,
      null,
    );
    await setOfficial(store.db, written.share_id, true, HOUSE_ID);
  }
  return missing.length;
}
