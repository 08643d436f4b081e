import { toString } from 'mdast-util-to-string';
import type { Code, Nodes } from 'mdast';
import { closeOpenFence, openingFence, type CardLine } from './fences.ts';
import { codeInHtml } from './html.ts';
import { parseBlocks, plainText } from './markdown.ts';

/** A piece of code as the page has it, before anyone asks whether it is Python. */
export interface Block {
  /** Info string of the fence: language and what follows it. Empty when there is none. */
  readonly info: string;
  readonly text: string;
  readonly form: 'fenced' | 'indented' | 'html';
  /** 1-based line of the first line of code in the card. */
  readonly line: number;
  readonly headings: readonly string[];
  /** Markdown of the paragraph right before it, or "". */
  readonly lead: string;
}

export interface Page {
  readonly blocks: readonly Block[];
  /** Markdown of paragraphs and list items in page order, with their headings. */
  readonly prose: readonly { readonly text: string; readonly headings: readonly string[] }[];
}

/** Repairs after which a page is taken as it is. */
const MAX_REPAIRS = 12;

class Walk {
  readonly blocks: Block[] = [];
  readonly prose: { text: string; headings: readonly string[] }[] = [];
  private readonly path: { depth: number; text: string }[] = [];
  private lead = '';
  private readonly lines: readonly CardLine[];

  constructor(lines: readonly CardLine[]) {
    this.lines = lines;
  }

  visit(node: Nodes): void {
    switch (node.type) {
      case 'heading': {
        while ((this.path.at(-1)?.depth ?? 0) >= node.depth) this.path.pop();
        this.path.push({ depth: node.depth, text: plainText(toString(node)) });
        this.lead = '';
        break;
      }
      case 'paragraph': {
        const text = toString(node).replace(/\s+/g, ' ').trim();
        this.lead = text;
        if (text) this.prose.push({ text, headings: this.headings() });
        break;
      }
      case 'code':
        this.code(node);
        break;
      case 'html':
        this.html(node.value, node.position?.start.line ?? 1);
        break;
      default:
        if ('children' in node) for (const child of node.children) this.visit(child);
    }
  }

  private headings(): string[] {
    return this.path.map((heading) => heading.text);
  }

  private lineOf(line: number): number {
    return this.lines[line - 1]?.number ?? line;
  }

  private code(node: Code): void {
    const fenced = openingFence(this.lines, node) !== null;
    const start = node.position?.start.line ?? 1;
    this.blocks.push({
      info: [node.lang, node.meta].filter(Boolean).join(' '),
      text: node.value,
      form: fenced ? 'fenced' : 'indented',
      line: this.lineOf(fenced ? start + 1 : start),
      headings: this.headings(),
      lead: this.lead,
    });
    this.lead = '';
  }

  private html(html: string, start: number): void {
    for (const found of codeInHtml(html)) {
      this.blocks.push({
        info: found.info,
        text: found.text,
        form: 'html',
        line: this.lineOf(start + found.line),
        headings: this.headings(),
        lead: this.lead,
      });
    }
  }
}

/** Parse the Markdown of a card into blocks of code and prose. */
export function readPage(body: readonly CardLine[]): Page {
  let lines = body;
  let root = parseBlocks(lines);
  for (let count = 0; count < MAX_REPAIRS; count += 1) {
    const repaired = closeOpenFence(lines, root);
    if (!repaired) break;
    lines = repaired;
    root = parseBlocks(lines);
  }
  const walk = new Walk(lines);
  walk.visit(root);
  return { blocks: walk.blocks, prose: walk.prose };
}
