import { sha256 } from '../store/identifiers.ts';
import { createBytesCache } from '../store/bytes-cache.ts';
import type { Content } from '../store/served.ts';
import type { Untrusted } from '../untrusted/pool.ts';

export interface Drawn {
  /** HTML of the cells, in UTF-8. */
  readonly html: Uint8Array;
  /** Names these bytes: for an ETag. */
  readonly hash: string;
}

export interface Frames {
  /** The cells of a file as HTML; drawn once for everybody who asks, and kept when it is `open`. */
  draw(content: Content, open: boolean): Promise<Drawn>;
}

const NOT_DRAWN: Drawn = made(
  Buffer.from(
    '<p class="cut">This notebook is too large to be drawn here. Download it to see it.</p>',
  ),
);
/** What could not be drawn in time may have met a busy server: it is tried again after so long. */
const AGAIN = 10 * 60_000;

/** @param keep bytes of HTML that stay in memory */
export function createFrames(untrusted: Untrusted, keep: number): Frames {
  const kept = createBytesCache<Drawn & { readonly bytes: number; readonly until: number }>(keep);
  const underWay = new Map<string, Promise<Drawn>>();

  async function drawn({ file, sha256: key }: Content, open: boolean): Promise<Drawn> {
    const whole = await untrusted.draw(file);
    const html = whole ?? (await untrusted.plain(file));
    const result = html === null ? NOT_DRAWN : made(html);
    const until = whole === null ? Date.now() + AGAIN : Infinity;
    if (open) kept.set(key, { ...result, bytes: result.html.byteLength, until });
    return result;
  }
  return {
    async draw(content, open) {
      const known = kept.get(content.sha256);
      if (known !== undefined && known.until > Date.now()) return known;
      const before = underWay.get(content.sha256);
      if (before) return before;
      const drawing = drawn(content, open).finally(() => underWay.delete(content.sha256));
      underWay.set(content.sha256, drawing);
      return drawing;
    },
  };
}

function made(html: Uint8Array): Drawn {
  return { html, hash: sha256(html).slice(0, 32) };
}
