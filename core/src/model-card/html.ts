export interface HtmlCode {
  readonly info: string;
  readonly text: string;
  /** Lines between the start of the HTML and the first line of code. */
  readonly line: number;
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,6}));/gi, (all, dec, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? all;
    const code = typeof dec === 'string' ? Number(dec) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** Lines before ever later places of a text, counted once. */
function lineCounter(text: string): (offset: number) => number {
  let lines = 0;
  let counted = 0;
  return (offset) => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < offset;) {
      lines++;
      counted = at + 1;
      at = text.indexOf('\n', counted);
    }
    return lines;
  };
}

/**
 * Code that stands in raw HTML: `<pre>` elements, and fences that touch a tag
 * (`<details>` with no blank line), which Markdown leaves unread. Comments are
 * not read. What never ends is looked for once: time is linear in the text.
 */
export function codeInHtml(html: string): HtmlCode[] {
  if (!/<pre|```|~~~/i.test(html)) return [];
  const visible = withoutHidden(html);
  return [...preformatted(visible), ...fenced(visible)].sort((a, b) => a.line - b.line);
}

/** In lower case as far as tags go: every place stays where it is. */
const lowered = (html: string): string => html.replace(/[A-Z]/g, (sign) => sign.toLowerCase());

const blank = (part: string): string => part.replace(/[^\n]/g, ' ');

/** Comments, styles and scripts are blanked, not cut, so that positions stay true. */
function withoutHidden(html: string): string {
  const lower = lowered(html);
  const endless = new Set<string>();
  const parts: string[] = [];
  let done = 0;
  for (const match of html.matchAll(/<!--|<(?:style|script)\b/gi)) {
    if (match.index < done) continue;
    const close = CLOSES[match[0].toLowerCase()] ?? '-->';
    if (endless.has(close)) continue;
    const found = lower.indexOf(close, match.index + match[0].length);
    if (found < 0) endless.add(close);
    // A comment that never ends hides the rest; an element that never ends is none.
    if (found < 0 && close !== '-->') continue;
    const end = found < 0 ? html.length : found + close.length;
    parts.push(html.slice(done, match.index), blank(html.slice(match.index, end)));
    done = end;
  }
  return parts.join('') + html.slice(done);
}

const CLOSES: Readonly<Record<string, string>> = { '<style': '</style>', '<script': '</script>' };

function preformatted(visible: string): HtmlCode[] {
  const lower = lowered(visible);
  const lineOf = lineCounter(visible);
  const found: HtmlCode[] = [];
  let done = 0;
  for (const match of visible.matchAll(/<pre\b/gi)) {
    if (match.index < done) continue;
    const open = visible.indexOf('>', match.index);
    const close = open < 0 ? -1 : lower.indexOf('</pre>', open);
    if (close < 0) break;
    done = close + '</pre>'.length;
    const inner = visible.slice(open + 1, close);
    const attributes = `${visible.slice(match.index + '<pre'.length, open)} ${/^\s*<code\b([^>]*)>/i.exec(inner)?.[1] ?? ''}`;
    const info = /(?:lang(?:uage)?[-=]"?)(\w+)/i.exec(attributes)?.[1] ?? '';
    const text = decode(inner.replace(/<br\s*\/?>/gi, '\n').replace(/<\/?[a-z][^<>]*>/gi, ''));
    found.push({ info, text, line: lineOf(match.index) });
  }
  return found;
}

function fenced(visible: string): HtmlCode[] {
  const lines = visible.split('\n');
  /** The lines that can close a fence of these signs, from the last to the first. */
  const closing = new Map<string, number[]>();
  for (let at = lines.length - 1; at >= 0; at--) {
    const signs = /^[ \t]*(`{3,}|~{3,})[ \t]*$/.exec(lines[at] ?? '')?.[1];
    if (signs === undefined) continue;
    const known = closing.get(signs);
    if (known) known.push(at);
    else closing.set(signs, [at]);
  }
  const found: HtmlCode[] = [];
  for (let at = 0; at < lines.length; at++) {
    const open = /^[ \t]*(`{3,}|~{3,}(?!~))([^`]*)$/.exec(lines[at] ?? '');
    const ends = closing.get(open?.[1] ?? '') ?? [];
    while ((ends.at(-1) ?? Infinity) <= at) ends.pop();
    const end = ends.at(-1);
    if (open === null || end === undefined) continue;
    const text = lines
      .slice(at + 1, end)
      .map((line) => `${line}\n`)
      .join('');
    found.push({ info: (open[2] ?? '').trim(), text, line: at + 1 });
    at = end;
  }
  return found;
}
