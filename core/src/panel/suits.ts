import type { CardKey } from '../recipe/schema.ts';

/** What the panel calls each kind of card, and the question its picker asks. */
export interface Suit {
  readonly label: string;
  readonly choose: string;
  readonly search: string;
}

export const SUITS: Readonly<Record<CardKey, Suit>> = {
  model_card: {
    label: 'Model',
    choose: 'Choose a model',
    search: 'Search Hugging Face models',
  },
  prompt_cards: {
    label: 'Prompts',
    choose: 'Choose a prompt pack',
    search: 'Search prompt packs',
  },
  topic: {
    label: 'Topic',
    choose: 'Choose a topic',
    search: 'Search topics, or type your own',
  },
  difficulty: {
    label: 'Difficulty',
    choose: 'Choose a difficulty',
    search: 'Search levels',
  },
  ui_component: {
    label: 'Component',
    choose: 'Choose a UI component',
    search: 'Search components',
  },
};
