import { undefinedMessage } from '../../checks/python.ts';
import type { CellFinding } from '../notebook.ts';
import type { CellReading, NotebookReading } from '../reading.ts';

/** What IPython, Databricks and their like define: `In`, `Out[3]`, `_12`, `spark`. */
const KERNEL_NAMES = /^(?:In|Out|exit|quit|_+|_i+|_[iod]h|_i?\d+|spark|sc|dbutils|displayHTML)$/;

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
  const anywhere = new Set(shared.flatMap((one) => [...bindsOf(one)]));
  const defined = new Set<string>();
  const found: CellFinding[] = [];
  for (const one of reading.cells) {
    // Also magics of other languages can bring names: from here on nobody knows.
    if (one.summary.open) break;
    if (!shared.includes(one)) continue;
    if (!one.summary.scope.broken) {
      for (const { name, from, to, later } of one.summary.scope.free) {
        if ((later ? anywhere : defined).has(name) || KERNEL_NAMES.test(name)) continue;
        found.push({
          code: 'undefined-name',
          severity: 'warning',
          message: undefinedMessage(`Undefined name \`${name}\``),
          cell: one.cell.uri,
          from,
          to,
          fixes: [],
        });
      }
    }
    for (const name of bindsOf(one)) defined.add(name);
  }
  return found;
}
