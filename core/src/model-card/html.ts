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

const linesBefore = (text: string, offset: number): number =>
  text.slice(0, offset).split('\n').length - 1;

/**
 * Code that stands in raw HTML: `<pre>` elements, and fences that touch a tag
 * (`<details>` with no blank line), which Markdown leaves unread. Comments are
 * not read.
 */
export function codeInHtml(html: string): HtmlCode[] {
  if (!/<pre|```|~~~/i.test(html)) return [];
  // Comments, styles and scripts are blanked, not cut, so that positions stay true.
  const visible = html.replace(/<!--[\s\S]*?(?:-->|$)|<(style|script)\b[\s\S]*?<\/\1>/gi, (part) =>
    part.replace(/[^\n]/g, ' '),
  );
  const found: HtmlCode[] = [];
  for (const match of visible.matchAll(/<pre\b([^>]*)>([\s\S]*?)<\/pre>/gi)) {
    const attributes = `${match[1] ?? ''} ${/^\s*<code\b([^>]*)>/i.exec(match[2] ?? '')?.[1] ?? ''}`;
    const info = /(?:lang(?:uage)?[-=]"?)(\w+)/i.exec(attributes)?.[1] ?? '';
    const text = decode(
      (match[2] ?? '').replace(/<br\s*\/?>/gi, '\n').replace(/<\/?[a-z][^>]*>/gi, ''),
    );
    found.push({ info, text, line: linesBefore(visible, match.index) });
  }
  for (const match of visible.matchAll(
    /^[ \t]*(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)^[ \t]*\1[ \t]*$/gm,
  )) {
    found.push({
      info: (match[2] ?? '').trim(),
      text: match[3] ?? '',
      line: linesBefore(visible, match.index) + 1,
    });
  }
  return found.sort((a, b) => a.line - b.line);
}
