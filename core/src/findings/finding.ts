/**
 * A finding is what a check says about something a user brought: a recipe, a
 * model, a notebook. Findings are collected, never thrown.
 */
export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  /** Stable kebab-case code, for example `licence-restrictive` or `undefined-name`. */
  readonly code: string;
  readonly severity: Severity;
  /** What happened, to which thing, and what to do next. One or two sentences. */
  readonly message: string;
  /** Id of the notebook cell the finding is about, where there is one. */
  readonly cell?: string;
  /** 1-based line and column within that cell's source. */
  readonly line?: number;
  readonly column?: number;
}

export const hasError = (findings: readonly Finding[]): boolean =>
  findings.some((finding) => finding.severity === 'error');
