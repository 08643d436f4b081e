import { addEdits } from '../rules/apply.ts';
import { applyEdits } from '../rules/edits.ts';
import type { Edit } from '../rules/types.ts';
import type { NotebookLanguage } from '../cells/kernel.ts';
import type { PythonLinter } from '../python/ruff.ts';
import { isSafeFix } from '../language/notebook.ts';
import { checkNotebook, type FileCell, type NotebookFinding } from './index.ts';

export interface FixOptions {
  /** Also take fixes that may change what the code does. */
  readonly unsafe?: boolean;
  /** Whether findings of a code are to be mended. */
  readonly wanted?: (code: string) => boolean;
}

export interface Fixed {
  /** New sources by the position of their cell in the list given; only of cells that changed. */
  readonly sources: ReadonlyMap<number, string>;
  /** How many findings of each code were mended. */
  readonly mended: ReadonlyMap<string, number>;
  /** What stands in the notebook afterwards. */
  readonly left: readonly NotebookFinding[];
}

/** A fix can uncover another; after so many rounds it is enough. */
const MAX_ROUNDS = 8;

/**
 * Apply quick fixes until none is left: safe ones, which keep what the code means, or
 * all with `unsafe`. A cell that parsed before parses afterwards, or keeps its text.
 */
export function fixNotebook(
  notebook: { readonly cells: readonly FileCell[]; readonly language?: NotebookLanguage },
  linter: PythonLinter,
  { unsafe = false, wanted = () => true }: FixOptions = {},
): Fixed {
  const original = notebook.cells;
  const frozen = new Set<number>();
  const mended = new Map<string, number>();
  // By position: ids may be missing or stand twice.
  let cells: readonly FileCell[] = original.map((cell, at) => ({ ...cell, id: String(at) }));
  const check = (list: readonly FileCell[]): NotebookFinding[] =>
    checkNotebook({ ...notebook, cells: list }, linter);
  let found = check(cells);
  const broken = new Set(found.filter(isSyntax).map(({ cell }) => Number(cell)));
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const chosen = new Map<number, Edit[]>();
    const taken: string[] = [];
    for (const finding of found) {
      if (!wanted(finding.code)) continue;
      const fix = finding.fixes?.find((one) => one.edits.length > 0);
      if (!fix || (!unsafe && !isSafeFix(finding, fix))) continue;
      if (fix.edits.some(({ cell }) => frozen.has(Number(cell)))) continue;
      if (addAll(chosen, fix.edits)) taken.push(finding.code);
    }
    if (taken.length === 0) break;
    const next = cells.map((cell, at) => ({
      ...cell,
      source: applyEdits(cell.source, chosen.get(at) ?? []),
    }));
    const after = check(next);
    const worse = after
      .filter(isSyntax)
      .map(({ cell }) => Number(cell))
      .filter((at) => !broken.has(at));
    if (worse.length > 0) {
      // Nothing of this round counts: it is tried again without these cells.
      for (const at of worse) frozen.add(at);
      continue;
    }
    for (const code of taken) mended.set(code, (mended.get(code) ?? 0) + 1);
    cells = next;
    found = after;
  }
  const sources = new Map<number, string>();
  for (const [at, cell] of cells.entries())
    if (cell.source !== original[at]?.source) sources.set(at, cell.source);
  return {
    sources,
    mended,
    left: found.map((one) =>
      one.cell === undefined ? one : { ...one, cell: original[Number(one.cell)]?.id ?? '' },
    ),
  };
}

const isSyntax = ({ code }: NotebookFinding): boolean => code === 'syntax';

/** All edits of one fix, which may lie in several cells, or none. */
function addAll(
  chosen: Map<number, Edit[]>,
  edits: readonly (Edit & { readonly cell: string })[],
): boolean {
  const byCell = Map.groupBy(edits, ({ cell }) => Number(cell));
  const trial = new Map(
    [...byCell].map(([at, own]) => [at, { list: [...(chosen.get(at) ?? [])], own }]),
  );
  for (const { list, own } of trial.values())
    if (
      !addEdits(
        list,
        own.map(({ from, to, text }) => ({ from, to, text })),
      )
    )
      return false;
  for (const [at, { list }] of trial) chosen.set(at, list);
  return true;
}
