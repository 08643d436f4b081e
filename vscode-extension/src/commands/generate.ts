import { generateInto } from '../app/generate.ts';
import type { App } from '../app/app.ts';

/** Makes a new notebook of the hand. */
export const generate = (app: App): Promise<unknown> => generateInto(app, 'new');
