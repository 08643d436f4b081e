import { KINDS } from './kinds.ts';
import { type SecretKind } from './kind.ts';

/**
 * Which kinds a text may hold, in one pass over it: looking for some sixty signs one after
 * the other took longer than everything else that is done with a notebook.
 */

interface Sign {
  readonly text: string;
  readonly kinds: readonly number[];
}

/** The last five bits of a letter are the same in upper and lower case; other signs may share a place. */
const place = (first: number, second: number, third: number): number =>
  ((first & 31) << 10) | ((second & 31) << 5) | (third & 31);

const bySign = new Map<string, number[]>();
for (const [index, { signs }] of KINDS.entries())
  for (const sign of signs) bySign.set(sign, [...(bySign.get(sign) ?? []), index]);

/** Too short for a place: looked for by themselves, all small or all capitals. */
const SHORT: readonly Sign[] = [...bySign]
  .filter(([text]) => text.length < 3)
  .map(([text, kinds]) => ({ text, kinds }));

/** 0: no sign begins like this; otherwise, one more than the index in `LISTS`. */
const PLACES = new Uint8Array(1 << 15);
const LISTS: Sign[][] = [];
for (const [text, kinds] of bySign) {
  if (text.length < 3) continue;
  const at = place(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2));
  const before = LISTS[(PLACES[at] ?? 0) - 1];
  if (before) before.push({ text, kinds });
  else PLACES[at] = LISTS.push([{ text, kinds }]);
}

/** Of a text, so many units are looked at at once, and the last ones once more: a sign may stand on the border. */
const PIECE = 16 * 1024;
const BORDER = Math.max(...[...bySign.keys()].map(({ length }) => length));
const encoder = new TextEncoder();

/** In the order of `KINDS`, those one of whose signs stands in the text, in either case. */
export function kindsIn(text: string): SecretKind[] {
  const found = new Set<number>();
  for (const sign of SHORT) {
    if (text.includes(sign.text) || text.includes(sign.text.toUpperCase()))
      for (const kind of sign.kinds) found.add(kind);
  }
  /** Of `LISTS`: nothing more can be found by them. */
  const spent = new Uint8Array(LISTS.length);
  // Bytes are read several times as fast as the units of a text.
  const bytes = new Uint8Array(Math.min(text.length, PIECE) * 3);
  for (let from = 0; from < text.length; from += PIECE - BORDER) {
    const piece = text.length <= PIECE ? text : text.slice(from, from + PIECE);
    lookAt(bytes, encoder.encodeInto(piece, bytes).written, spent, found);
    if (from + PIECE >= text.length) break;
  }
  return KINDS.filter((_, index) => found.has(index));
}

function lookAt(bytes: Uint8Array, end: number, spent: Uint8Array, found: Set<number>): void {
  let places = (((bytes[0] ?? 0) & 31) << 5) | ((bytes[1] ?? 0) & 31);
  for (let at = 2; at < end; at++) {
    places = ((places << 5) | ((bytes[at] ?? 0) & 31)) & 0x7fff;
    const number = PLACES[places] ?? 0;
    if (number === 0 || spent[number - 1] === 1) continue;
    const list = LISTS[number - 1] ?? [];
    for (const sign of list) {
      if (!standsAt(bytes, at - 2, sign.text)) continue;
      for (const kind of sign.kinds) found.add(kind);
    }
    if (list.every(({ kinds }) => kinds.every((kind) => found.has(kind)))) spent[number - 1] = 1;
  }
}

/** What stands behind the end is of an earlier piece: found there, or a kind too many is looked for. */
function standsAt(bytes: Uint8Array, from: number, sign: string): boolean {
  for (let i = 0; i < sign.length; i++) {
    const byte = bytes[from + i] ?? 0;
    const lower = byte >= 65 && byte <= 90 ? byte + 32 : byte;
    if (lower !== sign.charCodeAt(i)) return false;
  }
  return true;
}
