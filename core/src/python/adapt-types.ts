import type { Finding } from '../finding.ts';
import type { ModelFacts } from '../hub/facts.ts';
import type { UsageHints } from '../model-card/types.ts';
import type { PythonLinter } from './ruff.ts';

/** Something an adaptation did to an example, told to the reader of the notebook. */
export interface Change {
  /** Stable kebab-case code; the id of the row for rewrites of the table. */
  readonly code: string;
  readonly message: string;
}

/** A topic's inputs, to put in place of the sample inputs of an example. */
export interface SampleInputs {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
  readonly question: string | null;
  readonly context: string | null;
  /** What a user would say to an assistant. */
  readonly message: string | null;
}

export interface AdaptContext {
  readonly facts: ModelFacts;
  readonly hints: UsageHints;
  readonly linter: PythonLinter;
  /** Names the notebook defines before the example; `NOTEBOOK_NAMES` when left out. */
  readonly defined?: ReadonlySet<string>;
  /** Inputs to put in; the example keeps its own when left out. */
  readonly inputs?: SampleInputs;
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

export const reason = (code: string, message: string, line?: number): Finding => ({
  code,
  severity: 'info',
  message,
  ...(line === undefined ? {} : { line }),
});

/** 1-based line of an offset. */
export const lineAt = (source: string, offset: number): number =>
  source.slice(0, offset).split('\n').length;
