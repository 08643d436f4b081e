/** What a JSON text may hold, looked at before it is parsed: memory is spent by the value, not by the byte. */
export interface JsonBounds {
  /** Lists and objects, one in another. Python's own reader stops at about a thousand. */
  readonly depth: number;
  /** Values of lists and objects, all together. */
  readonly values: number;
  /** Lists and objects, and the names in them. */
  readonly parts: number;
}

/** More than any notebook of 8 MB has that a person made: its size is in texts and numbers. */
export const NOTEBOOK_BOUNDS: JsonBounds = { depth: 500, values: 2_000_000, parts: 600_000 };

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * The bound that `text` does not keep, in words, or null. Time is linear in the
 * text and no memory is spent; whether it is JSON at all is not looked at.
 */
export function beyondBounds(text: string, bounds: JsonBounds): string | null {
  let depth = 0;
  let values = 0;
  let parts = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth++;
        parts++;
        if (depth > bounds.depth) return `it is nested more than ${bounds.depth} deep`;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth--;
        break;
      case COLON:
        parts++;
        break;
      case COMMA:
        values++;
        break;
    }
    if (values > bounds.values) return `it has more than ${shown(bounds.values)} values`;
    if (parts > bounds.parts) return `it has more than ${shown(bounds.parts)} lists and names`;
  }
  return null;
}

const shown = (count: number): string => count.toLocaleString('en');

/** Where the string ends that begins at `from`; the end of the text when it does not. */
function endOfString(text: string, from: number): number {
  let end = from;
  for (;;) {
    end = text.indexOf('"', end + 1);
    if (end < 0) return text.length;
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
  }
}
