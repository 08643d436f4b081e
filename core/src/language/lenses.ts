import { z } from 'zod';
import type { OpenCell } from './notebook.ts';

/** Notebook metadata as VS Code hands it on: the file's own stands one level down. */
const RecipeMetadataSchema = z.object({
  metadata: z.object({ alacard: z.object({ recipe: z.record(z.string(), z.unknown()) }) }),
});

export const carriesRecipe = (metadata: unknown): boolean =>
  RecipeMetadataSchema.safeParse(metadata).success;

/**
 * Cells above which the lenses of a notebook with a recipe stand: its title, and
 * its first code cell, because a rendered Markdown cell shows no lenses.
 */
export function lensCells(cells: readonly OpenCell[]): string[] {
  const code = cells.find((cell) => cell.kind === 'code');
  return [...new Set([cells[0]?.uri, code?.uri])].filter((uri) => uri !== undefined);
}
