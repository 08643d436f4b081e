import { forRuff } from '../cells/ipython.ts';
import type { Finding } from '../findings/finding.ts';
import { aboutNotebook } from '../findings/notebook.ts';
import type { CellReading, NotebookReading } from '../language/reading.ts';
import type { PythonLinter, PythonVersion } from '../python/ruff.ts';

/** Ends whatever the cell before left open, so that no cell makes another one whole. */
const BETWEEN = '\n0 #"""\'\'\'"""\n';

/** The first place of every cell that is not valid Python. */
export function syntaxFindings(
  reading: NotebookReading,
  linter: PythonLinter,
  version?: PythonVersion,
): Finding[] {
  const deep = reading.cells
    .filter(({ summary }) => summary.deep)
    .map(({ cell }): Finding => ({ ...aboutNotebook('too-deep'), cell: cell.uri, line: 1 }));
  const python = reading.cells.flatMap((one) =>
    one.summary.python === null ? [] : [{ one, source: forRuff(one.summary.python) }],
  );
  const errorsOf = (source: string) =>
    linter.check(source, version).filter((found) => found.code === 'syntax');
  // One question for all of them: most notebooks have no broken cell.
  if (errorsOf(python.map(({ source }) => source).join(BETWEEN)).length === 0) return deep;
  return [
    ...deep,
    ...python.flatMap(({ one, source }): Finding[] => {
      const [first] = errorsOf(source);
      return first ? [findingOf(one, first)] : [];
    }),
  ];
}

const findingOf = (
  { cell }: CellReading,
  { message, line, column }: { message: string; line: number; column: number },
): Finding => ({
  ...aboutNotebook('syntax', { what: message }),
  cell: cell.uri,
  line,
  column,
});
