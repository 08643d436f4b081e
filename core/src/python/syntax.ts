import { parser } from '@lezer/python';
import type { PartialParse, SyntaxNode, Tree } from '@lezer/common';
import { remember } from './remember.ts';

/**
 * Steps of the parser that may recover from errors in one text. Each copies all
 * that is open at that place, so that a text of nothing but errors, nested ever
 * deeper, would take time in proportion to its square.
 */
const MOST_RECOVERY = 1000;

/**
 * Parse Python for positions. Errors are recovered from, with error nodes where
 * they are: ask Ruff whether source is valid. A text with hundreds of errors is
 * read as far as MOST_RECOVERY goes, so its tree may be shorter than the text.
 */
export const parsePython: (source: string) => Tree = remember((source) => {
  // Lezer keeps this to itself: more than 0 while it recovers. A test holds it to that.
  const parse: PartialParse & { readonly recovering?: number } = parser.startParse(source);
  for (let recovery = 0; ;) {
    const tree = parse.advance();
    if (tree) return tree;
    if (parse.recovering) recovery++;
    if (recovery > MOST_RECOVERY && parse.stoppedAt === null) parse.stopAt(parse.parsedPos);
  }
});

/** True where nodes of a tree stand in one another more than `most` deep. Linear in the tree. */
export function isDeeper(tree: Tree, most: number): boolean {
  let depth = 0;
  let deepest = 0;
  tree.iterate({
    enter: () => {
      depth += 1;
      if (depth > deepest) deepest = depth;
      return deepest <= most;
    },
    leave: () => {
      depth -= 1;
    },
  });
  return deepest > most;
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
