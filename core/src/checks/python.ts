import type { Finding } from '../finding.ts';
import type { PythonFinding, PythonLinter } from '../python/ruff.ts';
import { pythonCells, type CheckedCell, type PythonCell } from './cells.ts';

/**
 * Syntax of every cell, and names that no cell above defines. Cells share one
 * namespace in their order; a file that a cell writes is a module of its own.
 */
export function checkPython(cells: readonly CheckedCell[], linter: PythonLinter): Finding[] {
  const python = pythonCells(cells);
  const shared = python.filter((one) => !one.separate);
  return [
    ...checkShared(shared, linter),
    ...python
      .filter((one) => one.separate)
      .flatMap((one) => linter.check(one.source).map((found) => toFinding(found, one.cell, 0))),
  ];
}

function checkShared(cells: readonly PythonCell[], linter: PythonLinter): Finding[] {
  const found = checkJoined(cells, linter);
  if (!found.some((finding) => finding.code === 'syntax')) return found;
  // A syntax error hides what follows it: find the broken cells one by one, then judge the rest.
  const broken = new Map(
    cells.map((one) => {
      const errors = linter.check(one.source).filter((finding) => finding.code === 'syntax');
      return [one, errors.map((error) => toFinding(error, one.cell, 0))] as const;
    }),
  );
  const sound = cells.filter((one) => broken.get(one)?.length === 0);
  return [...[...broken.values()].flat(), ...checkJoined(sound, linter)];
}

function checkJoined(cells: readonly PythonCell[], linter: PythonLinter): Finding[] {
  const starts: number[] = [];
  let line = 1;
  for (const one of cells) {
    starts.push(line);
    line += one.source.split('\n').length;
  }
  return linter.check(cells.map((one) => one.source).join('\n')).map((found) => {
    const index = starts.findLastIndex((start) => start <= found.line);
    const cell = cells[index]?.cell;
    return toFinding(found, cell, (starts[index] ?? 1) - 1);
  });
}

/** @param what Ruff's words: "Undefined name `x`". */
export const undefinedMessage = (what: string): string =>
  `${what}: no cell above defines it. Define or import it first, or move the cell down.`;

function toFinding(found: PythonFinding, cell: CheckedCell | undefined, offset: number): Finding {
  const undefinedName = found.code === 'F821';
  return {
    code: undefinedName ? 'undefined-name' : 'syntax',
    severity: 'error',
    message: undefinedName
      ? undefinedMessage(found.message)
      : `This is not valid Python: ${found.message}.`,
    ...(cell ? { cell: cell.id } : {}),
    line: found.line - offset,
    column: found.column,
  };
}
