import { describe, expect, it } from '@jest/globals';
import { DECK } from '@alacard/core';
import { CardsSchema, handOfCards } from './cards.ts';

describe('cards that an agent names', () => {
  it('are cards of the deck where it has them', () => {
    const [topic] = DECK.topics;
    for (const named of [topic?.id, topic?.name.toUpperCase()]) {
      expect(handOfCards(CardsSchema.parse({ topic: named }), DECK)).toEqual({
        topic: { id: topic?.id },
      });
    }
    expect(handOfCards(CardsSchema.parse({ topic: 'Night trains' }), DECK)).toEqual({
      topic: { own: 'Night trains' },
    });
  });

  it('make a hand with nothing that was not named', () => {
    expect(handOfCards(CardsSchema.parse({}), DECK)).toEqual({});
    const cards = { model: 'org/name', difficulty: 'beginner', component: 'gradio' };
    expect(handOfCards(CardsSchema.parse(cards), DECK)).toEqual({
      model_card: { id: 'org/name' },
      difficulty: 'beginner',
      ui_component: 'gradio',
    });
  });

  it('are refused when they cannot be cards', () => {
    for (const bad of [{ model: '../x' }, { difficulty: 'easy' }, { topic: '' }, { colour: 1 }]) {
      expect(CardsSchema.safeParse(bad).success).toBe(false);
    }
  });
});
