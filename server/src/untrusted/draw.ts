import { joined, parseIpynb } from '@alacard/core/sharing';
import { escapeForHtml } from '../html.ts';
import { renderNotebook } from '../render/notebook.ts';

/** Text of the sources that is shown when drawing takes too long. */
const MOST_PLAIN = 100_000;

/** HTML of a notebook's cells, in UTF-8. */
export function draw(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const parsed = parseIpynb(Buffer.from(file).toString('utf8'), file.byteLength);
  return encoded(
    parsed.ok ? renderNotebook(parsed.notebook) : '<p>This notebook cannot be shown.</p>',
  );
}

/** The sources as they are, for what cannot be drawn in time. */
export function drawPlain(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const parsed = parseIpynb(Buffer.from(file).toString('utf8'), file.byteLength);
  if (!parsed.ok) return encoded('<p>This notebook cannot be shown.</p>');
  let left = MOST_PLAIN;
  const cells: string[] = [];
  for (const cell of parsed.notebook.cells) {
    if (left <= 0) break;
    const source = joined(cell.source).slice(0, left);
    left -= source.length + 20;
    cells.push(`<section class="cell raw"><pre>${escapeForHtml(source)}</pre></section>`);
  }
  return encoded(`${TOO_LONG}${cells.join('\n')}`);
}

const TOO_LONG =
  '<p class="cut">This notebook takes too long to draw. Its text is shown as it is; download it to see all of it.</p>';

/** A buffer of its own, so that it can change its thread instead of being copied. */
const encoded = (html: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(html);
