import { childrenOf, textOf, type SyntaxNode } from '../python/syntax.ts';
import { stringValue } from '../python/string-value.ts';
import type { Argument } from '../python/arguments.ts';
import type { PythonCall, CodeIndex } from './code-index.ts';
import { dropArgument } from './edits.ts';
import type { Action, Edit } from './types.ts';

/**
 * One keyword a call is given: an argument of its own, an entry of a dict that
 * is spread into it, or one of `model_kwargs`, which reach `from_pretrained`.
 */
export interface Keyword {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly value: SyntaxNode;
  /** Callees that take it, with imports resolved. */
  readonly callees: readonly string[];
  /** The call it stands in, when it is an argument there. */
  readonly own: boolean;
  /** The edit an action makes of it, where it makes one. */
  readonly edit: (action: Action) => Edit | null;
}

/** What `model_kwargs` of these are handed on to. */
const HANDS_ON = /^transformers\.(?:pipelines\.)?pipeline$|^sentence_transformers\.\w+$/;
const LOADS = 'transformers.AutoModel.from_pretrained';

export function argumentEdit(action: Action, call: PythonCall, argument: Argument): Edit | null {
  switch (action.do) {
    case 'drop':
      return dropArgument(call, argument);
    case 'value':
      return { from: argument.value.from, to: argument.value.to, text: action.to };
    case 'argument':
      return { from: argument.from, to: argument.to, text: action.to };
    case 'rename': {
      const to = argument.from + (argument.name?.length ?? 0);
      return { from: argument.from, to, text: action.to };
    }
    default:
      return null;
  }
}

interface Entry {
  readonly key: SyntaxNode;
  readonly value: SyntaxNode;
}

/** `"key": value` pairs of a dict literal, in order; other keys and `**more` are left out. */
function entriesOf(node: SyntaxNode): Entry[] {
  return childrenOf(node).flatMap((key) => {
    const value = key.nextSibling?.name === ':' ? key.nextSibling.nextSibling : null;
    return value ? [{ key, value }] : [];
  });
}

function entryEdit(action: Action, dict: SyntaxNode, { key, value }: Entry): Edit | null {
  switch (action.do) {
    case 'drop': {
      const next = value.nextSibling?.name === ',' ? value.nextSibling.nextSibling : null;
      if (next && next.name !== '}') return { from: key.from, to: next.from, text: '' };
      const before = key.prevSibling?.name === ',' ? key.prevSibling : null;
      const from = before?.from ?? key.from;
      // A comma after the last entry would be left alone in the braces.
      const to = before || value.nextSibling?.name !== ',' ? value.to : value.nextSibling.to;
      return { from: dict.from < from ? from : key.from, to, text: '' };
    }
    case 'value':
      return { from: value.from, to: value.to, text: action.to };
    case 'argument': {
      const at = action.to.indexOf('=');
      const text = `"${action.to.slice(0, at)}": ${action.to.slice(at + 1)}`;
      return { from: key.from, to: value.to, text };
    }
    case 'rename':
      return { from: key.from, to: key.to, text: `"${action.to}"` };
    default:
      return null;
  }
}

/** Keywords of calls, each dict and variable looked up once. */
export class KeywordReader {
  private readonly index: CodeIndex;
  private readonly calls: ReadonlyMap<number, PythonCall>;
  private readonly values: ReadonlyMap<string, SyntaxNode | null>;

  constructor(index: CodeIndex) {
    this.index = index;
    this.calls = new Map(index.calls.map((call) => [call.argList.from, call]));
    const values = new Map<string, SyntaxNode | null>();
    // A variable that is set twice holds nobody knows which of the two.
    for (const { name, value } of index.assignments)
      values.set(name, values.has(name) ? null : value);
    this.values = values;
  }

  of(call: PythonCall): Keyword[] {
    return call.args.flatMap((argument): Keyword[] => {
      if (argument.star === '**') return this.entries(argument.value, [call.qualified]);
      const own: Keyword[] = argument.name === null ? [] : [this.argument(call, argument)];
      if (argument.name !== 'model_kwargs') return own;
      const callees = HANDS_ON.test(call.qualified) ? [call.qualified, LOADS] : [call.qualified];
      return [...own, ...this.entries(argument.value, callees)];
    });
  }

  private argument(call: PythonCall, argument: Argument): Keyword {
    return {
      name: argument.name ?? '',
      from: argument.from,
      to: argument.to,
      value: argument.value,
      callees: [call.qualified],
      own: true,
      edit: (action) => argumentEdit(action, call, argument),
    };
  }

  /** Entries of `{…}`, of `dict(…)`, or of the variable that holds one of them. */
  private entries(node: SyntaxNode, callees: readonly string[]): Keyword[] {
    const { source } = this.index;
    const held =
      node.name === 'VariableName' ? (this.values.get(textOf(source, node)) ?? node) : node;
    if (held.name === 'DictionaryExpression')
      return entriesOf(held).flatMap((entry): Keyword[] => {
        const name = stringValue(source, entry.key);
        if (name === null) return [];
        const { from, to } = entry.key;
        const edit = (action: Action): Edit | null => entryEdit(action, held, entry);
        return [{ name, from, to, value: entry.value, callees, own: false, edit }];
      });
    const argList = held.name === 'CallExpression' ? held.getChild('ArgList') : null;
    const call = argList ? this.calls.get(argList.from) : undefined;
    if (call?.qualified !== 'dict') return [];
    return call.args.flatMap((one) =>
      one.name === null ? [] : [{ ...this.argument(call, one), callees, own: false }],
    );
  }
}
