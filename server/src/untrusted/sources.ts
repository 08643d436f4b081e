import { createHash } from 'node:crypto';
import { joined, type Ipynb } from '@alacard/core/sharing';

/** Less than this is in many notebooks: nobody is recognised by it. */
const LEAST = 80;
/** UTF-16 units that are put together before they are hashed. */
const ROOM = 32 * 1024;
/** Units that are looked at at once: three bytes of UTF-8 each fit. */
const PIECE = 10 * 1024;
/** For less, putting it together is cheaper. */
const SHORT = 256;
const encoder = new TextEncoder();
const SHARE_LINES = ['- **Share:** ', '- **Shared:** '];

/**
 * SHA-256, hex, of what stays of a notebook when its outputs, its blanks and the
 * link to its own page change; null when that is too little to know it by. Blank by
 * blank and without leaving garbage: a notebook of blanks has millions.
 */
export function hashOfSources({ cells }: Ipynb): string | null {
  const hash = createHash('sha256');
  const units = new Uint16Array(ROOM);
  const ascii = new Uint8Array(ROOM);
  const piece = new Uint8Array(PIECE * 3);
  /** Every bit that is in any of them. */
  let all = 0;
  let filled = 0;
  let length = 0;
  const flush = (): void => {
    if (all < 128) {
      // As it is in UTF-8: by far the most, and no text has to be made of it.
      ascii.set(units.subarray(0, filled));
      hash.update(ascii.subarray(0, filled));
    } else hash.update(Buffer.from(units.buffer, 0, filled * 2).toString('utf16le'));
    length += filled;
    filled = 0;
    all = 0;
  };
  const addUnits = (text: string, from: number, to: number): void => {
    // Variables of its own: what a closure shares is looked up again for every unit.
    let [at, bits] = [filled, all];
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i);
      if ((unit <= 32 || unit >= 128) && isBlank(unit)) continue;
      units[at++] = unit;
      bits |= unit;
      // Room for one more: a pair of halves stays together.
      if (at >= ROOM - 1 && !isFirstHalf(unit)) {
        [filled, all] = [at, bits];
        flush();
        [at, bits] = [0, 0];
      }
    }
    [filled, all] = [at, bits];
  };
  /** Long pieces of ASCII are bytes of the hash as they are, without their blanks. */
  const add = (text: string, from: number, to: number): void => {
    for (let at = from; at < to; at += PIECE) {
      const end = Math.min(to, at + PIECE);
      const written = end - at < SHORT ? 0 : encoder.encodeInto(text.slice(at, end), piece).written;
      if (written !== end - at) {
        addUnits(text, at, end);
        continue;
      }
      flush();
      const kept = withoutBlanks(piece, written);
      hash.update(piece.subarray(0, kept));
      length += kept;
    }
  };
  for (const [index, cell] of cells.entries()) {
    const source = joined(cell.source);
    if (index > 0) units[filled++] = NEW_LINE;
    const kind = `${cell.cell_type}:`;
    add(kind, 0, kind.length);
    const isLinked = SHARE_LINES.some((start) => source.includes(start));
    for (let from = 0; from < source.length;) {
      const found = isLinked ? source.indexOf('\n', from) : -1;
      const end = found < 0 ? source.length : found;
      if (!isLinked || !SHARE_LINES.some((start) => source.startsWith(start, from)))
        add(source, from, end);
      from = end + 1;
    }
    if (filled >= ROOM / 2) flush();
  }
  flush();
  return length < LEAST ? null : hash.digest('hex');
}

/** Moves what is no blank to the front. @returns how much it is */
function withoutBlanks(ascii: Uint8Array, length: number): number {
  let kept = 0;
  for (let at = 0; at < length; at++) {
    const byte = ascii[at] ?? 0;
    if (byte <= 32 && isBlank(byte)) continue;
    ascii[kept++] = byte;
  }
  return kept;
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
