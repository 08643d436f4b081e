import { textOf } from '../python/syntax.ts';
import type { PythonCall, CodeIndex } from './code-index.ts';
import { addArgument } from './edits.ts';
import type { Edit } from './types.ts';

/** The one name a call's result is bound to, by `name = call(…)` or `with call(…) as name`. */
function nameOf(index: CodeIndex, { node }: PythonCall): string | null {
  const made = index.assignments.find(
    ({ value }) => value.from === node.from && value.to === node.to,
  );
  const target = node.nextSibling?.name === 'as' ? node.nextSibling.nextSibling : null;
  const name = made?.name ?? (target ? textOf(index.source, target) : null);
  const again = index.assignments.filter((one) => one.name === name && one !== made);
  return again.length > 0 ? null : name;
}

/**
 * Hand an argument to the one call of `method` on what `call` makes. Null where
 * no such call stands in the source, more than one, or one that has it already.
 */
export function moveEdit(
  index: CodeIndex,
  call: PythonCall,
  method: string,
  keyword: string,
  value: string,
): Edit | null {
  const name = nameOf(index, call);
  const found = index.calls.filter(
    ({ name: called, receiver }) =>
      called === method &&
      receiver !== null &&
      ((receiver.from === call.node.from && receiver.to === call.node.to) ||
        (receiver.name === 'VariableName' && textOf(index.source, receiver) === name)),
  );
  const [target] = found;
  if (!target || found.length > 1) return null;
  if (target.args.some((one) => one.name === keyword || one.star === '**')) return null;
  return addArgument(index.source, target, `${keyword}=${value}`);
}
