import { z } from 'zod';
import { cellLanguage, notebookLanguage, type NotebookLanguage } from '../cells/kernel.ts';
import type { CheckedCell } from '../cells/ipython.ts';
import { parseNotebookJson } from './parse-json.ts';
import { textOfOutput } from './texts.ts';

const SourceSchema = z
  .union([z.string(), z.array(z.string())])
  .transform((source) => (typeof source === 'string' ? source : source.join('')))
  .catch('');

const AlacardCellSchema = z
  .object({ role: z.string().optional(), origin: z.string().optional() })
  .catch({});

const CellSchema = z.object({
  cell_type: z.string(),
  id: z.string().min(1).optional().catch(undefined),
  source: SourceSchema,
  metadata: z.looseObject({ alacard: AlacardCellSchema.optional() }).catch({}),
  outputs: z.array(z.unknown()).catch([]),
});

const NotebookSchema = z.object({
  nbformat: z.literal(4),
  metadata: z.unknown().optional(),
  cells: z.array(CellSchema),
});

/** A cell of a file, with what its checks need beside its text. */
export interface ReadCell extends CheckedCell {
  /** Where it stands among all cells of the file. */
  readonly at: number;
  /** Text of its outputs. */
  readonly output: string;
  /** The language it says it is in, where that is not Python's. */
  readonly language: string | null;
}

export interface ReadNotebook {
  readonly cells: readonly ReadCell[];
  readonly language: NotebookLanguage;
}

export type NotebookFile =
  | { readonly ok: true; readonly notebook: ReadNotebook }
  /** Why it cannot be read, and what to do: half a sentence without a full stop. */
  | { readonly ok: false; readonly why: string };

const refused = (why: string): NotebookFile => ({ ok: false, why });

/** Any nbformat 4 notebook, for the checks. Never throws. */
export function readNotebookFile(text: string): NotebookFile {
  const json = parseNotebookJson(text);
  if (!json.ok) return refused(json.why);
  const format = z.object({ nbformat: z.number() }).safeParse(json.value).data?.nbformat;
  if (format === undefined)
    return refused('it is JSON, but no Jupyter notebook: it does not say its nbformat');
  if (format < 4)
    return refused(
      `it is written in nbformat ${format}, which is from before 2015: open it in Jupyter and save it, or run "jupyter nbconvert --to notebook --inplace" on it`,
    );
  if (format > 4) return refused(`it is written in nbformat ${format}; Alacard reads nbformat 4`);
  const parsed = NotebookSchema.safeParse(json.value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'it';
    return refused(
      `${where} is not as nbformat 4 has it (${issue?.message ?? 'unknown'}): open it in Jupyter and save it`,
    );
  }
  const { cells, metadata } = parsed.data;
  return { ok: true, notebook: { cells: cellsOf(cells), language: notebookLanguage(metadata) } };
}

/** Its cells alone. */
export function readCells(text: string): readonly CheckedCell[] | null {
  const file = readNotebookFile(text);
  return file.ok ? file.notebook.cells : null;
}

const cellsOf = (cells: readonly z.infer<typeof CellSchema>[]): ReadCell[] =>
  cells.flatMap((cell, at): ReadCell[] =>
    cell.cell_type === 'raw'
      ? []
      : [
          {
            at,
            id: cell.id ?? `cell-${at + 1}`,
            kind: cell.cell_type === 'code' ? 'code' : 'markdown',
            source: cell.source,
            output: cell.outputs.map(textOfOutput).join('\n'),
            language: cell.cell_type === 'code' ? cellLanguage(cell.metadata) : null,
            ...(cell.metadata.alacard?.role ? { role: cell.metadata.alacard.role } : {}),
            ...(cell.metadata.alacard?.origin ? { origin: cell.metadata.alacard.origin } : {}),
          },
        ],
  );
