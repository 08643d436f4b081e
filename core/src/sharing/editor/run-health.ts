import { z } from 'zod';
import { SharedMarkSchema, type SharedMark } from '../../ipynb/marks.ts';

/** A cell that was run: `ok` is null while it was not, or is being run. */
export interface RunCell {
  readonly id: string | null;
  readonly ok: boolean | null;
}

export interface RunReport {
  readonly share_id: string;
  readonly version: number;
  readonly ok: boolean;
  readonly failed_cell?: string | undefined;
}

const MarkedSchema = z.object({
  metadata: z.object({ alacard: z.object({ shared: SharedMarkSchema }) }),
});

/** Where a notebook was shared; null when it was not. `notebook` is anything with nbformat metadata. */
export const markOf = (notebook: unknown): SharedMark | null =>
  MarkedSchema.safeParse(notebook).data?.metadata.alacard.shared ?? null;

/** What there is to report of a run: that a cell failed, or that all were run. Null: nothing yet. */
export function runReport(
  { share_id, version }: Pick<SharedMark, 'share_id' | 'version'>,
  code: readonly RunCell[],
): RunReport | null {
  const failed = code.find(({ ok }) => ok === false);
  if (failed) {
    // Ids come from the file: only what the server takes is sent.
    const id = failed.id !== null && /^[A-Za-z0-9_-]{1,64}$/.test(failed.id) ? failed.id : null;
    return { share_id, version, ok: false, ...(id === null ? {} : { failed_cell: id }) };
  }
  return code.length > 0 && code.every(({ ok }) => ok) ? { share_id, version, ok: true } : null;
}
