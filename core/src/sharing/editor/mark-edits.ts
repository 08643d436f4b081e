import { z } from 'zod';
import { linkAddress } from '../../notebook/markdown.ts';
import { sourceHash } from '../../notebook/nbformat.ts';
import { IpynbSchema, joined } from '../ipynb.ts';
import { SharedMarkSchema, type SharedMark } from './marks.ts';

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

/** The line of `templates/sections/next.py` that the link takes the place of. */
const INVITATION = /^- \*\*Share:\*\* .*$/m;
const LINK = /^- \*\*Shared:\*\* .*$/m;

const NextCellSchema = z.looseObject({
  role: z.literal('next'),
  hash: z.string().optional().catch(undefined),
});

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
    const own = NextCellSchema.safeParse(cell.metadata['alacard']).data;
    if (cell.cell_type !== 'markdown' || !own) continue;
    const before = joined(cell.source);
    const source = withLink(before, mark.url);
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

function withLink(source: string, url: string): string {
  const line = `- **Shared:** [the page of this notebook](${linkAddress(url)}), to pass on and to remix.`;
  const place = [LINK, INVITATION].find((pattern) => pattern.test(source));
  return place ? source.replace(place, () => line) : `${source.trimEnd()}\n\n${line}`;
}
