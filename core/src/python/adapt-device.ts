import type { Finding } from '../finding.ts';
import { lineAt, reason, type Change, type Step } from './adapt-types.ts';
import { indexCode, stringValue, type CodeIndex } from './rewrites/code-index.ts';
import { applyEdits, dropStatement } from './rewrites/edits.ts';
import { LOADS_MODEL } from './rewrites/shared.ts';
import type { Edit } from './rewrites/types.ts';
import { textOf, type SyntaxNode } from './syntax.ts';

const HALF = /^torch\.(?:float16|bfloat16|half)$/;

/** `device = "cuda"` and `dtype = torch.float16`: the notebook has chosen both already. */
export function adaptDevice(source: string, defined: ReadonlySet<string>): Step {
  const index = indexCode(source);
  const edits: Edit[] = [];
  const changes: Change[] = [];
  for (const { name, value, statement } of index.assignments) {
    const text = stringValue(source, value);
    const isCuda =
      (text !== null && /^cuda(?::\d+)?$/.test(text)) ||
      /^torch\.device\(\s*(?:device|["']cuda(?::\d+)?["'])\s*\)$/.test(textOf(source, value));
    const wanted = isCuda ? 'device' : HALF.test(textOf(source, value)) ? 'dtype' : null;
    if (wanted === null || !defined.has(wanted)) continue;
    edits.push(
      name === wanted
        ? dropStatement(source, statement)
        : { from: value.from, to: value.to, text: wanted },
    );
    if (!changes.some((change) => change.code === `notebook-${wanted}`)) {
      changes.push({
        code: `notebook-${wanted}`,
        message: `\`${wanted}\` is the one the notebook chose for your machine.`,
      });
    }
  }
  return { source: applyEdits(source, edits), changes, reasons: [] };
}

/**
 * Inputs go to `device`: so must the model. Cards written for one machine
 * sometimes move only one of the two.
 */
export function moveModel(source: string): Step {
  const index = indexCode(source);
  const none: Step = { source, changes: [], reasons: [] };
  const moves = index.calls.filter((call) => call.name === 'to');
  const toDevice = moves.some((call) =>
    call.args.some((one) => textOf(source, one.value) === 'device'),
  );
  if (!toDevice || index.assignments.some((one) => one.name === 'device')) return none;
  const edits = index.calls.flatMap((load): Edit[] => {
    if (!LOADS_MODEL.test(load.qualified) || source.startsWith('.', load.node.to)) return [];
    const name = index.assignments.find((one) => one.value.from === load.node.from)?.name;
    const isMoved = moves.some((call) => call.receiver && textOf(source, call.receiver) === name);
    const isParts =
      name === undefined ||
      index.calls.some((call) =>
        call.args.some(
          (one) => one.name !== null && one.name !== 'model' && textOf(source, one.value) === name,
        ),
      );
    return isMoved || isParts
      ? []
      : [{ from: load.node.to, to: load.node.to, text: '.to(device)' }];
  });
  if (edits.length === 0) return none;
  const change: Change = {
    code: 'model-to-device',
    message: 'The model is moved to `device`, where its inputs are.',
  };
  return { source: applyEdits(source, edits), changes: [change], reasons: [] };
}

const isGuarded = (index: CodeIndex, node: SyntaxNode): boolean => {
  for (let at: SyntaxNode | null = node; at && at.name !== 'Script'; at = at.parent) {
    if (
      /^(?:ConditionalExpression|IfStatement|AssignStatement)$/.test(at.name) &&
      /is_available\(\)|device_count\(\)/.test(textOf(index.source, at))
    )
      return true;
  }
  return false;
};

/** A graphics card that is asked for without looking whether there is one. */
export function bareCuda(index: CodeIndex): Finding[] {
  const found = index.strings.filter(
    (node) =>
      /^cuda(?::\d+)?$/.test(stringValue(index.source, node) ?? '') && !isGuarded(index, node),
  );
  return found.map((node) =>
    reason(
      'bare-cuda',
      'It asks for a CUDA graphics card without looking whether there is one.',
      lineAt(index.source, node.from),
    ),
  );
}
