import { readArguments, type Argument } from '../python/arguments.ts';
import { readImports, type Imported } from '../python/import-statement.ts';
import { remember } from '../python/remember.ts';
import { childrenOf, parsePython, textOf, type SyntaxNode, type Tree } from '../python/syntax.ts';

export interface PythonCall {
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

export interface Attribute {
  readonly node: SyntaxNode;
  readonly name: SyntaxNode;
  readonly qualified: string;
}

/** Everything rewrites look for in one module, found by a single walk over its tree. */
export interface CodeIndex {
  readonly source: string;
  readonly tree: Tree;
  readonly calls: readonly PythonCall[];
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
  const assigned = new Map<string, SyntaxNode>();
  for (const { name, value } of assignments) {
    // After `pipe = pipe.to(device)` the name still stands for what made it.
    const isSame = assigned.has(name) && givesItself(source, name, value);
    if (!byName.has(name) && !isSame) assigned.set(name, value);
  }

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

  // `pipeline = pipeline("ner")`: from there on the name is what the function gave.
  const rebound = assignments.filter(
    ({ name, value }) =>
      byName.has(name) &&
      value.name === 'CallExpression' &&
      value.firstChild !== null &&
      textOf(source, value.firstChild) === name,
  );
  const called = (callee: SyntaxNode): string => {
    const name = callee.name === 'VariableName' ? textOf(source, callee) : '';
    const isMade = rebound.some((one) => one.name === name && one.statement.to <= callee.from);
    return isMade ? `${byName.get(name) ?? name}()` : qualify(callee);
  };
  const calls = nodes.calls.flatMap((node): PythonCall[] => {
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
        qualified: called(callee),
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

/** The index of a piece of Python that stands alone. The steps of a check ask for the same one, so the last are kept. */
export const indexOf = remember((source: string) => indexCode(source), 16);

/** Values through which a variable's name resolves to something more telling. */
const RESOLVED = /^(?:CallExpression|MemberExpression|AwaitExpression)$/;

/** `model.to(device).eval()`: methods that give the object back that they are called on. */
const ITSELF =
  /^(?:\s*\.(?:to|eval|cuda|cpu|float|half|bfloat16|train)\((?:[^()]|\([^()]*\))*\))+$/;
const givesItself = (source: string, name: string, value: SyntaxNode): boolean => {
  const text = textOf(source, value);
  return text.startsWith(`${name}.`) && ITSELF.test(text.slice(name.length));
};

const importedAs = (one: Imported): string =>
  one.bound === one.module.split('.')[0] ? one.bound : one.module;

const contains = (outer: SyntaxNode, inner: SyntaxNode): boolean =>
  outer.from <= inner.from && inner.to <= outer.to;
