import { parsePython, type SyntaxNode } from './syntax.ts';

/** Is this VariableName the name of a keyword argument, `f(name=1)`? */
function isKeyword(node: SyntaxNode): boolean {
  return node.parent?.name === 'ArgList' && node.nextSibling?.name === 'AssignOp';
}

/** Names a module binds at its top level: assignments, imports, functions, classes, loops, `with`. */
export function boundNames(source: string): string[] {
  const names = new Set<string>();
  const add = (node: SyntaxNode) => names.add(source.slice(node.from, node.to));
  const targets = (node: SyntaxNode | null, stop: (node: SyntaxNode) => boolean) => {
    for (let child = node; child && !stop(child); child = child.nextSibling) {
      if (child.name === 'VariableName') add(child);
      else if (/^(Tuple|Array|Parenthesized)Expression$/.test(child.name)) {
        targets(child.firstChild, () => false);
      }
    }
  };
  const visit = (node: SyntaxNode) => {
    switch (node.name) {
      case 'AssignStatement': {
        const last = node.getChildren('AssignOp').at(-1);
        targets(node.firstChild, (child) => last !== undefined && child.from >= last.from);
        return;
      }
      case 'UpdateStatement':
        targets(node.firstChild, (child) => child.name === 'UpdateOp');
        return;
      case 'ForStatement':
        targets(node.firstChild, (child) => child.name === 'in');
        break;
      case 'ImportStatement': {
        const importAt = node.getChild('import')?.to ?? node.from;
        for (let child = node.firstChild; child; child = child.nextSibling) {
          if (child.name !== 'VariableName' || child.from < importAt) continue;
          if (child.nextSibling?.name === 'as') continue;
          if (child.prevSibling?.name === '.') continue;
          add(child);
        }
        return;
      }
      case 'FunctionDefinition':
      case 'ClassDefinition': {
        const name = node.getChild('VariableName');
        if (name) add(name);
        return;
      }
      case 'WithStatement':
        for (const word of node.getChildren('as')) {
          if (word.nextSibling?.name === 'VariableName') add(word.nextSibling);
        }
        break;
      case 'LambdaExpression':
        return;
    }
    for (let child = node.firstChild; child; child = child.nextSibling) visit(child);
  };
  visit(parsePython(source).topNode);
  return [...names];
}

/** Rename variables wherever they stand (not attributes, not keyword arguments, not strings). */
export function renameVariables(source: string, names: ReadonlyMap<string, string>): string {
  if (names.size === 0) return source;
  const edits: { from: number; to: number; text: string }[] = [];
  const imported = new Set<string>();
  parsePython(source).iterate({
    enter: (ref) => {
      const { node } = ref;
      if (node.name !== 'VariableName') return;
      const old = source.slice(node.from, node.to);
      const text = names.get(old);
      if (text === undefined || isKeyword(node)) return;
      if (node.parent?.name === 'ImportStatement') {
        // `from x import model` keeps its name: the same import gives the same thing.
        imported.add(old);
        return;
      }
      edits.push({ from: node.from, to: node.to, text });
    },
  });
  let result = '';
  let at = 0;
  for (const edit of edits) {
    if (imported.has(source.slice(edit.from, edit.to))) continue;
    result += source.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + source.slice(at);
}
