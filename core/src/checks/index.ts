import type { Finding } from '../finding.ts';
import type { PythonLinter } from '../python/ruff.ts';
import type { CheckedCell } from './cells.ts';
import { checkForeignCode } from './foreign-code.ts';
import { checkImports } from './imports.ts';
import { checkPlaceholders } from './placeholders.ts';
import { checkPython } from './python.ts';
import { checkSecrets } from './secret-cells.ts';

export type { CheckedCell } from './cells.ts';

/** All checks on the cells of one notebook, in the order of the cells. Never throws. */
export function checkCells(cells: readonly CheckedCell[], linter: PythonLinter): Finding[] {
  const position = new Map(cells.map((cell, index) => [cell.id, index]));
  const order = (finding: Finding): number => position.get(finding.cell ?? '') ?? cells.length;
  return [
    ...checkPython(cells, linter),
    ...checkImports(cells),
    ...checkSecrets(cells),
    ...checkPlaceholders(cells),
    ...checkForeignCode(cells),
  ].sort((a, b) => order(a) - order(b));
}
