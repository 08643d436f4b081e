import { BUILTINS } from './builtins.ts';
import { childrenOf, parsePython, textOf, type SyntaxNode, type Tree } from './syntax.ts';

export interface ModuleNames {
  /** Names bound at module level: assignments, imports, definitions, loop variables. */
  readonly defined: ReadonlySet<string>;
  /** Names read before the module binds them, and not built in. */
  readonly needed: ReadonlySet<string>;
}

interface Scope {
  readonly names: Set<string>;
  readonly parent: Scope | null;
}

const COMPREHENSION = /Comprehension(?:Expression)?$/;
const COLLECTION = /^(?:Tuple|Array|Parenthesized)Expression$/;

/** Which names a piece of Python defines and needs, by one walk over its tree. */
class NameWalk {
  readonly module: Scope = { names: new Set(), parent: null };
  readonly needed = new Set<string>();
  /** Names read inside functions: they need only exist when the module is done. */
  private readonly later = new Set<string>();
  private readonly source: string;
  private functions = 0;

  constructor(source: string) {
    this.source = source;
  }

  finish(): void {
    for (const name of this.later) if (!this.module.names.has(name)) this.needed.add(name);
  }

  visit(node: SyntaxNode, scope: Scope): void {
    if (node.name === 'VariableName') return this.read(node, scope);
    const children = childrenOf(node);
    switch (node.name) {
      case 'ScopeStatement':
        return;
      case 'ImportStatement':
        return this.imports(children, scope);
      case 'AssignStatement':
        return this.assign(children, scope);
      case 'NamedExpression': {
        this.each(children.slice(2), scope);
        const target = children[0];
        return target && this.bind(target, scope);
      }
      case 'ForStatement':
      case 'WithStatement':
      case 'TryStatement':
        return this.compound(children, scope);
      case 'FunctionDefinition':
      case 'LambdaExpression':
        return this.callable(children, scope);
      case 'ClassDefinition':
        return this.classDefinition(children, scope);
      case 'ArgList':
        return this.each(
          children.filter(
            (child, at) => child.name !== 'VariableName' || children[at + 1]?.name !== 'AssignOp',
          ),
          scope,
        );
      default:
        if (COMPREHENSION.test(node.name)) this.comprehension(children, scope);
        else this.each(children, scope);
    }
  }

  private each(nodes: readonly SyntaxNode[], scope: Scope): void {
    for (const node of nodes) this.visit(node, scope);
  }

  private read(node: SyntaxNode, scope: Scope): void {
    const name = textOf(this.source, node);
    for (let at: Scope | null = scope; at; at = at.parent) if (at.names.has(name)) return;
    if (BUILTINS.has(name)) return;
    if (this.functions > 0) this.later.add(name);
    else this.needed.add(name);
  }

  /** Bind the names of an assignment target; subscripts and attributes are reads. */
  private bind(node: SyntaxNode, scope: Scope): void {
    if (node.name === 'VariableName') scope.names.add(textOf(this.source, node));
    else if (COLLECTION.test(node.name))
      for (const child of childrenOf(node)) this.bind(child, scope);
    else this.visit(node, scope);
  }

  private imports(children: readonly SyntaxNode[], scope: Scope): void {
    const isFrom = children[0]?.name === 'from';
    let group: SyntaxNode[] = [];
    let renamed = false;
    const bindGroup = (): void => {
      // `import a.b` binds a; `import a.b as c` and `from a import c` bind c.
      const bound = isFrom || renamed ? group.at(-1) : group[0];
      if (bound) this.bind(bound, scope);
      group = [];
      renamed = false;
    };
    const start = children.findIndex((child) => child.name === 'import') + 1;
    for (const child of children.slice(start)) {
      if (child.name === 'VariableName') group.push(child);
      else if (child.name === 'as') renamed = true;
      else if (child.name === ',') bindGroup();
    }
    bindGroup();
  }

  private assign(children: readonly SyntaxNode[], scope: Scope): void {
    const last = children.findLastIndex((child) => child.name === 'AssignOp');
    if (last >= 0) this.each(children.slice(last + 1), scope);
    for (const child of last < 0 ? children : children.slice(0, last)) {
      if (child.name === 'TypeDef') this.visit(child, scope);
      else if (child.name !== 'AssignOp') this.bind(child, scope);
    }
  }

  /** `for TARGETS in …`, `with … as TARGET`, `except … as NAME`: targets bind, the rest is read. */
  private compound(children: readonly SyntaxNode[], scope: Scope): void {
    let mode: 'read' | 'for' | 'as' = 'read';
    const targets: SyntaxNode[] = [];
    for (const child of children) {
      if (child.name === 'for' || child.name === 'as') mode = child.name;
      else if (child.name === 'in') mode = 'read';
      else if (mode === 'for') targets.push(child);
      else if (mode === 'as') {
        this.bind(child, scope);
        mode = 'read';
      } else {
        if (child.name === 'Body') for (const target of targets.splice(0)) this.bind(target, scope);
        this.visit(child, scope);
      }
    }
  }

  private callable(children: readonly SyntaxNode[], scope: Scope): void {
    const name = children.find(
      (child) => child.name === 'VariableName' && child.prevSibling?.name === 'def',
    );
    if (name) this.bind(name, scope);
    const inner: Scope = { names: new Set(), parent: scope };
    const parameters = children.find((child) => child.name === 'ParamList');
    const parts = parameters ? childrenOf(parameters) : [];
    parts.forEach((part, at) => {
      const isDefault = parts[at - 1]?.name === 'AssignOp';
      if (part.name === 'VariableName' && !isDefault) this.bind(part, inner);
      else this.visit(part, scope);
    });
    for (const child of children) {
      if (child === name || child === parameters) continue;
      if (child.name === 'TypeDef') {
        this.visit(child, scope);
        continue;
      }
      this.functions += 1;
      if (child.name === 'Body') this.bindLocals(child, inner);
      this.visit(child, inner);
      this.functions -= 1;
    }
  }

  private classDefinition(children: readonly SyntaxNode[], scope: Scope): void {
    const name = children.find((child) => child.name === 'VariableName');
    for (const child of children) {
      if (child.name === 'Body') this.visit(child, { names: new Set(), parent: scope });
      else if (child !== name) this.visit(child, scope);
    }
    if (name) this.bind(name, scope);
  }

  /** Names assigned anywhere in a function body are its own, wherever they are read. */
  private bindLocals(body: SyntaxNode, scope: Scope): void {
    const visit = (node: SyntaxNode): void => {
      if (node.name === 'AssignStatement' || node.name === 'ForStatement') {
        for (const child of childrenOf(node)) {
          if (child.name === 'AssignOp' || child.name === 'in') break;
          if (child.name === 'VariableName') scope.names.add(textOf(this.source, child));
        }
      }
      for (const child of childrenOf(node)) if (/Statement$|^Body$/.test(child.name)) visit(child);
    };
    visit(body);
  }

  private comprehension(children: readonly SyntaxNode[], scope: Scope): void {
    const inner: Scope = { names: new Set(), parent: scope };
    const rest: SyntaxNode[] = [];
    let binding = false;
    for (const child of children) {
      if (child.name === 'for') binding = true;
      else if (child.name === 'in') binding = false;
      else if (binding) this.bind(child, inner);
      else rest.push(child);
    }
    this.each(rest, inner);
  }
}

/** Names a module defines, and names it needs from elsewhere. */
export function namesOf(source: string, tree: Tree = parsePython(source)): ModuleNames {
  const walk = new NameWalk(source);
  walk.visit(tree.topNode, walk.module);
  walk.finish();
  return { defined: walk.module.names, needed: walk.needed };
}
