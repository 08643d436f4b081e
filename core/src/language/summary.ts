import { pythonCells } from '../checks/cells.ts';
import { installLines, type InstallLine } from '../checks/imports.ts';
import { findSecrets, type SecretMatch } from '../checks/secrets.ts';
import { remember } from '../python/remember.ts';
import { scopeOf, type ModuleScope } from '../python/scopes.ts';
import type { OpenCell } from './notebook.ts';

/** What one cell says by itself, whatever stands around it. */
export interface CellSummary {
  /** The cell as Python, positions kept; null for Markdown and for cells in another language. */
  readonly python: string | null;
  /** True for `%%writefile x.py`: it shares no names with the kernel. */
  readonly separate: boolean;
  readonly scope: ModuleScope;
  /** Names may come from somewhere nobody can see: `%run`, `from x import *`, `exec`. */
  readonly open: boolean;
  readonly secrets: readonly SecretMatch[];
  readonly installs: readonly InstallLine[];
}

const NO_NAMES: ModuleScope = {
  bound: new Set(),
  free: [],
  mentioned: new Set(),
  open: false,
  broken: false,
};

/** Magics that put names into the namespace. */
const BRINGS_NAMES = /^[ \t]*%(?:run|pylab|store|load\w*|who\w*|reset|R|sql|spark|bigquery)\b/m;
/** Cell magics of other languages that hand a result over: `%%bash --out files`, `%%R -o table`. */
const HANDS_OVER = /^%%\w+\s.*(?:-o\b|--out\w*\b|<<)|^%%(?:bigquery|sql|capture)[ \t]+[^-\s]/;

/** A code cell read; the results of the last 4096 texts are kept. */
const summarise = remember((text: string): CellSummary => {
  const [cell] = pythonCells([{ id: '', kind: 'code', source: text }]);
  const scope = cell ? scopeOf(cell.source) : NO_NAMES;
  return {
    python: cell?.source ?? null,
    separate: cell?.separate ?? false,
    scope,
    open: scope.open || BRINGS_NAMES.test(text) || HANDS_OVER.test(text.trimStart()),
    secrets: findSecrets(text),
    installs: installLines(text),
  };
}, 4096);

/** Secrets of a text that is not code: Markdown, or the outputs of a cell. */
export const secretsOf = remember(findSecrets, 1024);

export const summaryOf = (cell: OpenCell): CellSummary =>
  cell.kind === 'code'
    ? summarise(cell.text)
    : {
        python: null,
        separate: false,
        scope: NO_NAMES,
        open: false,
        secrets: secretsOf(cell.text),
        installs: [],
      };
