import { canonical, installedBy } from '../../checks/imports.ts';
import { writtenModules } from '../../notebook/requirements.ts';
import { isWellKnown } from '../../python/well-known.ts';
import type { CellFinding } from '../notebook.ts';
import type { NotebookReading } from '../reading.ts';

/**
 * Imports that no install line provides, in notebooks that have one. Only of
 * packages everybody knows: what else is imported may be a file beside the
 * notebook, and a package of that name on PyPI may be anybody's.
 */
export function importFindings(reading: NotebookReading): CellFinding[] {
  const lines = reading.cells.flatMap(({ cell, summary }) =>
    summary.installs.map((line) => ({ cell: cell.uri, line })),
  );
  const [first] = lines;
  if (!first || lines.some(({ line }) => line.open)) return [];
  const sources = reading.cells.map(({ cell }) => cell.text);
  const installed = installedBy(
    reading.cells
      .filter((one) => one.summary.installs.length > 0)
      .map((one) => ({ source: one.cell.text })),
  );
  const written = writtenModules(sources);
  return reading.cells.flatMap(({ cell, details }) =>
    details.imports.flatMap(({ module, distribution, from, to }): CellFinding[] => {
      const top = module.split('.')[0] ?? module;
      if (written.has(top) || installed.has(canonical(distribution)) || !isWellKnown(top))
        return [];
      const word = /[[\]<>=;\s]/.test(distribution) ? `"${distribution}"` : distribution;
      return [
        {
          code: 'import-not-installed',
          severity: 'info',
          message: `${module} is imported, but no install line of this notebook installs it: add ${distribution} there.`,
          cell: cell.uri,
          from,
          to,
          fixes: [
            {
              title: `Add ${distribution} to the install line`,
              preferred: true,
              edits: [
                { cell: first.cell, from: first.line.end, to: first.line.end, text: ` ${word}` },
              ],
            },
          ],
        },
      ];
    }),
  );
}
