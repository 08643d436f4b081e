import { BUILTINS } from './builtins.ts';
import { Frame, type Role } from './scope-roles.ts';
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
  /** Names bound at module level, wherever in the module, in text order. */
  readonly bound: ReadonlySet<string>;
  /** Reads of names that neither the module nor Python defines, in text order. */
  readonly free: readonly FreeName[];
  /** Reads of names that the module binds only further down, outside of functions and loops. */
  readonly early: readonly FreeName[];
  /** Names that must exist before the module runs: read before it binds them, and not built in. */
  readonly needed: ReadonlySet<string>;
  /** Every variable name that stands in the module, read or bound. */
  readonly mentioned: ReadonlySet<string>;
  /** True when names may come from somewhere nobody can see: `from x import *`, `exec(…)`. */
  readonly open: boolean;
  /** True when the source does not parse; names around the error may be missing. */
  readonly broken: boolean;
}

/** A place where a name of the module itself stands: bound, read or declared. */
export interface ModulePlace {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** It stands in an import statement. */
  readonly imported: boolean;
}

interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  readonly parent: Scope | null;
  /** Names bound here, and those that only `x += 1` binds. */
  readonly names: Set<string>;
  readonly updated: Set<string>;
  /** Names of `global` statements. */
  readonly globals: Set<string>;
}

interface Place extends ModulePlace {
  readonly role: Role;
  readonly scope: Scope;
}

const SCOPES: Readonly<Record<string, Scope['kind']>> = {
  FunctionDefinition: 'function',
  LambdaExpression: 'function',
  TypeDefinition: 'function',
  // For its type parameters; the names of the class itself are those of its body.
  ClassDefinition: 'comprehension',
  ArrayComprehensionExpression: 'comprehension',
  SetComprehensionExpression: 'comprehension',
  DictionaryComprehensionExpression: 'comprehension',
  ComprehensionExpression: 'comprehension',
};
/** Calls and magics after which the namespace holds what no reader of the text can know. */
const OPENS = /(?<![\w.])(?:exec|globals|locals|vars)\s*\(|\bget_ipython\s*\(/;
/** A whole right-hand side that only looks a name up: `value = globals()[name]`. */
const LOOKS_UP =
  /(?:=|\breturn)[\t ]{0,2}(?:globals|locals|vars)\(\)\[[^[\]\n]{0,200}\](?=[\t ]{0,8}(?:\n|$))/g;

const scopeIn = (kind: Scope['kind'], parent: Scope | null): Scope => ({
  kind,
  parent,
  names: new Set(),
  updated: new Set(),
  globals: new Set(),
});

class ScopeWalk {
  readonly module: Scope = scopeIn('module', null);
  readonly places: Place[] = [];
  readonly mentioned = new Set<string>();
  /** First offset at which a name of the module can be read. */
  readonly ready = new Map<string, number>();
  open: boolean;
  broken = false;
  private readonly source: string;
  private at: Scope = this.module;
  private readonly frames: Frame[] = [];

  constructor(source: string) {
    this.source = source;
    this.open = OPENS.test(source.replace(LOOKS_UP, '= None'));
  }

  walk(tree: Tree): void {
    tree.iterate({
      enter: (ref) => {
        if (ref.type.isError) this.broken = true;
        const parent = this.frames.at(-1);
        parent?.see(ref);
        if (ref.name === 'VariableName') this.variable(ref.node, parent);
        else if (ref.name === 'ImportStatement') {
          this.imports(ref.node);
          return false;
        } else if (ref.name === 'ScopeStatement') {
          this.globals(ref.node);
          return false;
        }
        const kind = kindOf(ref.node, parent);
        if (kind) this.at = scopeIn(kind, this.at);
        this.frames.push(new Frame(ref.node, parent));
        return true;
      },
      leave: (ref) => {
        this.frames.pop();
        if (kindOf(ref.node, this.frames.at(-1))) this.at = this.at.parent ?? this.module;
      },
    });
  }

  private variable(node: SyntaxNode, parent: Frame | undefined): void {
    const name = textOf(this.source, node);
    this.mentioned.add(name);
    if (!parent) return;
    parent.isWildcard = name === '_';
    const role = parent.roleOf(node);
    if (role === 'none') return;
    // Defaults of parameters are worked out where the function is defined, not where it runs.
    const outer = parent.inParameters && role === 'read' && !parent.inAnnotation;
    let scope = this.at;
    if (role === 'bind-outer' || (outer && scope.kind === 'function'))
      scope = scope.parent ?? this.module;
    if (role === 'bind-walrus')
      while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
    if (role !== 'read') this.bind(name, scope, role, readyAt(node, role, parent.statement));
    this.place(node, name, role, scope);
  }

  private place(
    { from, to }: { readonly from: number; readonly to: number },
    name: string,
    role: Role,
    scope: Scope,
    imported = false,
  ): void {
    this.places.push({ name, from, to, role, scope, imported });
  }

  private bind(name: string, at: Scope, role: Role, ready: number): void {
    const scope = at.globals.has(name) ? this.module : at;
    (role === 'update' ? scope.updated : scope.names).add(name);
    if (scope === this.module && at === scope && !this.ready.has(name)) this.ready.set(name, ready);
  }

  private globals(node: SyntaxNode): void {
    const isGlobal = node.firstChild?.name === 'global';
    for (const child of node.getChildren('VariableName')) {
      const name = textOf(this.source, child);
      this.mentioned.add(name);
      if (!isGlobal) continue;
      this.at.globals.add(name);
      // The declaration says that the module has it.
      this.module.names.add(name);
      this.place(child, name, 'none', this.module);
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
      this.bind(name, this.at, 'bind', node.to);
      this.place(child, name, 'bind', this.at, true);
    }
  }
}

/** Where what a target stands for has been worked out: the end of the statement, or the start of its body. */
function readyAt(target: SyntaxNode, role: Role, statement: SyntaxNode | null): number {
  if (role === 'bind-walrus') return target.nextSibling?.nextSibling?.to ?? target.to;
  if (!statement) return target.to;
  if (statement.name === 'ForStatement') return statement.getChild('Body')?.from ?? statement.to;
  return /^(?:With|Try|Match)Statement$/.test(statement.name) ? target.to : statement.to;
}

function kindOf(node: SyntaxNode, parent: Frame | undefined): Scope['kind'] | undefined {
  // A generator that is the only argument stands in the list of arguments itself.
  if (node.name === 'ArgList') return node.getChild('for') ? 'comprehension' : undefined;
  if (node.name === 'Body') return parent?.name === 'ClassDefinition' ? 'class' : undefined;
  return SCOPES[node.name];
}

/** The scope whose name it is; a class's names are not seen by the functions inside it. */
function ownerOf({ name, role, scope }: Place, module: Scope): Scope | null {
  if (scope.globals.has(name)) return module;
  for (let at: Scope | null = scope; at; at = at.parent) {
    if (at !== scope && at.kind === 'class') continue;
    if (at.names.has(name) || (role !== 'update' && at.updated.has(name))) return at;
  }
  return null;
}

const isInFunction = (own: Scope): boolean => {
  for (let at: Scope | null = own; at; at = at.parent) if (at.kind === 'function') return true;
  return false;
};

const walked = (source: string, tree: Tree): ScopeWalk => {
  const walk = new ScopeWalk(source);
  walk.walk(tree);
  return walk;
};

/**
 * Which names a module binds, and which it reads from elsewhere, by Python's
 * scopes. What is bound anywhere in a scope counts in all of it, but for
 * `needed`, which goes by the order of the module's statements. Lezer recovers
 * from errors, so this never throws.
 */
export function scopeOf(source: string, tree: Tree = parsePython(source)): ModuleScope {
  const { module, places, ready, mentioned, open, broken } = walked(source, tree);
  const free: FreeName[] = [];
  const needed = new Set<string>();
  const early: FreeName[] = [];
  for (const one of places) {
    const { name, from, to, role, scope } = one;
    if (role !== 'read' && role !== 'update') continue;
    const owner = ownerOf(one, module);
    const later = isInFunction(scope);
    if (!owner && !BUILTINS.has(name)) free.push({ name, from, to, later });
    if (owner ? owner !== module || later : BUILTINS.has(name)) continue;
    const isReady = (ready.get(name) ?? Infinity) <= from;
    if (isReady || BUILTINS.has(name)) continue;
    needed.add(name);
    if (owner) early.push({ name, from, to, later: false });
  }
  return {
    early,
    bound: new Set([...module.names, ...module.updated]),
    free,
    needed,
    mentioned,
    open,
    broken,
  };
}

/** Where names of the module itself stand, in text order: not those of functions, nor attributes and keywords. */
export function modulePlaces(source: string, tree: Tree = parsePython(source)): ModulePlace[] {
  const { module, places } = walked(source, tree);
  return places.filter((one) => ownerOf(one, module) === module);
}
