import type { App } from '../app/app.ts';

/** Opens the panel's search for models. */
export const searchForModels = async ({ deck }: App): Promise<void> => {
  await (await deck.open()).pick({ key: 'model_card' });
};
