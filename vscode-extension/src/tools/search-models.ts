import { MODEL_SIZES, MODEL_SORTS } from '@alacard/core/panel/host';
import { z } from 'zod';
import { l10n } from '../vscode.ts';
import type { Tool } from './tool.ts';

const SearchSchema = z.strictObject({
  text: z.string().max(200).default(''),
  task: z.string().max(64).nullable().default(null),
  size: z.enum(MODEL_SIZES).nullable().default(null),
  licence: z.string().max(64).nullable().default(null),
  sort: z.enum(MODEL_SORTS).default('featured'),
});

/** A model reads a list to the end: ten are enough to choose from. */
const MOST = 10;

/** Looks for models on the Hub, or in Alacard's own list when the Hub is out of reach. */
export const searchModelsTool: Tool = {
  prepare: () => ({ invocationMessage: l10n.t('Searching the Hugging Face Hub') }),
  invoke: async (app, input, signal) => {
    const page = await app.host.searchModels(SearchSchema.parse(input), { signal });
    return {
      models: page.models.slice(0, MOST).map((face) => ({
        id: face.id,
        task: face.category,
        summary: face.summary,
        downloads: face.downloads,
        parameters: face.parameters,
        licence: face.licence,
        gated: face.gated,
      })),
      ...(page.notice === null ? {} : { notice: page.notice }),
    };
  },
};
