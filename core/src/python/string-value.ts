import { childrenOf, textOf, type SyntaxNode } from './syntax.ts';

/** The value of a plain string literal (no prefix but r/u/b-free, no formatting), or null. */
export function stringValue(source: string, node: SyntaxNode): string | null {
  if (node.name === 'ContinuedString') {
    const parts = childrenOf(node).map((child) => stringValue(source, child));
    return parts.every((part) => part !== null) ? parts.join('') : null;
  }
  if (node.name === 'ParenthesizedExpression') {
    const inner = node.firstChild?.nextSibling;
    return inner && inner.nextSibling?.name === ')' ? stringValue(source, inner) : null;
  }
  if (node.name !== 'String') return null;
  const text = textOf(source, node);
  const match = /^([rRuU]?)('''|"""|'|")([\s\S]*)\2$/.exec(text);
  if (!match) return null;
  const [, prefix = '', , body = ''] = match;
  return prefix.toLowerCase() === 'r' ? body : unescape(body);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

function unescape(body: string): string {
  return body.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([\s\S]))/g,
    (all: string, x?: string, u?: string, c?: string) => {
      const hex = x ?? u;
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return ESCAPES[c ?? ''] ?? all;
    },
  );
}
