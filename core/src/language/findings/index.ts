import type { ModelAnswer } from '../model.ts';
import type { CellFinding } from '../notebook.ts';
import type { NotebookReading } from '../reading.ts';
import { importFindings } from './imports.ts';
import { modelFindings } from './models.ts';
import { oldApiFindings } from './old-apis.ts';
import { secretFindings } from './secrets.ts';
import { undefinedNameFindings } from './undefined-names.ts';

export { modelIdsOf } from './models.ts';
export { fixAllEdits } from './old-apis.ts';

const SILENCES = /#[ \t]*alacard:[ \t]*ignore(?:\[([\w, -]*)\])?[ \t]*$/;

/** `# alacard: ignore` at the end of its line, or `# alacard: ignore[removed-api]`. */
function isSilenced(reading: NotebookReading, { cell, code, from }: CellFinding): boolean {
  const text = reading.cells.find((one) => one.cell.uri === cell)?.cell.text ?? '';
  if (!text.includes('alacard:')) return false;
  const end = text.indexOf('\n', from);
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, end < 0 ? text.length : end);
  const found = SILENCES.exec(line.trimEnd());
  if (!found) return false;
  return found[1] === undefined || found[1].split(',').some((one) => one.trim() === code);
}

export interface FindOptions {
  /** Text outputs by the URI of their cell. */
  readonly outputs?: ReadonlyMap<string, string>;
  readonly undefinedNames?: boolean;
  readonly disabledChecks?: readonly string[];
  /** What is known of a model without asking anybody. */
  readonly known?: (id: string) => ModelAnswer | undefined;
}

/** Everything there is to say about a notebook, in the order of its cells. Never throws. */
export function findInNotebook(
  reading: NotebookReading,
  { outputs = new Map(), undefinedNames = false, disabledChecks = [], known }: FindOptions = {},
): CellFinding[] {
  const order = new Map(reading.cells.map(({ cell }, at) => [cell.uri, at]));
  return [
    ...secretFindings(reading, outputs),
    ...oldApiFindings(reading),
    ...importFindings(reading),
    ...(undefinedNames ? undefinedNameFindings(reading) : []),
    ...(known ? modelFindings(reading, known) : []),
  ]
    .filter(({ code }) => !disabledChecks.includes(code))
    .filter((finding) => !isSilenced(reading, finding))
    .sort((a, b) => (order.get(a.cell) ?? 0) - (order.get(b.cell) ?? 0) || a.from - b.from);
}
