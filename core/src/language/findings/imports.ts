import { brought, distributionOf } from '../../cells/installs.ts';
import { isProvided } from '../../cells/provides.ts';
import { isWellKnown } from '../../library/distributions.ts';
import { writtenModules } from '../../library/requirements.ts';
import { aboutNotebook } from '../../findings/notebook.ts';
import type { CellFinding, Fix } from '../notebook.ts';
import type { NotebookReading } from '../reading.ts';

/** A line that takes its packages without what they need: a further one may need what is not there. */
const BARE = /--no-deps\b/;

/**
 * Imports that no install line provides, in notebooks that have one; each
 * distribution once. Only of packages everybody knows: what else is imported may
 * be a file beside the notebook, and a package of that name on PyPI may be anybody's.
 */
export function importFindings(reading: NotebookReading): CellFinding[] {
  const lines = reading.cells.flatMap(({ cell, summary }) =>
    summary.installs.map((line) => ({ cell, line })),
  );
  if (lines.length === 0 || lines.some(({ line }) => line.open)) return [];
  const target = lines.find(
    ({ cell, line: { end } }) => end !== null && !BARE.test(lineAround(cell.text, end)),
  );
  const installed = brought(lines.map(({ line }) => line));
  const named = lines.flatMap(({ line }) => line.requirements.map(distributionOf));
  const written = writtenModules(reading.cells.map(({ cell }) => cell.text));
  const said = new Set<string>();
  return reading.cells.flatMap(({ cell, details }) =>
    details.imports.flatMap(({ module, distribution, from, to }): CellFinding[] => {
      const top = module.split('.')[0] ?? module;
      if (written.has(top) || !isWellKnown(top) || said.has(distribution)) return [];
      if (isProvided(module, distribution, installed, named)) return [];
      said.add(distribution);
      return [
        {
          ...aboutNotebook('import-not-installed', { module, distribution }, 'info'),
          cell: cell.uri,
          from,
          to,
          fixes: target ? [fixAt(target.cell.uri, target.line.end ?? 0, distribution)] : [],
        },
      ];
    }),
  );
}

function fixAt(cell: string, end: number, distribution: string): Fix {
  const word = /[[\]<>=;\s]/.test(distribution) ? `"${distribution}"` : distribution;
  return {
    title: `Add ${distribution} to the install line`,
    preferred: true,
    edits: [{ cell, from: end, to: end, text: ` ${word}` }],
  };
}

function lineAround(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return text.slice(start, at);
}
