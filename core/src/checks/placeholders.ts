import type { Finding } from '../finding.ts';
import { pythonCells, type CheckedCell } from './cells.ts';

/** Things a reader would have to fill in before the first run. */
const PLACEHOLDER =
  /(["'])(?:YOUR[_-][A-Z_-]+|<[a-z][\w /-]{2,40}>|path\/to\/[\w./-]*|\{\{.*?\}\})\1|\bYOUR_[A-Z_]{3,}\b|\[More Information Needed\]/;

export const checkPlaceholders = (cells: readonly CheckedCell[]): Finding[] =>
  pythonCells(cells).flatMap(({ cell, source }) =>
    source.split('\n').flatMap((line, index): Finding[] => {
      const found = PLACEHOLDER.exec(line);
      return found && !line.trimStart().startsWith('#')
        ? [
            {
              code: 'placeholder',
              severity: cell.origin === 'model-card' ? 'error' : 'warning',
              message: `${found[0]} is a placeholder: put a real value there before you run the cell.`,
              cell: cell.id,
              line: index + 1,
            },
          ]
        : [];
    }),
  );
