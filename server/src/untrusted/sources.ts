import { createHash } from 'node:crypto';
import { joined, type Ipynb } from '@alacard/core/sharing';

/** Less than this is in many notebooks: nobody is recognised by it. */
const LEAST = 80;
/** UTF-16 units that are put together before they are hashed. */
const ROOM = 32 * 1024;
const SHARE_LINES = ['- **Share:** ', '- **Shared:** '];

/**
 * SHA-256, hex, of what stays of a notebook when its outputs, its blanks and the
 * link to its own page change; null when that is too little to know it by. Blank by
 * blank and without leaving garbage: a notebook of blanks has millions.
 */
export function hashOfSources({ cells }: Ipynb): string | null {
  const hash = createHash('sha256');
  const units = new Uint16Array(ROOM);
  let filled = 0;
  let length = 0;
  const flush = (): void => {
    hash.update(Buffer.from(units.buffer, 0, filled * 2).toString('utf16le'));
    length += filled;
    filled = 0;
  };
  const add = (text: string, from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const unit = text.charCodeAt(at);
      if (isBlank(unit)) continue;
      units[filled++] = unit;
      // Room for one more: a pair of halves stays together.
      if (filled >= ROOM - 1 && !isFirstHalf(unit)) flush();
    }
  };
  for (const [index, cell] of cells.entries()) {
    const source = joined(cell.source);
    if (index > 0) units[filled++] = NEW_LINE;
    const kind = `${cell.cell_type}:`;
    add(kind, 0, kind.length);
    for (let from = 0; from < source.length;) {
      const found = source.indexOf('\n', from);
      const end = found < 0 ? source.length : found;
      if (!SHARE_LINES.some((start) => source.startsWith(start, from))) add(source, from, end);
      from = end + 1;
    }
    if (filled >= ROOM / 2) flush();
  }
  flush();
  return length < LEAST ? null : hash.digest('hex');
}

const NEW_LINE = 10;
const isFirstHalf = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

/** What `\s` is. */
const isBlank = (unit: number): boolean =>
  unit < 128
    ? unit === 32 || (unit >= 9 && unit <= 13)
    : unit === 0xa0 ||
      unit === 0x1680 ||
      (unit >= 0x2000 && unit <= 0x200a) ||
      unit === 0x2028 ||
      unit === 0x2029 ||
      unit === 0x202f ||
      unit === 0x205f ||
      unit === 0x3000 ||
      unit === 0xfeff;
