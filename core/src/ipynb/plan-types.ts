import type { Finding } from '../findings/finding.ts';
import type { Recipe } from '../recipe/schema.ts';
import type { RemixOf } from './marks.ts';

/** Sections of a notebook, in order (PRD "Notebook Structure"). */
export const SECTIONS = [
  'title',
  'recipe',
  'setup',
  'hello',
  'explore',
  'topic',
  'ui',
  'next',
] as const;
export type SectionId = (typeof SECTIONS)[number];

/** Where the source of a cell comes from. */
export type Origin = 'alacard' | 'model-card' | 'library';

export interface PlanCell {
  /** Stable within a plan and between plans of the same model: `section-role`. nbformat 4.5 id. */
  readonly id: string;
  readonly kind: 'markdown' | 'code';
  readonly section: SectionId;
  readonly role: string;
  readonly origin: Origin;
  readonly source: string;
}

/** The ordered sections and cells of a notebook-to-be; pure data. */
export interface Plan {
  readonly title: string;
  readonly recipe: Recipe;
  readonly model: { readonly id: string; readonly sha: string; readonly task: string | null };
  readonly adapter: string;
  readonly remixOf: RemixOf | null;
  readonly cells: readonly PlanCell[];
  readonly findings: readonly Finding[];
}

/** An example of a model card that passed the checks, with what was changed and why, in words. */
export interface CardExample {
  readonly source: string;
  readonly changes: readonly { readonly message: string }[];
  /** What the authors say that it printed, or null. */
  readonly output: string | null;
  /** Why it is shown and not run, in a sentence; null where it runs. */
  readonly unexecuted: string | null;
}
