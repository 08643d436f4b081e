import type { Code, Nodes, Root } from 'mdast';

/** A line of the card's body with the number it has in the card. */
export interface CardLine {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
}

interface Fence {
  readonly prefix: string;
  readonly mark: string;
}

/** The opening fence of a code node, or null when the code is indented. */
export function openingFence(lines: readonly CardLine[], node: Code): Fence | null {
  const at = node.position?.start;
  if (!at) return null;
  const text = lines[at.line - 1]?.text ?? '';
  const mark = /^(`{3,}|~{3,})/.exec(text.slice(at.column - 1))?.[1];
  return mark ? { prefix: text.slice(0, at.column - 1), mark } : null;
}

const isClosing = (line: string, mark: string): boolean => {
  const text = line.replace(/^[\s>]*/, '').trimEnd();
  return text.length >= mark.length && text === (mark[0] ?? '`').repeat(text.length);
};

const HEADING = /^#{1,6}\s+\p{Lu}/u;
const PROSE =
  /^(?:\p{Lu}[\p{L}'’-]*(?:[ ,]+[\p{L}\d`*_'’"“”().-]+){3,}|[*-]\s+\S|\|.*\||!\[|<[a-z]+[ >])/u;

/** Where text begins that somebody meant to stand after the code. */
function proseLine(lines: readonly CardLine[], from: number, to: number): number | null {
  for (let at = from + 1; at < to; at += 1) {
    const before = lines[at - 1]?.text.trim() ?? '';
    const text = lines[at]?.text.trim() ?? '';
    if (before === '' && (HEADING.test(text) || PROSE.test(text)) && !/^\w+\s*[=(]/.test(text))
      return at;
  }
  return null;
}

interface Repair {
  /** 0-based line before which a closing fence is missing. */
  readonly at: number;
  readonly fence: Fence;
  /** Replacement for the line before, when code and fence share a line. */
  readonly code?: string;
}

function repairOf(lines: readonly CardLine[], node: Code): Repair | null {
  const fence = openingFence(lines, node);
  const position = node.position;
  if (!fence || !position) return null;
  const first = position.start.line;
  const last = Math.min(position.end.line, lines.length);
  const closed = last > first && isClosing(lines[last - 1]?.text ?? '', fence.mark);
  const inner = new RegExp(`^[\\s>]*${fence.mark}\\s*[A-Za-z][\\w+-]*\\s*$`);
  let limit: number | null = null;
  for (let at = first; at < last - (closed ? 1 : 0); at += 1) {
    const text = lines[at]?.text ?? '';
    if (text.endsWith(fence.mark) && !isClosing(text, fence.mark) && !inner.test(text) && !closed) {
      return { at: at + 1, fence, code: text.slice(0, -fence.mark.length) };
    }
    if (inner.test(text)) {
      limit = at;
      break;
    }
  }
  if (closed && limit === null) return null;
  const at = proseLine(lines, first, limit ?? last) ?? limit;
  return at === null ? null : { at, fence };
}

function* codeNodes(node: Nodes): Generator<Code> {
  if (node.type === 'code') yield node;
  else if ('children' in node) for (const child of node.children) yield* codeNodes(child);
}

/**
 * Close the first fence that was left open (Markdown would read the rest of the
 * page as code). Null when there is nothing to repair.
 */
export function closeOpenFence(lines: readonly CardLine[], root: Root): CardLine[] | null {
  for (const node of codeNodes(root)) {
    const repair = repairOf(lines, node);
    if (!repair) continue;
    const { at, fence, code } = repair;
    const number = lines[at - 1]?.number ?? 1;
    const before = lines.slice(0, at);
    if (code !== undefined) before[at - 1] = { text: code, number };
    const closing = { text: fence.prefix + fence.mark, number };
    return [...before, closing, ...lines.slice(at)];
  }
  return null;
}
