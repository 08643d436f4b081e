import type { CardKey } from '@alacard/core';

/** The five places, for commands: known without loading the panel. */
export const CARDS = [
  { key: 'model_card', label: 'Model' },
  { key: 'prompt_cards', label: 'Prompts' },
  { key: 'topic', label: 'Topic' },
  { key: 'difficulty', label: 'Difficulty' },
  { key: 'ui_component', label: 'Component' },
] as const satisfies readonly { key: CardKey; label: string }[];

export const cardOf = (key: unknown): (typeof CARDS)[number] | undefined =>
  CARDS.find((card) => card.key === key);
