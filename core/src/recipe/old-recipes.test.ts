import { expect, it } from '@jest/globals';
import { oldThings } from '../../test-support/old-things.ts';
import { DECK } from '../deck/data.ts';
import { parseRecipe } from './parse.ts';
import { decodeRecipe } from './share-code.ts';

const { recipes } = oldThings();

it.each(recipes)('opens the recipe of 8eb487c that $code stands for', ({ code, recipe }) => {
  expect(parseRecipe(recipe)).toEqual({ recipe });
  expect(decodeRecipe(code)).toEqual({ recipe });
});

it('still has every card that the recipes of 8eb487c name', () => {
  const known = new Set([...DECK.topics, ...DECK.prompts, ...DECK.models].map(({ id }) => id));
  const named = recipes.flatMap(({ code }) => {
    const { recipe } = decodeRecipe(code);
    if (!recipe) return [code];
    const { topic, prompt_cards: prompts } = recipe;
    return ['id' in topic ? topic.id : null, prompts.pack ?? null];
  });
  const gone = named.filter((id) => id !== null && !known.has(id));
  expect([...new Set(gone)]).toEqual(['a-topic-of-next-year', 'a-pack-of-next-year']);
});
