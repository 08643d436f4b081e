import type { SyntaxNodeRef } from '@lezer/common';
import type { SyntaxNode } from './syntax.ts';

/**
 * What a name does where it stands. `update` is `x += 1`: read and bound in
 * one; `outer` binds in the scope around its own; `global` only declares.
 */
export type Role = 'read' | 'bind' | 'update' | 'bind-outer' | 'bind-walrus' | 'none';

const COLLECTION = /^(?:Tuple|Array|Parenthesized)Expression$/;
const STATEMENT = /Statement$|Definition$|^NamedExpression$/;
const FOR = /^ForStatement$|ComprehensionExpression$|^ArgList$/;

/**
 * A node on the way from the root to where the walk is, with what its children
 * passed so far say about the next one. Each child is looked at once, so a
 * statement of any length is read in linear time.
 */
export class Frame {
  readonly name: string;
  readonly node: SyntaxNode;
  /** Direct names are targets: of an assignment, a loop, `as`. */
  private binding: boolean;
  private readonly inherits: boolean;
  /** Offset of the last `=` of an assignment; names before it are targets. */
  private readonly lastAssign: number;
  /** Names of the child that was seen last, and of the one before it. */
  private last = '';
  private before = '';
  /** The statement, definition or `:=` around it, itself included. */
  readonly statement: SyntaxNode | null;
  /** In the parameters of a function, and not in its body. */
  readonly inParameters: boolean;
  /** In an annotation, `x: HERE`. */
  readonly inAnnotation: boolean;

  constructor(node: SyntaxNode, parent: Frame | undefined) {
    this.name = node.name;
    this.node = node;
    this.statement = STATEMENT.test(this.name) ? node : (parent?.statement ?? null);
    this.inParameters =
      this.name === 'ParamList' || (this.name !== 'Body' && parent?.inParameters === true);
    this.inAnnotation = this.name === 'TypeDef' || parent?.inAnnotation === true;
    this.inherits = COLLECTION.test(this.name) && parent?.binding === true;
    this.binding = this.inherits;
    const assigns = this.name === 'AssignStatement';
    const last = assigns ? node.getChildren('AssignOp').at(-1) : undefined;
    this.lastAssign = last?.from ?? (assigns ? Infinity : -1);
  }

  /** Take note of a child before it is entered. */
  see(child: SyntaxNodeRef): void {
    const { name } = child;
    // Kept here because a node of Lezer finds the one before it by looking at all of them.
    const before = this.last;
    this.before = before;
    this.last = name;
    if (this.inherits) return;
    if (this.name === 'AssignStatement') this.binding = child.from < this.lastAssign;
    else if (FOR.test(this.name)) {
      if (before === 'for') this.binding = true;
      if (name === 'in' || name === 'Body') this.binding = false;
    } else this.binding = before === 'as';
  }

  /** The role of a name that is a direct child, called after `see`. */
  roleOf(node: SyntaxNode): Role {
    const { before } = this;
    if (before === '.') return 'none';
    if (before === 'as') return 'bind';
    switch (this.name) {
      case 'FunctionDefinition':
        return before === 'def' ? 'bind-outer' : 'read';
      case 'ClassDefinition':
        return before === 'class' ? 'bind-outer' : 'read';
      case 'TypeDefinition':
        return before === 'type' ? 'bind-outer' : 'read';
      case 'TypeParam':
        return 'bind';
      case 'CapturePattern':
        return node.to - node.from === 1 && this.isWildcard ? 'none' : 'bind';
      case 'KeywordPattern':
        return before === '' ? 'none' : 'read';
      case 'ParamList':
        return before === 'AssignOp' ? 'read' : 'bind';
      case 'UpdateStatement':
        return before === '' ? 'update' : 'read';
      case 'NamedExpression':
        return before === '' ? 'bind-walrus' : 'read';
      case 'ArgList': {
        const after = node.nextSibling;
        // The tree gives `f(x := 1)` and `f(x=1)` the same shape.
        if (after?.name === 'AssignOp') return after.to - after.from === 2 ? 'bind-walrus' : 'none';
      }
    }
    return this.binding ? 'bind' : 'read';
  }

  /** Set by the walk, which has the text: `case _` binds nothing. */
  isWildcard = false;
}
