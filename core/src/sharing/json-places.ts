/**
 * Places of values in the text of a JSON document, so that one of them can be
 * changed and every other byte stays. The text must be JSON (`JSON.parse` has
 * taken it). Linear in its length, and without recursion.
 */

/** From `start` up to, not including, `end`. */
export interface JsonPlace {
  readonly start: number;
  readonly end: number;
}

const BLANK = /\s*/y;
const ATOM = /[^\s,\]}]*/y;
const [QUOTE, BRACKET, BRACE] = [0x22, 0x5b, 0x7b];

/** Where the match of `pattern` at `at` ends. */
function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}

/** End of the string that begins at `at`. */
function stringEnd(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

/** End of the value that begins at `at`. */
function valueEnd(text: string, at: number): number {
  if (text[at] === '"') return stringEnd(text, at);
  if (text[at] !== '{' && text[at] !== '[') return past(ATOM, text, at);
  let depth = 0;
  for (let now = at; now < text.length; now++) {
    const sign = text.charCodeAt(now);
    if (sign === QUOTE) now = stringEnd(text, now) - 1;
    else if (sign === BRACKET || sign === BRACE) depth++;
    // Closing signs stand two places after the ones that open.
    else if (sign === BRACKET + 2 || sign === BRACE + 2) {
      depth--;
      if (depth === 0) return now + 1;
    }
  }
  return text.length;
}

/** The value that stands at or after `from`. */
export function valueAt(text: string, from = 0): JsonPlace {
  const start = past(BLANK, text, from);
  return { start, end: valueEnd(text, start) };
}

/** The value of a member of the object at `place`; of two with one name the last, as `JSON.parse` has it. */
export function memberOf(text: string, place: JsonPlace, name: string): JsonPlace | null {
  if (text[place.start] !== '{') return null;
  let found: JsonPlace | null = null;
  for (let now = past(BLANK, text, place.start + 1); text[now] === '"';) {
    const keyEnd = stringEnd(text, now);
    const isIt = JSON.parse(text.slice(now, keyEnd)) === name;
    const value = valueAt(text, past(BLANK, text, keyEnd) + 1);
    if (isIt) found = value;
    now = next(text, value.end);
  }
  return found;
}

/** The elements of the array at `place`. */
export function* elementsOf(text: string, place: JsonPlace): Generator<JsonPlace> {
  if (text[place.start] !== '[') return;
  let now = past(BLANK, text, place.start + 1);
  while (now < place.end - 1) {
    const value = valueAt(text, now);
    yield value;
    now = next(text, value.end);
  }
}

/** Past the comma and the blanks after a value; at the closing bracket when there is none. */
function next(text: string, end: number): number {
  const at = past(BLANK, text, end);
  return text[at] === ',' ? past(BLANK, text, at + 1) : at;
}
