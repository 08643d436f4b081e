import type { Sharing, SharingResult } from '../client.ts';
import type { Filter, NotebookSummary, Timeframe } from '../fields.ts';

export const GALLERY_SORTS = ['newest', 'remixes', 'downloads', 'views'] as const;

/** What to show of a server's public notebooks. */
export interface BrowseQuery {
  /** A timeframe: what is trending. Otherwise an order of the gallery. */
  readonly order: Timeframe | (typeof GALLERY_SORTS)[number];
  /** Words of title, description or model. A search looks at the gallery, the most remixed first. */
  readonly text: string;
  readonly filter: Filter;
  /** Of the page before; null for the first. */
  readonly cursor: string | null;
}

export interface BrowsePage {
  readonly notebooks: readonly NotebookSummary[];
  /** Cursor of the next page; null at the end. */
  readonly next: string | null;
}

const PAGE = 20;

/** One page of what is trending, or of the gallery. */
export async function browseShared(
  { order, text, filter, cursor }: BrowseQuery,
  sharing: Sharing,
  signal?: AbortSignal,
): Promise<SharingResult<BrowsePage>> {
  const page = { ...filter, limit: PAGE, ...(cursor === null ? {} : { cursor }) };
  const stop = signal === undefined ? {} : { signal };
  const q = text.trim();
  const sort = GALLERY_SORTS.find((one) => one === order);
  const timeframe = order === '24h' || order === '7d' || order === '30d' ? order : null;
  const answer =
    timeframe !== null && q === ''
      ? await sharing.call('trending', { query: { ...page, timeframe }, ...stop })
      : await sharing.call('gallery', {
          query: { ...page, sort: sort ?? 'remixes', ...(q === '' ? {} : { q }) },
          ...stop,
        });
  if (!answer.ok) return answer;
  const { notebooks, next_cursor } = answer.value;
  return { ok: true, value: { notebooks, next: next_cursor } };
}
