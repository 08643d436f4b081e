import type { SampleKind } from '../deck/shapes.ts';
import type { Finding } from '../finding.ts';
import type { Recipe } from './schema.ts';

/** Sample kinds whose texts are framed by a prompt pack. */
const FRAMED: ReadonlySet<SampleKind> = new Set<SampleKind>([
  'texts',
  'entities',
  'labelled-texts',
  'chat',
  'openings',
  'speech',
  'image-prompts',
]);

/** Sample kinds that no pack frames, but where a user's own prompts take the place of the topic's texts. */
const REPLACED: ReadonlySet<SampleKind> = new Set<SampleKind>([
  'translate',
  'sound-prompts',
  'image-questions',
  'image-edits',
  'sound-questions',
]);

/** Whether the choice of a prompt pack changes the examples of a task. */
export const packMatters = (samples: SampleKind): boolean => FRAMED.has(samples);

/** Whether prompts that a user wrote can be used by a task. */
export const promptsMatter = (samples: SampleKind): boolean =>
  FRAMED.has(samples) || REPLACED.has(samples);

/** Tells a user whose edited prompts a task has no use for (`prompts-unused`). */
export function promptFindings(
  recipe: Pick<Recipe, 'prompt_cards'>,
  task: { readonly samples: SampleKind; readonly title: string },
): Finding[] {
  if (!('prompts' in recipe.prompt_cards) || promptsMatter(task.samples)) return [];
  return [
    {
      code: 'prompts-unused',
      severity: 'info',
      message: `A model for ${task.title} does not read prompts, so the ones you wrote are not used. The notebook takes its examples from the topic.`,
    },
  ];
}
