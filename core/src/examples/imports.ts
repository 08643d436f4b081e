import { importFor } from '../library/imports.ts';
import { isTransformersName } from '../library/transformers-names.ts';
import { scopeOf } from '../python/scopes.ts';
import { indexOf } from '../rules/code-index.ts';
import { applyEdits, dropStatement } from '../rules/edits.ts';
import type { Change, Step } from './types.ts';

/** Put certain imports above the source. */
export function addImports(source: string, missing: readonly string[]): Step {
  const lines = new Set<string>();
  const fromTransformers: string[] = [];
  for (const name of missing) {
    const line = importFor(name);
    if (line === null) continue;
    if (line.startsWith('from transformers import ')) fromTransformers.push(name);
    else lines.add(line);
  }
  if (fromTransformers.length > 0)
    lines.add(`from transformers import ${[...new Set(fromTransformers)].sort().join(', ')}`);
  if (lines.size === 0) return { source, changes: [], reasons: [] };
  const all = [...lines];
  const change: Change = {
    code: 'missing-import',
    message: `It lacked ${all.length === 1 ? 'an import' : 'imports'}: ${all.map((line) => `\`${line}\``).join(', ')}.`,
  };
  return { source: `${all.join('\n')}\n${source}`, changes: [change], reasons: [] };
}

/** `from transformers import *` names what is used; a sign-in is the notebook's own business. */
export function settleImports(source: string): Step {
  const none: Step = { source, changes: [], reasons: [] };
  if (!/import \*|\blogin\(/.test(source)) return none;
  const index = indexOf(source);
  const changes: Change[] = [];
  const star = index.imports.find((one) => one.module === 'transformers' && one.name === '*');
  const used = star
    ? [...scopeOf(source).needed].filter(
        (name) => /^[A-Z]|^pipeline$/.test(name) && isTransformersName(name),
      )
    : [];
  const edits =
    used.length > 0 && star
      ? [{ ...span(star.statement), text: `from transformers import ${used.sort().join(', ')}` }]
      : [];
  if (edits.length > 0)
    changes.push({
      code: 'star-named',
      message: 'It imported everything that transformers has; it imports what it uses.',
    });
  for (const call of index.calls) {
    const statement = call.node.parent;
    if (call.qualified !== 'huggingface_hub.login' || statement?.name !== 'ExpressionStatement')
      continue;
    edits.push({ ...dropStatement(source, statement) });
    const own = index.imports.find((one) => one.name === 'login');
    const alone = index.imports.filter((one) => one.statement === own?.statement).length === 1;
    if (own && alone) edits.push(dropStatement(source, own.statement));
    changes.push({ code: 'signed-in', message: 'Signing in is done above, where it is needed.' });
  }
  return { source: applyEdits(source, edits), changes, reasons: [] };
}
const span = ({
  from,
  to,
}: {
  readonly from: number;
  readonly to: number;
}): { from: number; to: number } => ({ from, to });
