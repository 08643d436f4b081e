import { childrenOf, textOf, type SyntaxNode } from './syntax.ts';

/** A name an import statement binds: `from MODULE import NAME as bound`. */
export interface Imported {
  readonly module: string;
  /** Null for `import MODULE`. */
  readonly name: string | null;
  readonly bound: string;
  readonly node: SyntaxNode;
  readonly statement: SyntaxNode;
}

/** The names that one import statement binds, in text order. */
export function readImports(statement: SyntaxNode, source: string): Imported[] {
  const children = childrenOf(statement);
  const isFrom = children[0]?.name === 'from';
  const at = children.findIndex((child) => child.name === 'import');
  const module = children
    .slice(1, Math.max(at, 0))
    .map((child) => textOf(source, child))
    .join('');
  const found: Imported[] = [];
  let group: SyntaxNode[] = [];
  let alias: SyntaxNode | null = null;
  const push = (): void => {
    const first = group[0];
    if (first) {
      const dotted = group.map((node) => textOf(source, node)).join('');
      const bound = alias ? textOf(source, alias) : isFrom ? dotted : textOf(source, first);
      found.push(
        isFrom
          ? { module, name: dotted, bound, node: first, statement }
          : { module: dotted, name: null, bound, node: first, statement },
      );
    }
    group = [];
    alias = null;
  };
  let renaming = false;
  for (const child of children.slice(at + 1)) {
    if (child.name === ',') {
      push();
      renaming = false;
    } else if (child.name === 'as') renaming = true;
    else if (child.name === 'VariableName' || child.name === '.' || child.name === '*') {
      if (renaming) alias = child;
      else group.push(child);
    }
  }
  push();
  return found;
}
