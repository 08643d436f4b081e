import { canonical } from '../../library/distributions.ts';
import { aboutNotebook } from '../../findings/notebook.ts';
import { addEdits } from '../../rules/apply.ts';
import type { Edit, FoundRewrite } from '../../rules/types.ts';
import { parsePython } from '../../python/syntax.ts';
import type { CellEdit, CellFinding, Fix } from '../notebook.ts';
import type { CellReading, NotebookReading } from '../reading.ts';
import { isBelow, requirementsByName } from './versions.ts';

/** A name an import gave to several cells is renamed in all of them. */
function readsElsewhere(
  reading: NotebookReading,
  one: CellReading,
  { rule, from, to }: FoundRewrite,
): CellEdit[] {
  const { match, action } = rule;
  if (match.on !== 'name' || action.do !== 'rename' || one.summary.separate) return [];
  const old = one.cell.text.slice(from, to);
  if (!one.summary.scope.bound.has(old)) return [];
  const found: CellEdit[] = [];
  for (const { cell, summary } of reading.cells.slice(reading.cells.indexOf(one) + 1)) {
    if (summary.separate) continue;
    if (summary.scope.bound.has(old)) break;
    for (const read of summary.scope.free)
      if (read.name === old)
        found.push({ cell: cell.uri, from: read.from, to: read.to, text: action.to });
  }
  return found;
}

const DEVICE =
  'device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"';

/** Lines that choose `device`, before the statement that needs it; none where it is chosen already. */
function chooseDevice(reading: NotebookReading, one: CellReading, offset: number): CellEdit[] {
  const { python, separate } = one.summary;
  if (python === null) return [];
  const above = reading.cells.slice(0, reading.cells.indexOf(one) + 1);
  const cells = separate ? [one] : above.filter((cell) => !cell.summary.separate);
  const isBound = (name: string): boolean =>
    cells.some((cell) => cell.summary.scope.bound.has(name));
  let statement = parsePython(python).resolveInner(offset, 1);
  while (statement.parent && statement.parent.name !== 'Script') statement = statement.parent;
  const own = python.slice(statement.from, statement.to);
  // The line that gives `device` its value is the one to mend: it cannot read it.
  const isItself = /^device\s*(?::[^=\n]+)?=(?!=)/.test(own);
  if (!isItself && isBound('device')) return [];
  const lines = isBound('torch') ? [DEVICE] : ['import torch', '', DEVICE];
  const at = statement.name === 'Script' ? 0 : statement.from;
  return [{ cell: one.cell.uri, from: at, to: at, text: `${lines.join('\n')}\n` }];
}

const inCell = (uri: string, edits: readonly Edit[]): CellEdit[] =>
  edits.map((edit) => ({ cell: uri, ...edit }));

const SHORT = 60;

function titleOf(one: CellReading, edits: readonly Edit[]): string {
  const [edit] = edits;
  const old = edit ? one.cell.text.slice(edit.from, edit.to).trim() : '';
  if (!edit || edits.length > 1 || old.length + edit.text.length > SHORT || /\n/.test(old))
    return 'Use what replaced it';
  const text = edit.text.trim();
  if (text === '') return `Remove ${old.replace(/,$/, '')}`;
  return old === '' ? `Add ${text}` : `Replace ${old} with ${text}`;
}

function fixesOf(reading: NotebookReading, one: CellReading, found: FoundRewrite): Fix[] {
  const { rule, edits } = found;
  const { uri } = one.cell;
  if (!edits) return [];
  if (rule.kind === 'bare-cuda') {
    return [
      {
        title: 'Use the device this machine has',
        preferred: true,
        edits: [...chooseDevice(reading, one, found.from), ...inCell(uri, edits)],
      },
    ];
  }
  return [
    {
      title: titleOf(one, edits),
      preferred: rule.unsafe !== true,
      edits: [...inCell(uri, edits), ...readsElsewhere(reading, one, found)],
    },
  ];
}

/** APIs that current libraries removed or renamed, and code that asks for a CUDA card unasked. */
export function oldApiFindings(reading: NotebookReading): CellFinding[] {
  const requirements = requirementsByName(reading);
  return reading.cells.flatMap((one) =>
    one.details.rewrites.flatMap((found): CellFinding[] => {
      const { rule, from, to, message } = found;
      const isCuda = rule.kind === 'bare-cuda';
      const pins = requirements.get(canonical(rule.library)) ?? [];
      // The notebook asks for a version that still has it.
      if (!isCuda && pins.some((requirement) => isBelow(requirement, rule.since))) return [];
      return [
        {
          ...(isCuda
            ? aboutNotebook('bare-cuda')
            : aboutNotebook(rule.kind === 'warns' ? 'deprecated-api' : 'removed-api', {
                ...rule,
                message,
              })),
          cell: one.cell.uri,
          from,
          to,
          fixes: fixesOf(reading, one, found),
        },
      ];
    }),
  );
}

/** All quick fixes for removed APIs together; of fixes that touch the same text the first wins. */
export function fixAllEdits(findings: readonly CellFinding[]): CellEdit[] {
  const chosen = new Map<string, Edit[]>();
  for (const { code, fixes } of findings) {
    // What may change the meaning is for people to choose, one by one.
    const [fix] = fixes;
    const edits =
      /^(?:removed|deprecated)-api$/.test(code) && fix?.preferred ? fix.edits : undefined;
    if (!edits) continue;
    for (const [uri, own] of Map.groupBy(edits, (edit) => edit.cell)) {
      const list = chosen.get(uri) ?? [];
      chosen.set(uri, list);
      addEdits(
        list,
        own.map(({ from, to, text }) => ({ from, to, text })),
      );
    }
  }
  return [...chosen].flatMap(([uri, edits]) => inCell(uri, edits));
}
