import type { Recipe } from '../src/recipe/schema.ts';

export const recipeOf = (changes: Partial<Recipe> = {}): Recipe => ({
  version: 1,
  model_card: { id: 'example/small-model' },
  prompt_cards: { pack: 'warm-up' },
  topic: { id: 'legal' },
  difficulty: 'beginner',
  ui_component: 'gradio',
  ...changes,
});
