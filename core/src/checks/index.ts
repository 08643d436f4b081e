import type { CheckedCell } from '../cells/ipython.ts';
import { NOTHING_SAID, type NotebookLanguage } from '../cells/kernel.ts';
import type { Finding, Severity } from '../findings/finding.ts';
import { aboutNotebook } from '../findings/notebook.ts';
import { findInNotebook } from '../language/findings/index.ts';
import type { CellFinding, OpenCell } from '../language/notebook.ts';
import { readNotebook } from '../language/reading.ts';
import {
  NEWEST_PYTHON,
  pythonVersion,
  type PythonLinter,
  type PythonVersion,
} from '../python/ruff.ts';
import { checkForeignCode } from './foreign-code.ts';
import { placeholderFindings } from './placeholders.ts';
import { syntaxFindings } from './syntax.ts';

export type { CheckedCell } from '../cells/ipython.ts';

/** The rules that know the model have looked at every example before it comes here. */
const OF_EXAMPLES = ['removed-api', 'deprecated-api', 'bare-cuda'];

/** A cell of somebody's notebook file. */
export interface FileCell extends CheckedCell {
  /** Text of its outputs. */
  readonly output?: string;
  /** The language it says it is in, where that is not Python. */
  readonly language?: string | null;
}

/** A finding of a notebook, with what can be done about it where something can. */
export type NotebookFinding = Finding & Partial<Pick<CellFinding, 'from' | 'to' | 'fixes'>>;

/** What editors say softly while somebody types stops a run in the end. */
const SEVERITY: Readonly<Record<string, Severity>> = {
  'undefined-name': 'error',
  'import-not-installed': 'warning',
  'removed-api': 'error',
  'deprecated-api': 'warning',
};

const raised = (finding: CellFinding, text: string): NotebookFinding => {
  const before = text.slice(0, finding.from);
  return {
    ...finding,
    severity: SEVERITY[finding.code] ?? finding.severity,
    line: before.split('\n').length,
    column: finding.from - before.lastIndexOf('\n'),
  };
};

const openCells = (cells: readonly FileCell[]): OpenCell[] =>
  cells.map(({ source, kind, language }, at) => ({
    uri: String(at),
    // What is not Python is looked at for secrets alone, as Markdown is.
    kind: language ? 'markdown' : kind,
    text: source,
  }));

/** Findings about cells by their place become findings about cells by their id, in the order of the cells. */
function inOrder(
  cells: readonly FileCell[],
  findings: readonly NotebookFinding[],
): NotebookFinding[] {
  const at = (finding: Finding): number => Number(finding.cell ?? cells.length);
  return findings
    .toSorted((a, b) => at(a) - at(b) || (a.line ?? 0) - (b.line ?? 0))
    .map((finding) => ({
      ...finding,
      ...(finding.cell === undefined ? {} : { cell: cells[Number(finding.cell)]?.id ?? '' }),
    }));
}

function findAll(
  cells: readonly FileCell[],
  linter: PythonLinter,
  python: PythonVersion | undefined,
  disabledChecks: readonly string[] = [],
): NotebookFinding[] {
  const open = openCells(cells);
  const reading = readNotebook(open);
  const outputs = new Map(cells.map(({ output = '' }, at) => [String(at), output]));
  const origins = new Map(cells.map(({ origin }, at) => [String(at), origin]));
  return [
    ...syntaxFindings(reading, linter, python),
    ...findInNotebook(reading, { outputs, undefinedNames: true, disabledChecks }).map((one) =>
      raised(one, open[Number(one.cell)]?.text ?? ''),
    ),
    ...placeholderFindings(reading, origins),
  ];
}

/**
 * All checks on the cells of one notebook that Alacard makes, in the order of the cells.
 * Never throws. `python`: the version that runs it, by default the oldest of generated notebooks.
 */
export function checkCells(
  cells: readonly CheckedCell[],
  linter: PythonLinter,
  python?: PythonVersion,
): NotebookFinding[] {
  const found = [
    ...findAll(cells, linter, python, OF_EXAMPLES),
    ...checkForeignCode(cells.map((cell, at) => ({ ...cell, id: String(at) }))),
  ];
  return inOrder(cells, found);
}

/** The same for a notebook that anybody wrote, in the language and for the Python it names. Never throws. */
export function checkNotebook(
  {
    cells,
    language,
  }: { readonly cells: readonly FileCell[]; readonly language?: NotebookLanguage },
  linter: PythonLinter,
): NotebookFinding[] {
  const said = language ?? NOTHING_SAID;
  const own = said.python ? cells : cells.map((cell) => ({ ...cell, language: said.name }));
  // Whoever wrote it chose the Python: where it does not say which, what the newest reads is right.
  const python = pythonVersion(said.version ?? '') ?? NEWEST_PYTHON;
  const found = inOrder(own, findAll(own, linter, python));
  return said.python ? found : [aboutNotebook('other-language', { language: said.name }), ...found];
}
