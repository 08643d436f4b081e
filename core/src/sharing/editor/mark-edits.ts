import { z } from 'zod';
import { SharedMarkSchema, type SharedMark } from '../../ipynb/marks.ts';
import { sourceHash } from '../../ipynb/nbformat.ts';
import { IpynbSchema, joined } from '../ipynb.ts';
import { linkedSource, NextMarkSchema } from '../own-link.ts';

export interface ShareMarkEdits {
  /** The notebook's whole metadata, with the mark in it. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The next-steps cell as it will be; null when the notebook has none. */
  readonly cell: {
    readonly index: number;
    readonly source: string;
    /** The cell's whole metadata. */
    readonly metadata: Readonly<Record<string, unknown>>;
  } | null;
}

/**
 * The edits that note in a notebook where it was shared: the mark in its
 * metadata and the link in its next steps. Pure; planned again for the same
 * mark they change nothing, for a new version only the mark.
 * @param ipynb nbformat 4, as it was shared. @throws when it is none.
 */
export function shareMarkEdits(ipynb: unknown, mark: SharedMark): ShareMarkEdits {
  const { metadata, cells } = IpynbSchema.parse(ipynb);
  const alacard = z.looseObject({}).catch({}).parse(metadata['alacard']);
  const marked = { ...metadata, alacard: { ...alacard, shared: SharedMarkSchema.parse(mark) } };
  for (const [index, cell] of cells.entries()) {
    const own = NextMarkSchema.safeParse(cell.metadata['alacard']).data;
    if (cell.cell_type !== 'markdown' || !own) continue;
    const before = joined(cell.source);
    const source = linkedSource(before, mark);
    // A cell that nobody has changed stays one: a later merge may replace it.
    const untouched = own.hash === sourceHash(before);
    const note = untouched ? { ...own, hash: sourceHash(source) } : own;
    return {
      metadata: marked,
      cell: { index, source, metadata: { ...cell.metadata, alacard: note } },
    };
  }
  return { metadata: marked, cell: null };
}
