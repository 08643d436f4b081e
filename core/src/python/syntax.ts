import { parser } from '@lezer/python';
import type { SyntaxNode, Tree } from '@lezer/common';
import { remember } from './remember.ts';

/** Parse Python for positions. Lezer recovers from errors: ask Ruff whether source is valid. */
export const parsePython: (source: string) => Tree = remember((source) => parser.parse(source));

export type { SyntaxNode, Tree };

export const textOf = (source: string, node: { from: number; to: number }): string =>
  source.slice(node.from, node.to);

/** Direct children of a node, in order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
