import type { Finding } from '../findings/finding.ts';
import { aboutNotebook } from '../findings/notebook.ts';
import type { NotebookReading } from '../language/reading.ts';

/** Things a reader would have to fill in before the first run. */
const PLACEHOLDER =
  /(["'])(?:YOUR[_-][A-Z_-]+|<([a-z][\w /-]{2,40})>|path\/to\/[\w./-]*)\1|\bYOUR_[A-Z_]{3,}\b|\[More Information Needed\]/;
/** Of what stands in angle brackets only words that ask somebody to put something there. */
const ASKS =
  /(?:^|[ _-])(?:your|my|insert|enter|replace|put|paste|add|fill|choose|api[ _-]?key|token|path|username|password|name of|url of)(?:$|[ _-])/;

/** Placeholders of code cells. `origins`: by cell, where its code is from. */
export const placeholderFindings = (
  reading: NotebookReading,
  origins: ReadonlyMap<string, string | undefined>,
): Finding[] =>
  reading.cells.flatMap(({ cell, summary }) =>
    (summary.python ?? '').split('\n').flatMap((line, index): Finding[] => {
      const found = PLACEHOLDER.exec(line);
      if (!found || line.trimStart().startsWith('#')) return [];
      if (found[2] !== undefined && (!/[ _-]/.test(found[2]) || !ASKS.test(found[2]))) return [];
      const severity = origins.get(cell.uri) === 'model-card' ? 'error' : 'warning';
      return [
        {
          ...aboutNotebook('placeholder', { text: found[0] }, severity),
          cell: cell.uri,
          line: index + 1,
          column: found.index + 1,
        },
      ];
    }),
  );
