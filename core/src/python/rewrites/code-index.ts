import { childrenOf, parsePython, textOf, type SyntaxNode, type Tree } from '../syntax.ts';

export interface Argument {
  /** Name of a keyword argument, or null. */
  readonly name: string | null;
  /** `*` or `**` before the argument, or "". */
  readonly star: string;
  readonly from: number;
  readonly to: number;
  readonly value: SyntaxNode;
}

export interface Call {
  readonly node: SyntaxNode;
  /** The callee's last name: `from_pretrained`. */
  readonly name: string;
  /** Where that last name stands. */
  readonly nameNode: SyntaxNode;
  /** What the method is called on, or null: the node of `AutoModel` in `AutoModel.from_pretrained`. */
  readonly receiver: SyntaxNode | null;
  /**
   * Dotted name with imports resolved (`transformers.AutoModel.from_pretrained`);
   * a variable made by a call stands as that call: `transformers.pipeline().…`.
   */
  readonly qualified: string;
  readonly args: readonly Argument[];
  readonly argList: SyntaxNode;
}

/** A name an import statement binds: `from MODULE import NAME as bound`. */
export interface Imported {
  readonly module: string;
  /** Null for `import MODULE`. */
  readonly name: string | null;
  readonly bound: string;
  readonly node: SyntaxNode;
  readonly statement: SyntaxNode;
}

export interface Attribute {
  readonly node: SyntaxNode;
  readonly name: SyntaxNode;
  readonly qualified: string;
}

/** Everything rewrites look for in one module, found by a single walk over its tree. */
export interface CodeIndex {
  readonly source: string;
  readonly tree: Tree;
  readonly calls: readonly Call[];
  readonly imports: readonly Imported[];
  readonly attributes: readonly Attribute[];
  readonly strings: readonly SyntaxNode[];
  /** Nodes of `x = value` at any depth, one name on the left. */
  readonly assignments: readonly {
    readonly name: string;
    readonly value: SyntaxNode;
    readonly statement: SyntaxNode;
  }[];
  /** Resolve a name or dotted expression through imports and assignments. */
  readonly qualify: (node: SyntaxNode) => string;
  /** Names bound by imports and by assignments of calls, with what they resolve to. */
  readonly resolved: ReadonlyMap<string, string>;
}

function readArguments(argList: SyntaxNode, source: string): Argument[] {
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

function readImports(statement: SyntaxNode, source: string): Imported[] {
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

/**
 * Build the index of a piece of Python. Lezer recovers from errors, so this never throws.
 * @param outer what names resolve to that were bound before this piece runs (`resolved` of earlier cells).
 */
export function indexCode(
  source: string,
  tree: Tree = parsePython(source),
  outer: ReadonlyMap<string, string> = new Map(),
): CodeIndex {
  const nodes: { calls: SyntaxNode[]; attributes: SyntaxNode[]; strings: SyntaxNode[] } = {
    calls: [],
    attributes: [],
    strings: [],
  };
  const imports: Imported[] = [];
  const assignments: { name: string; value: SyntaxNode; statement: SyntaxNode }[] = [];
  tree.iterate({
    enter: (ref) => {
      const { name } = ref;
      if (name === 'CallExpression') nodes.calls.push(ref.node);
      else if (name === 'MemberExpression') nodes.attributes.push(ref.node);
      else if (name === 'String' || name === 'FormatString') nodes.strings.push(ref.node);
      else if (name === 'ImportStatement') imports.push(...readImports(ref.node, source));
      else if (name === 'AssignStatement') {
        const [target, operator, value] = childrenOf(ref.node);
        if (target?.name === 'VariableName' && operator?.name === 'AssignOp' && value) {
          assignments.push({ name: textOf(source, target), value, statement: ref.node });
        }
      }
    },
  });
  const byName = new Map<string, string>();
  for (const one of imports) {
    byName.set(
      one.bound,
      one.name === null
        ? one.bound === one.module
          ? one.module
          : importedAs(one)
        : `${one.module}.${one.name}`,
    );
  }
  const assigned = new Map(
    assignments.filter((one) => !byName.has(one.name)).map((one) => [one.name, one.value]),
  );

  const qualify = (node: SyntaxNode, depth = 0): string => {
    if (depth > 12) return '?';
    if (node.name === 'VariableName') {
      const name = textOf(source, node);
      const known = byName.get(name);
      if (known) return known;
      const value = assigned.get(name);
      if (!value || contains(value, node)) return outer.get(name) ?? name;
      return RESOLVED.test(value.name) ? qualify(value, depth + 1) : name;
    }
    if (node.name === 'CallExpression') {
      const callee = node.firstChild;
      return callee ? `${qualify(callee, depth + 1)}()` : '?';
    }
    if (node.name === 'MemberExpression') {
      const property = node.getChild('PropertyName');
      const object = node.firstChild;
      if (!object) return '?';
      return property
        ? `${qualify(object, depth + 1)}.${textOf(source, property)}`
        : `${qualify(object, depth + 1)}[]`;
    }
    return '?';
  };

  const calls = nodes.calls.flatMap((node): Call[] => {
    const callee = node.firstChild;
    const argList = node.getChild('ArgList');
    if (!callee || !argList) return [];
    const property = callee.name === 'MemberExpression' ? callee.getChild('PropertyName') : null;
    const nameNode = property ?? callee;
    return [
      {
        node,
        name: textOf(source, nameNode),
        nameNode,
        receiver: property ? callee.firstChild : null,
        qualified: qualify(callee),
        args: readArguments(argList, source),
        argList,
      },
    ];
  });
  const attributes = nodes.attributes.flatMap((node): Attribute[] => {
    const name = node.getChild('PropertyName');
    return name ? [{ node, name, qualified: qualify(node) }] : [];
  });
  const resolved = new Map(byName);
  for (const [name, value] of assigned)
    resolved.set(name, RESOLVED.test(value.name) ? qualify(value) : name);
  return {
    source,
    tree,
    calls,
    imports,
    attributes,
    strings: nodes.strings,
    assignments,
    qualify,
    resolved,
  };
}

/** Values through which a variable's name resolves to something more telling. */
const RESOLVED = /^(?:CallExpression|MemberExpression|AwaitExpression)$/;

const importedAs = (one: Imported): string =>
  one.bound === one.module.split('.')[0] ? one.bound : one.module;

const contains = (outer: SyntaxNode, inner: SyntaxNode): boolean =>
  outer.from <= inner.from && inner.to <= outer.to;

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
  return body.replace(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([\s\S]))/g, (all, x, u, c) => {
    if (typeof x === 'string' || typeof u === 'string')
      return String.fromCharCode(Number.parseInt(x ?? u, 16));
    return ESCAPES[String(c)] ?? String(all);
  });
}
