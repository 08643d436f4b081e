import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import type { Root } from 'mdast';
import type { CardLine } from './fences.ts';

/**
 * What Markdown allows inside a line. Blocks are read without it: it is half of
 * the parser's time, and few paragraphs are ever looked at.
 */
const INLINE = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
];
const BLOCKS_ONLY = { extensions: [{ disable: { null: INLINE } }] };

/** Rows of a table from which on they are left out of parsing: no code stands in them. */
const LONG_TABLE = 4;

function withoutTables(lines: readonly CardLine[]): string[] {
  const text = lines.map((line) => line.text);
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (/^\s*\|/.test(text[at] ?? '')) continue;
    if (at - start >= LONG_TABLE) text.fill('', start, at);
    start = at + 1;
  }
  return text;
}

/** Underlined headings, or rules, of one card: the parser's time grows with the square of their number. */
const MOST_UNDERLINES = 300;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;
/** Quotes and lists one in another at the start of a line; the tree of thousands cannot be walked. */
const DEEP = /^(?:\s*(?:>|[-*+]\s|\d{1,9}[.)]\s)){50}/;

/** What no author writes and no parser can stand is read as empty lines. */
function withoutExcess(lines: readonly string[]): string[] {
  let underlines = 0;
  return lines.map((line) => {
    if (DEEP.test(line)) return '';
    return UNDERLINE.test(line) && ++underlines > MOST_UNDERLINES ? '' : line;
  });
}

/** Block structure of Markdown; text of paragraphs and headings stays as written. */
export const parseBlocks = (lines: readonly CardLine[]): Root =>
  fromMarkdown(withoutExcess(withoutTables(lines)).join('\n'), BLOCKS_ONLY);

/** Longer paragraphs stay as they are written: brackets cost the parser the square of their number. */
const MOST_INLINE = 8_000;

/** Plain text of one paragraph or heading: no marks, images or tags. */
export function plainText(markdown: string): string {
  const text =
    markdown.length <= MOST_INLINE && /[*_`<[\\&!]/.test(markdown)
      ? toString(fromMarkdown(markdown), { includeImageAlt: false, includeHtml: false })
      : markdown;
  return text.replace(/\s+/g, ' ').trim();
}
