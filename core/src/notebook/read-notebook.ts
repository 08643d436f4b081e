import { z } from 'zod';
import type { CheckedCell } from '../checks/cells.ts';

const SourceSchema = z
  .union([z.string(), z.array(z.string())])
  .transform((source) => (typeof source === 'string' ? source : source.join('')));

const AlacardCellSchema = z
  .object({ role: z.string().optional(), origin: z.string().optional() })
  .catch({});

const NotebookSchema = z.object({
  nbformat: z.literal(4),
  cells: z.array(
    z.object({
      cell_type: z.enum(['code', 'markdown', 'raw']),
      id: z.string().optional(),
      source: SourceSchema,
      metadata: z.object({ alacard: AlacardCellSchema.optional() }).catch({}),
    }),
  ),
});

/** The cells of any nbformat 4 notebook, for the checks; null when the text is none. */
export function readCells(text: string): CheckedCell[] | null {
  const parsed = NotebookSchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  return parsed.data.cells
    .filter((cell) => cell.cell_type !== 'raw')
    .map((cell, index) => ({
      id: cell.id ?? `cell-${index + 1}`,
      kind: cell.cell_type === 'code' ? 'code' : 'markdown',
      source: cell.source,
      ...(cell.metadata.alacard?.role ? { role: cell.metadata.alacard.role } : {}),
      ...(cell.metadata.alacard?.origin ? { origin: cell.metadata.alacard.origin } : {}),
    }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
