import { BUILTINS } from './builtins.ts';
import { parsePython, textOf, type SyntaxNode, type Tree } from './syntax.ts';

/** A name that is read where it stands, and that the module does not bind itself. */
export interface FreeName {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Read inside a function: the name need only exist when the function is called. */
  readonly later: boolean;
}

export interface ModuleScope {
  /** Names bound at module level, wherever in the module. */
  readonly bound: ReadonlySet<string>;
  /** Reads of names that neither the module nor Python defines, in text order. */
  readonly free: readonly FreeName[];
  /** Every variable name that stands in the module, read or bound. */
  readonly mentioned: ReadonlySet<string>;
  /** True when names may come from somewhere nobody can see: `from x import *`, `exec(…)`. */
  readonly open: boolean;
  /** True when the source does not parse; names around the error may be missing. */
  readonly broken: boolean;
}

interface Scope {
  readonly names: Set<string>;
  readonly parent: Scope | null;
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  /** Names of `global` statements. */
  readonly globals: Set<string>;
}

const SCOPES: Readonly<Record<string, Scope['kind']>> = {
  FunctionDefinition: 'function',
  LambdaExpression: 'function',
  TypeDefinition: 'function',
  ClassDefinition: 'class',
  ArrayComprehensionExpression: 'comprehension',
  SetComprehensionExpression: 'comprehension',
  DictionaryComprehensionExpression: 'comprehension',
  ComprehensionExpression: 'comprehension',
};
const COLLECTION = /^(?:Tuple|Array|Parenthesized)Expression$/;
const LOOP = /^ForStatement$|ComprehensionExpression$|^ArgList$/;
/** Calls and magics after which the namespace holds what no reader of the text can know. */
const OPENS = /(?<![\w.])(?:exec|globals|locals|vars)\s*\(|\bget_ipython\s*\(/;

type Role = 'read' | 'bind' | 'bind-outside' | 'bind-function' | 'none';

const siblingBack = (node: SyntaxNode, names: readonly string[]): string | null => {
  for (let at = node.prevSibling; at; at = at.prevSibling)
    if (names.includes(at.name)) return at.name;
  return null;
};

/** What a name does where it stands. Python's grammar, read off the tree. */
function roleOf(source: string, node: SyntaxNode): Role {
  const parent = node.parent;
  const before = node.prevSibling?.name;
  const after = node.nextSibling;
  if (!parent || before === '.') return 'none';
  if (before === 'as') return 'bind';
  switch (parent.name) {
    case 'FunctionDefinition':
      return before === 'def' ? 'bind-outside' : 'read';
    case 'ClassDefinition':
      return before === 'class' ? 'bind-outside' : 'read';
    case 'TypeDefinition':
      return before === 'type' ? 'bind-outside' : 'read';
    case 'TypeParam':
    case 'CapturePattern':
      return 'bind';
    case 'KeywordPattern':
      return before === undefined ? 'none' : 'bind';
    case 'ParamList':
      return before === 'AssignOp' ? 'read' : 'bind';
    case 'NamedExpression':
      return before === undefined ? 'bind-function' : 'read';
    case 'ArgList':
      if (after?.name === 'AssignOp')
        return textOf(source, after) === ':=' ? 'bind-function' : 'none';
      break;
  }
  let top: SyntaxNode = node;
  while (top.parent && COLLECTION.test(top.parent.name)) top = top.parent;
  const statement = top.parent;
  if (statement?.name === 'AssignStatement') {
    for (let at = top.nextSibling; at; at = at.nextSibling)
      if (at.name === 'AssignOp' || at.name === 'TypeDef') return 'bind';
    return 'read';
  }
  if (statement && LOOP.test(statement.name))
    return siblingBack(top, ['for', 'in', 'if']) === 'for' ? 'bind' : 'read';
  return 'read';
}

class ScopeWalk {
  readonly module: Scope = scope('module', null);
  readonly reads: {
    readonly name: string;
    readonly from: number;
    readonly to: number;
    readonly scope: Scope;
  }[] = [];
  readonly mentioned = new Set<string>();
  open = false;
  broken = false;
  private readonly source: string;
  private at: Scope = this.module;

  constructor(source: string) {
    this.source = source;
    this.open = OPENS.test(source);
  }

  walk(tree: Tree): void {
    tree.iterate({
      enter: (ref) => {
        const { name } = ref;
        if (ref.type.isError) this.broken = true;
        else if (name === 'VariableName') this.variable(ref.node);
        else if (name === 'ImportStatement') {
          this.imports(ref.node);
          return false;
        } else if (name === 'ScopeStatement') {
          this.globals(ref.node);
          return false;
        } else if (this.kindOf(name, ref) !== undefined) {
          this.at = scope(this.kindOf(name, ref) ?? 'function', this.at);
        }
        return true;
      },
      leave: (ref) => {
        if (this.kindOf(ref.name, ref) !== undefined) this.at = this.at.parent ?? this.module;
      },
    });
  }

  private kindOf(name: string, ref: { readonly node: SyntaxNode }): Scope['kind'] | undefined {
    // A generator that is the only argument stands in the list of arguments itself.
    if (name === 'ArgList') return ref.node.getChild('for') ? 'comprehension' : undefined;
    return SCOPES[name];
  }

  private variable(node: SyntaxNode): void {
    const name = textOf(this.source, node);
    this.mentioned.add(name);
    const role = roleOf(this.source, node);
    if (role === 'bind') this.bind(name, this.at);
    else if (role === 'bind-outside') this.bind(name, this.at.parent ?? this.module);
    else if (role === 'bind-function') {
      let at = this.at;
      while (at.kind === 'comprehension' && at.parent) at = at.parent;
      this.bind(name, at);
    } else if (role === 'read')
      this.reads.push({ name, from: node.from, to: node.to, scope: this.at });
  }

  private bind(name: string, at: Scope): void {
    (at.globals.has(name) ? this.module : at).names.add(name);
  }

  private globals(node: SyntaxNode): void {
    if (node.firstChild?.name !== 'global') return;
    for (const child of node.getChildren('VariableName')) {
      const name = textOf(this.source, child);
      this.mentioned.add(name);
      this.at.globals.add(name);
      // The declaration says that the module has it.
      this.module.names.add(name);
    }
  }

  private imports(node: SyntaxNode): void {
    const start = node.getChild('import')?.to ?? node.to;
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.from < start) continue;
      if (child.name === '*') this.open = true;
      if (child.name !== 'VariableName') continue;
      // `import a.b` binds a; `import a.b as c` and `from a import c as d` bind the last name.
      if (child.prevSibling?.name === '.') continue;
      let last = child;
      while (last.nextSibling?.name === '.' && last.nextSibling.nextSibling)
        last = last.nextSibling.nextSibling;
      if (last.nextSibling?.name === 'as') continue;
      const name = textOf(this.source, child);
      this.mentioned.add(name);
      this.bind(name, this.at);
    }
  }

  free(): FreeName[] {
    return this.reads.flatMap(({ scope: own, ...read }) =>
      isBound(read.name, own) || BUILTINS.has(read.name)
        ? []
        : [{ ...read, later: isInFunction(own) }],
    );
  }
}

const isInFunction = (own: Scope): boolean => {
  for (let at: Scope | null = own; at; at = at.parent) if (at.kind === 'function') return true;
  return false;
};

const scope = (kind: Scope['kind'], parent: Scope | null): Scope => ({
  kind,
  parent,
  names: new Set(),
  globals: new Set(),
});

/** A class's names are not seen by the functions inside it. */
function isBound(name: string, own: Scope): boolean {
  for (let at: Scope | null = own; at; at = at.parent)
    if ((at === own || at.kind !== 'class') && at.names.has(name)) return true;
  return false;
}

/**
 * Which names a module binds, and which it reads from elsewhere, by Python's
 * scopes. Order within the module is not looked at: what is bound anywhere in a
 * scope counts in all of it. Lezer recovers from errors, so this never throws.
 */
export function scopeOf(source: string, tree: Tree = parsePython(source)): ModuleScope {
  const walk = new ScopeWalk(source);
  walk.walk(tree);
  return {
    bound: walk.module.names,
    free: walk.free(),
    mentioned: walk.mentioned,
    open: walk.open,
    broken: walk.broken,
  };
}
