import type { Finding } from '../findings/finding.ts';
import type { Edit } from '../rules/types.ts';

/** What the language server knows of an open notebook. All positions are UTF-16 offsets into a cell's text. */
export interface OpenCell {
  /** URI of the cell's document. */
  readonly uri: string;
  readonly kind: 'code' | 'markdown';
  readonly text: string;
}

export interface CellEdit extends Edit {
  readonly cell: string;
}

/** What can be done about a finding, in the words of a menu. */
export interface Fix {
  readonly title: string;
  /** True where this is the one right answer, and keeps what the code means. */
  readonly preferred: boolean;
  readonly edits: readonly CellEdit[];
  /** URI of the cell whose outputs go; an edit of text cannot do that. */
  readonly clearOutputs?: string;
}

/** Codes of what the language server finds, as settings name them (docs/language-server.md). */
export const CHECKS = [
  'secret',
  'secret-in-output',
  'removed-api',
  'deprecated-api',
  'bare-cuda',
  'import-not-installed',
  'undefined-name',
  'model-not-found',
  'model-gated',
  'model-disabled',
] as const;
export type Check = (typeof CHECKS)[number];

/** Chosen for another machine or another way to run: never without being asked for. */
const ASKED_FOR: ReadonlySet<string> = new Set(['bare-cuda', 'secret']);

/** Whether a fix keeps what the code means, so that nobody need look at it. */
export const isSafeFix = ({ code }: Finding, fix: Fix): boolean =>
  fix.preferred && !ASKED_FOR.has(code);

/** A finding with its place in a cell and what can be done about it. */
export interface CellFinding extends Finding {
  readonly code: Check;
  readonly cell: string;
  readonly from: number;
  readonly to: number;
  readonly fixes: readonly Fix[];
}
