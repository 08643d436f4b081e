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

/** Block structure of Markdown; text of paragraphs and headings stays as written. */
export const parseBlocks = (lines: readonly CardLine[]): Root =>
  fromMarkdown(withoutTables(lines).join('\n'), BLOCKS_ONLY);

/** Plain text of one paragraph or heading: no marks, images or tags. */
export function plainText(markdown: string): string {
  const text = /[*_`<[\\&!]/.test(markdown)
    ? toString(fromMarkdown(markdown), { includeImageAlt: false, includeHtml: false })
    : markdown;
  return text.replace(/\s+/g, ' ').trim();
}
