import type { TaskAdapter } from '../deck/adapter.ts';
import type { Finding } from '../findings/finding.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { UsageHints } from '../model-card/types.ts';
import type { PythonLinter } from '../python/ruff.ts';

/** Something an adaptation did to an example, told to the reader of the notebook. */
export interface Change {
  /** Stable kebab-case code; the id of the row for rewrites of the table. */
  readonly code: string;
  readonly message: string;
}

export interface AdaptContext {
  readonly facts: ModelFacts;
  readonly hints: UsageHints;
  readonly linter: PythonLinter;
  /** The notebook's own way to the model; without it an example stands alone. */
  readonly adapter?: Pick<TaskAdapter, 'id' | 'route'>;
  /** Names the notebook defines before the example; `NOTEBOOK_NAMES` when left out. */
  readonly defined?: ReadonlySet<string>;
}

/** What the settings and device cells of a notebook on the local route define. */
export const NOTEBOOK_NAMES: ReadonlySet<string> = new Set([
  'MODEL_ID',
  'device',
  'dtype',
  'torch',
]);

/** A step of the adaptation: a new source, what was changed, what cannot be. */
export interface Step {
  readonly source: string;
  readonly changes: readonly Change[];
  readonly reasons: readonly Finding[];
}

export interface Adaptation {
  readonly status: 'accepted' | 'refused';
  /** The adapted source; of a refused example as far as it came. */
  readonly source: string;
  readonly changes: readonly Change[];
  /** Why it was refused: at least one finding then, none otherwise. */
  readonly reasons: readonly Finding[];
  /** Requirements of the example's own pip lines. */
  readonly requirements: readonly string[];
}

/** 1-based line of an offset. */
export const lineAt = (source: string, offset: number): number =>
  source.slice(0, offset).split('\n').length;
