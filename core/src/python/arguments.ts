import { childrenOf, textOf, type SyntaxNode } from './syntax.ts';

export interface Argument {
  /** Name of a keyword argument, or null. */
  readonly name: string | null;
  /** `*` or `**` before the argument, or "". */
  readonly star: string;
  readonly from: number;
  readonly to: number;
  readonly value: SyntaxNode;
}

/** The arguments of a call, in text order. */
export function readArguments(argList: SyntaxNode, source: string): Argument[] {
  const found: Argument[] = [];
  let group: SyntaxNode[] = [];
  const push = (): void => {
    const first = group[0];
    const last = group.at(-1);
    if (first && last) {
      const star = /^\*+$/.test(first.name) ? first.name : '';
      const isKeyword = group[1]?.name === 'AssignOp';
      found.push({
        name: isKeyword ? textOf(source, first) : null,
        star,
        from: first.from,
        to: last.to,
        value: isKeyword ? (group[2] ?? last) : star ? (group[1] ?? last) : first,
      });
    }
    group = [];
  };
  for (const child of childrenOf(argList)) {
    if (child.name === ',') push();
    else if (child.name !== '(' && child.name !== ')' && child.name !== 'Comment')
      group.push(child);
  }
  push();
  return found;
}
