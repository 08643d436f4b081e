import { DIFFICULTIES, ModelCardSchema, UI_COMPONENTS, type Deck } from '@alacard/core';
import { HandSchema, type Hand } from '@alacard/core/panel/host';
import { z } from 'zod';

/** The cards an agent may name; what it leaves out is dealt. */
export const CardsSchema = z.strictObject({
  model: ModelCardSchema.shape.id.optional(),
  topic: z.string().trim().min(1).max(80).optional(),
  prompts: z.array(z.string().trim().min(1).max(2000)).min(1).max(5).optional(),
  difficulty: z.enum(DIFFICULTIES).optional(),
  component: z.enum(UI_COMPONENTS).optional(),
});
export type Cards = z.infer<typeof CardsSchema>;

/** Named cards as a hand. A topic that the deck has, by id or name, is that card; others are own topics. */
export function handOfCards(cards: Cards, { topics }: Pick<Deck, 'topics'>): Hand {
  const { model, topic, prompts, difficulty, component } = cards;
  const wanted = topic?.toLowerCase();
  const card = topics.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  return HandSchema.parse({
    ...(model === undefined ? {} : { model_card: { id: model } }),
    ...(topic === undefined ? {} : { topic: card ? { id: card.id } : { own: topic } }),
    ...(prompts === undefined ? {} : { prompt_cards: { prompts } }),
    ...(difficulty === undefined ? {} : { difficulty }),
    ...(component === undefined ? {} : { ui_component: component }),
  });
}
