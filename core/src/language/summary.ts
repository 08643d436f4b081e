import { broughtBy } from '../cells/brings.ts';
import { installLines, type InstallLine } from '../cells/installs.ts';
import { pythonOfCell } from '../cells/ipython.ts';
import { findSecrets, type SecretMatch } from '../secrets/find.ts';
import { remember } from '../python/remember.ts';
import { isDeeper, parsePython } from '../python/syntax.ts';
import { scopeOf, type ModuleScope } from '../python/scopes.ts';
import type { OpenCell } from './notebook.ts';

/** What one cell says by itself, whatever stands around it. */
export interface CellSummary {
  /** The cell as Python, positions kept; null for Markdown and for cells in another language. */
  readonly python: string | null;
  /** True for `%%writefile x.py`: it shares no names with the kernel. */
  readonly separate: boolean;
  /** Nested so deeply that nothing follows it. */
  readonly deep: boolean;
  readonly scope: ModuleScope;
  /** Names that magics of the cell bind: `%%capture out`. */
  readonly brings: readonly string[];
  /** Names may come from somewhere nobody can see: `%run`, `from x import *`, `exec`. */
  readonly open: boolean;
  readonly secrets: readonly SecretMatch[];
  readonly installs: readonly InstallLine[];
}

const NO_NAMES: ModuleScope = {
  bound: new Set(),
  free: [],
  early: [],
  needed: new Set(),
  mentioned: new Set(),
  open: false,
  broken: false,
};

/** Deeper than anybody writes; what follows a tree by calling itself would overflow. */
const DEEPEST = 500;

/** A cell too deeply nested to be followed: anything may stand in it. */
const UNREADABLE = {
  python: null,
  separate: false,
  deep: true,
  scope: NO_NAMES,
  brings: [],
  open: true,
} satisfies Partial<CellSummary>;

/** A code cell read; the results of the last 4096 texts are kept. */
const summarise = remember((text: string): CellSummary => {
  const cell = pythonOfCell(text);
  const magics = broughtBy(text);
  if (cell && isDeeper(parsePython(cell.source), DEEPEST))
    return { ...UNREADABLE, secrets: findSecrets(text), installs: installLines(text) };
  const scope = cell ? scopeOf(cell.source) : NO_NAMES;
  return {
    python: cell?.source ?? null,
    separate: cell?.separate ?? false,
    deep: false,
    scope,
    brings: magics.names,
    open: (scope.open && cell?.separate !== true) || magics.open,
    secrets: findSecrets(text),
    installs: installLines(text),
  };
}, 4096);

/** Secrets of a text that is not code: Markdown, or the outputs of a cell. */
export const secretsOf = remember(findSecrets, 1024);

export const cellSummary = (cell: OpenCell): CellSummary =>
  cell.kind === 'code'
    ? summarise(cell.text)
    : {
        python: null,
        separate: false,
        deep: false,
        scope: NO_NAMES,
        brings: [],
        open: false,
        secrets: secretsOf(cell.text),
        installs: [],
      };
