import { FRAMES, type PromptPack } from '../deck/schema.ts';
import type { SampleKind } from '../deck/shapes.ts';
import type { Finding } from '../findings/finding.ts';
import { aboutRecipe } from '../findings/recipe.ts';
import type { Recipe } from './schema.ts';

/** Sample kinds without frames, where a user's own prompts take the place of the topic's texts. */
const REPLACED: ReadonlySet<SampleKind> = new Set<SampleKind>([
  'texts',
  'entities',
  'labelled-texts',
  'speech',
  'translate',
  'sound-prompts',
  'image-questions',
  'image-edits',
  'sound-questions',
]);

/** Whether this prompt pack changes the examples of a task. */
export const packMatters = (samples: SampleKind, pack: Pick<PromptPack, 'for'>): boolean =>
  pack.for.some((kind) => kind === samples);

/** Whether prompts that a user wrote can be used by a task. */
export const promptsMatter = (samples: SampleKind): boolean =>
  samples in FRAMES || REPLACED.has(samples);

/** Tells a user whose edited prompts a task has no use for (`prompts-unused`). */
export function promptFindings(
  recipe: Pick<Recipe, 'prompt_cards'>,
  task: { readonly samples: SampleKind; readonly title: string },
): Finding[] {
  if (!('prompts' in recipe.prompt_cards) || promptsMatter(task.samples)) return [];
  return [aboutRecipe('prompts-unused', { task: task.title })];
}
