import { generateInto } from '../app/generate.ts';
import type { App } from '../app/app.ts';

/** Puts the cells of the hand below the selected cell of the open notebook. */
export const insert = (app: App): Promise<unknown> => generateInto(app, 'open');
