/** Where a reader of Python stands between two lines. */
export interface LineState {
  /** Open brackets. */
  readonly depth: number;
  /** The quote of an open triple-quoted string, or null. */
  readonly triple: string | null;
}

export const AT_START: LineState = { depth: 0, triple: null };

/** True between statements, where a prompt, a magic or output may stand. */
export const isFresh = (state: LineState): boolean => state.depth === 0 && state.triple === null;

/** Follow brackets and strings through one line. Strings with one quote end with the line. */
export function follow(state: LineState, line: string): LineState {
  let { depth, triple } = state;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? '';
    if (triple) {
      if (line.startsWith(triple, at)) {
        at += 2;
        triple = null;
      } else if (character === '\\') at += 1;
      continue;
    }
    if (character === '#') break;
    if (character === '"' || character === "'") {
      const three = character.repeat(3);
      if (line.startsWith(three, at)) {
        triple = three;
        at += 2;
        continue;
      }
      let end = at + 1;
      while (end < line.length && line[end] !== character) end += line[end] === '\\' ? 2 : 1;
      at = end;
    } else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
  }
  return { depth, triple };
}
