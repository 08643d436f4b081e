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

/** Tokenizers and processors that give tensors, and their methods that do. */
const PREPARES =
  /(?:Tokenizer|TokenizerFast|Processor|ProcessorFast|FeatureExtractor)\.from_pretrained\(\)(?:\.(?:apply_chat_template|encode|encode_plus|batch_encode_plus))?$/;
const CHAINED_MOVE = /^(?:\.\w+|\[[^\]]*\])*\s*\.to\(/;

/** The other half of `moveModel`: the model is on `device`, so its inputs must be there, too. */
export function moveInputs(source: string): Step {
  const index = indexCode(source);
  const none: Step = { source, changes: [], reasons: [] };
  const moves = index.calls.filter(
    (call) =>
      call.name === 'to' && call.args.some((one) => /\bdevice$/.test(textOf(source, one.value))),
  );
  if (!moves.some((call) => call.receiver && isModel(index, call.receiver))) return none;
  const moved = moves.map((call) => textOf(source, statementOf(call.node)));
  const edits = index.calls.flatMap((call): Edit[] => {
    const tensors = call.args.find((one) => one.name === 'return_tensors');
    if (!tensors || stringValue(source, tensors.value) !== 'pt') return [];
    if (!PREPARES.test(call.qualified) || CHAINED_MOVE.test(source.slice(call.node.to))) return [];
    const name = index.assignments.find(
      (one) => one.value.from <= call.node.from && call.node.to <= one.value.to,
    )?.name;
    const isMoved = name !== undefined && moved.some((text) => mentions(text, name));
    return isMoved ? [] : [{ from: call.node.to, to: call.node.to, text: '.to(device)' }];
  });
  if (edits.length === 0) return none;
  const change: Change = {
    code: 'inputs-to-device',
    message: 'The inputs are moved to `device`, where the model is.',
  };
  return { source: applyEdits(source, edits), changes: [change], reasons: [] };
}

/** `AutoModel.from_pretrained(…)`, or a name that stands for one. */
const isModel = ({ source, calls, resolved }: CodeIndex, node: SyntaxNode): boolean => {
  const named = resolved.get(textOf(source, node))?.replace(/\(\).*$/, '');
  const made = calls.find((call) => call.node.from === node.from && call.node.to === node.to);
  return [named, made?.qualified].some((one) => one !== undefined && LOADS_MODEL.test(one));
};

const mentions = (text: string, name: string): boolean =>
  text.split(/[^\p{L}\p{N}_]+/u).includes(name);

const statementOf = (node: SyntaxNode): SyntaxNode => {
  let at = node;
  while (at.parent && !/Statement$|^Script$|^Body$/.test(at.name)) at = at.parent;
  return at;
};

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
