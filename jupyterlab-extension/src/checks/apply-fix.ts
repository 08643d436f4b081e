import type { CellEdit, CellFinding, Fix } from '@alacard/core/language';
import type { ISharedCell, ISharedNotebook } from '@jupyter/ydoc';

const isEditable = (cell: ISharedCell | undefined): boolean =>
  cell !== undefined && cell.getMetadata('editable') !== false;

const cellOf = (notebook: ISharedNotebook, id: string): ISharedCell | undefined =>
  notebook.cells.find((cell) => cell.getId() === id);

/** Whether all cells that a fix changes may be changed. */
export const isApplicable = (notebook: ISharedNotebook, { edits, clearOutputs }: Fix): boolean =>
  [...edits.map(({ cell }) => cell), ...(clearOutputs === undefined ? [] : [clearOutputs])].every(
    (id) => isEditable(cellOf(notebook, id)),
  );

/** Edits of any cells of a notebook, in each as one step that its own undo takes back. */
export function editCells(notebook: ISharedNotebook, edits: readonly CellEdit[]): void {
  for (const [id, own] of Map.groupBy(edits, (edit) => edit.cell)) {
    const cell = cellOf(notebook, id);
    if (!cell || !isEditable(cell)) continue;
    cell.transact(() => {
      // From the end, so that no edit moves the place of another.
      for (const { from, to, text } of own.toReversed().sort((one, other) => other.from - one.from))
        cell.updateSource(from, to, text);
    });
  }
}

export function applyFix(notebook: ISharedNotebook, { edits, clearOutputs }: Fix): void {
  editCells(notebook, edits);
  if (clearOutputs === undefined) return;
  const cell = cellOf(notebook, clearOutputs);
  if (cell && 'setOutputs' in cell && typeof cell.setOutputs === 'function') cell.setOutputs([]);
}

/** A fix as people chose it, in findings that were made anew since: by its words, nearest to its place. */
export function sameFix(
  findings: readonly CellFinding[],
  { cell, code }: Pick<CellFinding, 'cell' | 'code'>,
  title: string,
  from: number,
): Fix | null {
  const [nearest] = findings
    .filter((one) => one.cell === cell && one.code === code)
    .flatMap((one) => one.fixes.map((fix) => ({ fix, far: Math.abs(one.from - from) })))
    .filter(({ fix }) => fix.title === title)
    .sort((a, b) => a.far - b.far);
  return nearest?.fix ?? null;
}
