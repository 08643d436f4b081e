import { z } from 'zod';
import { linkAddress } from '../text/markdown.ts';
import { sourceHash } from '../ipynb/nbformat.ts';
import { joined } from './ipynb.ts';
import { elementsOf, memberOf, type JsonPlace, valueAt } from './json-places.ts';

/** Where a notebook is shared. */
export interface ShareAddress {
  /** Address of the sharing server, without a slash at the end. */
  readonly server: string;
  readonly share_id: string;
  /** Page of the shared notebook. */
  readonly url: string;
}

/** The line of `templates/sections/next.py` that the link takes the place of. */
const INVITATION = /^- \*\*Share:\*\* .*$/m;
const LINK = /^- \*\*Shared:\*\* .*$/m;

/** Address that lays the cards of a shared notebook on the table. */
export const remixAddress = ({ server, share_id }: Omit<ShareAddress, 'url'>): string =>
  `${server}/?remix=${share_id}`;

/** The next steps of a notebook with the link to its own page in them; planned again, the same. */
export function linkedSource(source: string, address: ShareAddress): string {
  const line = `- **Shared:** [the page of this notebook](${linkAddress(address.url)}), to pass on. [Remix](${linkAddress(remixAddress(address))}) it: swap a card, and make one of your own.`;
  const place = [LINK, INVITATION].find((pattern) => pattern.test(source));
  return place ? source.replace(place, () => line) : `${source.trimEnd()}\n\n${line}`;
}

/** A next-steps cell, as Alacard marks it. */
export const NextMarkSchema = z.looseObject({
  role: z.literal('next'),
  hash: z.string().optional().catch(undefined),
});
const NextCellSchema = z.object({
  cell_type: z.literal('markdown'),
  source: z.union([z.string(), z.array(z.string())]),
  metadata: z.object({ alacard: NextMarkSchema }),
});

/**
 * The text of an .ipynb file (JSON) with the link to its own page in its next
 * steps. Everything else stays byte for byte; so does a file without next
 * steps. A cell that nobody has changed keeps a hash that fits.
 */
export function withOwnLink(text: string, address: ShareAddress): string {
  if (!text.includes('"next"')) return text;
  const cells = memberOf(text, valueAt(text), 'cells');
  if (cells === null) return text;
  for (const cell of elementsOf(text, cells)) {
    const own = nextCell(text, cell);
    if (own === null) continue;
    const before = joined(own.value.source);
    const after = linkedSource(before, address);
    const changes = [{ place: own.source, text: asBefore(text, own.source, after) }];
    if (own.hash !== null && own.value.metadata.alacard.hash === sourceHash(before))
      changes.push({ place: own.hash, text: JSON.stringify(sourceHash(after)) });
    return changes
      .sort((a, b) => b.place.start - a.place.start)
      .reduce(
        (all, { place, text: part }) => all.slice(0, place.start) + part + all.slice(place.end),
        text,
      );
  }
  return text;
}

function nextCell(text: string, cell: JsonPlace) {
  const metadata = memberOf(text, cell, 'metadata');
  const source = memberOf(text, cell, 'source');
  if (metadata === null || source === null) return null;
  if (!text.slice(metadata.start, metadata.end).includes('"next"')) return null;
  const value = NextCellSchema.safeParse(JSON.parse(text.slice(cell.start, cell.end))).data;
  if (value === undefined) return null;
  const mark = memberOf(text, metadata, 'alacard');
  return { value, source, hash: mark && memberOf(text, mark, 'hash') };
}

/** `source` as JSON in the form that stood at `place`: one string, or one for each line. */
function asBefore(text: string, place: JsonPlace, source: string): string {
  const before = text.slice(place.start, place.end);
  if (!before.startsWith('[')) return JSON.stringify(source);
  const inner = before.slice(1, -1);
  const lead = inner.slice(0, inner.length - inner.trimStart().length);
  const trail = inner.slice(inner.trimEnd().length);
  const lines = source === '' ? [] : source.split(/(?<=\n)/);
  return `[${lead}${lines.map((line) => JSON.stringify(line)).join(`,${lead}`)}${trail}]`;
}
