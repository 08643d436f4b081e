import { aboutNotebook } from '../../findings/notebook.ts';
import { parsePython, textOf, type SyntaxNode } from '../../python/syntax.ts';
import type { FreeName } from '../../python/scopes.ts';
import type { CellFinding } from '../notebook.ts';
import type { CellReading, NotebookReading } from '../reading.ts';

/** What IPython, Databricks and their like define: `In`, `Out[3]`, `_12`, `spark`. */
const KERNEL_NAMES =
  /^(?:In|Out|exit|quit|_+|_i+|_[iod]h|_i?\d+|_exit_code|spark|sc|sqlContext|dbutils|displayHTML)$/;

/** `try: name` with a handler for a NameError: the code asks whether the name is there. */
function isAsked(python: string, { from }: FreeName, isEarly: boolean): boolean {
  for (let at: SyntaxNode | null = parsePython(python).resolveInner(from, 1); at; at = at.parent) {
    // In the first round of a loop the name may not be asked for yet.
    if (isEarly && /^(?:(?:For|While)Statement|ConditionalExpression)$/.test(at.name)) return true;
    if (at.name !== 'TryStatement') continue;
    const body = at.getChild('Body');
    if (!body || from >= body.to) continue;
    if (
      /\bexcept\b[^\n:]*(?:NameError|\bException\b)|\bexcept\s*:/.test(
        textOf(python, { from: body.to, to: at.to }),
      )
    )
      return true;
  }
  return false;
}

/** `del name` and `"name" in globals()` look a name up as well; only a read that fails is a finding. */
const isDeleted = (python: string, { from }: FreeName): boolean => {
  const at = parsePython(python).resolveInner(from, 1);
  return at.parent?.name === 'DeleteStatement';
};

function* readsOf({ summary }: CellReading, defined: ReadonlySet<string>): Generator<FreeName> {
  yield* summary.scope.free;
  for (const one of summary.scope.early) if (!defined.has(one.name)) yield one;
}

/**
 * Names that no cell above defines. Names read inside functions may come from
 * any cell. What cannot be known is not reported: after `from x import *` or
 * `%run`, in a cell that does not parse, and for names that stand in such a cell.
 */
export function undefinedNameFindings(reading: NotebookReading): CellFinding[] {
  const shared = reading.cells.filter(
    ({ summary }) => summary.python !== null && !summary.separate,
  );
  const bindsOf = ({ summary }: CellReading): ReadonlySet<string> =>
    summary.scope.broken ? summary.scope.mentioned : summary.scope.bound;
  const anywhere = new Set(
    reading.cells.flatMap((one) => [
      ...one.summary.brings,
      ...(one.summary.separate ? [] : bindsOf(one)),
    ]),
  );
  const defined = new Set<string>();
  const found: CellFinding[] = [];
  const isShared = new Set(shared);
  for (const one of reading.cells) {
    const { summary } = one;
    // Also magics of other languages can bring names: from here on nobody knows.
    if (summary.open) break;
    for (const name of summary.brings) defined.add(name);
    if (!isShared.has(one) || summary.python === null) continue;
    if (!summary.scope.broken) {
      for (const name of readsOf(one, defined)) {
        if ((name.later ? anywhere : defined).has(name.name) || KERNEL_NAMES.test(name.name))
          continue;
        if (
          isAsked(summary.python, name, summary.scope.early.includes(name)) ||
          isDeleted(summary.python, name)
        )
          continue;
        found.push({
          ...aboutNotebook('undefined-name', { name: name.name }, 'warning'),
          cell: one.cell.uri,
          from: name.from,
          to: name.to,
          fixes: [],
        });
      }
    }
    for (const name of bindsOf(one)) defined.add(name);
  }
  return [...found, ...separateFindings(reading)];
}

/** A file that a cell writes is a module of its own. */
function separateFindings(reading: NotebookReading): CellFinding[] {
  return reading.cells.flatMap(({ cell, summary }) => {
    const { scope, python } = summary;
    if (!summary.separate || scope.broken || scope.open || python === null) return [];
    return [...scope.free, ...scope.early]
      .filter((one) => !isAsked(python, one, scope.early.includes(one)))
      .map((one): CellFinding => ({
        ...aboutNotebook('undefined-name', { name: one.name }, 'warning'),
        cell: cell.uri,
        from: one.from,
        to: one.to,
        fixes: [],
      }));
  });
}
