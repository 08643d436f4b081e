import { parser } from '@lezer/python';
import type { SyntaxNode, Tree } from '@lezer/common';

/** One notebook asks for the tree of a cell several times, and many notebooks share cells. */
const KEPT = 256;
const trees = new Map<string, Tree>();

/** Parse Python for positions. Lezer recovers from errors: ask Ruff whether source is valid. */
export function parsePython(source: string): Tree {
  const known = trees.get(source);
  if (known) return known;
  const tree = parser.parse(source);
  const oldest = trees.size >= KEPT ? trees.keys().next().value : undefined;
  if (oldest !== undefined) trees.delete(oldest);
  trees.set(source, tree);
  return tree;
}

export type { SyntaxNode, Tree };

export const textOf = (source: string, node: { from: number; to: number }): string =>
  source.slice(node.from, node.to);

/** Direct children of a node, in order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
