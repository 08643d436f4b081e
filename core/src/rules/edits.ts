import type { Argument } from '../python/arguments.ts';
import type { PythonCall } from './code-index.ts';
import type { Edit } from './types.ts';

/** Apply edits that do not overlap; of overlapping ones the first in the text wins. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  let text = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (edit.from < at) continue;
    text += source.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return text + source.slice(at);
}

/** Take one argument out of a call, with the comma and white space that belonged to it. */
export function dropArgument(call: PythonCall, argument: Argument): Edit {
  const at = call.args.indexOf(argument);
  const next = call.args[at + 1];
  if (next) return { from: argument.from, to: next.from, text: '' };
  const previous = call.args[at - 1];
  return { from: previous ? previous.to : argument.from, to: argument.to, text: '' };
}

/** Add an argument at the end of a call. */
export function addArgument(source: string, call: PythonCall, text: string): Edit {
  const last = call.args.at(-1);
  if (!last) return { from: call.argList.from + 1, to: call.argList.from + 1, text };
  // Keep to the layout: one argument a line stays one argument a line.
  const before = source.slice(call.argList.from, last.from);
  const newline = /\n([ \t]*)$/.exec(before);
  return {
    from: last.to,
    to: last.to,
    text: newline ? `,\n${newline[1] ?? ''}${text}` : `, ${text}`,
  };
}

/** Remove a statement with the line it stands on. */
export function dropStatement(
  source: string,
  statement: { readonly from: number; readonly to: number },
): Edit {
  const start = source.lastIndexOf('\n', statement.from - 1) + 1;
  const isAlone = source.slice(start, statement.from).trim() === '';
  const end = source.indexOf('\n', statement.to);
  const rest = source.slice(statement.to, end < 0 ? source.length : end);
  if (!isAlone || !/^\s*(?:#.*)?$/.test(rest))
    return { from: statement.from, to: statement.to, text: 'pass' };
  return { from: start, to: end < 0 ? source.length : end + 1, text: '' };
}
