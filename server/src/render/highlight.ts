import { classHighlighter, highlightCode } from '@lezer/highlight';
import { parser } from '@lezer/python';
import { escapeForHtml } from '../html.ts';

/**
 * Colours for Python by Lezer, whose time is in proportion to the text. What is
 * hardly Python costs it a hundred times as much as what is, so a page has a
 * budget of time; code that comes after it is shown without colours.
 */
export interface Highlighter {
  /** HTML of the code, escaped, in spans of the classes `tok-…`. */
  python(code: string): string;
}

/** How many steps go by between two looks at the clock. */
const STEPS = 64;
/** Every sign of "1+1+…" gets a span of thirty. */
const MAX_COLOURED = 250_000;

/** @param budget milliseconds for everything this highlighter is given */
export function createHighlighter(budget: number): Highlighter {
  let left = budget;
  let characters = MAX_COLOURED;
  return {
    python(code) {
      characters -= code.length;
      if (characters < 0) return escapeForHtml(code);
      const started = performance.now();
      try {
        return coloured(code, started + left);
      } finally {
        left -= performance.now() - started;
      }
    },
  };
}

function coloured(code: string, deadline: number): string {
  const parse = parser.startParse(code);
  let tree = null;
  for (let step = 0; tree === null; step++) {
    if (step % STEPS === 0 && performance.now() > deadline) return escapeForHtml(code);
    tree = parse.advance();
  }
  const parts: string[] = [];
  highlightCode(
    code,
    tree,
    classHighlighter,
    (text, classes) => {
      parts.push(
        classes ? `<span class="${classes}">${escapeForHtml(text)}</span>` : escapeForHtml(text),
      );
    },
    () => parts.push('\n'),
  );
  return parts.join('');
}
