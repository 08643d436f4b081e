import { DECK, RecipeSchema, type HouseHand, type Recipe } from '@alacard/core';
import { OWNER_ID } from './people/owner.ts';
import type { Services } from './services.ts';
import { setOfficial } from './store/moderation.ts';
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

/** Whoever runs the server; with accounts nobody, so that nobody's page is filled. */
const house = (services: Services): Viewer => ({
  userId: services.ownerToken === null ? null : OWNER_ID,
  operator: true,
  scopes: [],
  by: 'owner',
  tokenId: null,
  manageToken: null,
  visitor: new Uint8Array(),
  net: new Uint8Array(),
  silent: true,
});

/**
 * Puts the hands of the house into the gallery as official notebooks; those that are
 * there already stay as they are. Their models' facts come with the deck where the Hub
 * cannot be asked.
 * @returns how many were added.
 */
export async function seed(services: Services): Promise<number> {
  const { store, maker, untrusted } = services;
  const viewer = house(services);
  const there = await store.db.query<{ title: string }>(
    `select title from notebooks where official and state = 'live'`,
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
      viewer,
      null,
    );
    await setOfficial(store.db, written.share_id, true, viewer.userId);
  }
  return missing.length;
}
