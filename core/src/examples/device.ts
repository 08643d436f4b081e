import type { Finding } from '../findings/finding.ts';
import { lineAt, type Change, type Step } from './types.ts';
import { reason } from '../findings/example.ts';
import { indexOf, type CodeIndex } from '../rules/code-index.ts';
import { stringValue } from '../python/string-value.ts';
import { applyEdits, dropStatement } from '../rules/edits.ts';
import { PATTERNS } from '../rules/patterns.ts';
import type { Edit } from '../rules/types.ts';
import { textOf, type SyntaxNode } from '../python/syntax.ts';

const HALF = /^torch\.(?:float16|bfloat16|half)$/;

/** `device = "cuda"` and `dtype = torch.float16`: the notebook has chosen both already. */
export function adaptDevice(source: string, defined: ReadonlySet<string>): Step {
  const index = indexOf(source);
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
  const index = indexOf(source);
  const none: Step = { source, changes: [], reasons: [] };
  const moves = index.calls.filter((call) => call.name === 'to');
  const toDevice = moves.some((call) =>
    call.args.some((one) => textOf(source, one.value) === 'device'),
  );
  if (!toDevice || index.assignments.some((one) => one.name === 'device')) return none;
  const edits = index.calls.flatMap((load): Edit[] => {
    if (!PATTERNS['loads-model'].test(load.qualified) || source.startsWith('.', load.node.to))
      return [];
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

/** What is made of pictures and sounds: numbers that must be of the model's kind, too. */
const PICTURES = /(?:Processor|ProcessorFast|FeatureExtractor)\.from_pretrained\(\)/;

/**
 * The other half of `moveModel`: the model is on `device`, so its inputs must be there, too.
 * @param isLoaded the model is the notebook's own, on `device` and in `dtype`.
 */
export function moveInputs(source: string, isLoaded = false): Step {
  const index = indexOf(source);
  const none: Step = { source, changes: [], reasons: [] };
  const moves = index.calls.filter(
    (call) =>
      call.name === 'to' && call.args.some((one) => /\bdevice$/.test(textOf(source, one.value))),
  );
  if (!isLoaded && !moves.some((call) => call.receiver && isModel(index, call.receiver))) {
    return none;
  }
  const cast = moves.flatMap((call): Edit[] => {
    const isCast = call.receiver && PICTURES.test(index.qualify(call.receiver));
    if (!isLoaded || !isCast || call.args.length !== 1) return [];
    return [{ from: call.argList.from, to: call.argList.to, text: '(device, dtype)' }];
  });
  const moved = moves.map((call) => textOf(source, statementOf(call.node)));
  const edits = index.calls.flatMap((call): Edit[] => {
    const tensors = call.args.find((one) => one.name === 'return_tensors');
    if (!tensors || stringValue(source, tensors.value) !== 'pt') return [];
    if (!PREPARES.test(call.qualified) || CHAINED_MOVE.test(source.slice(call.node.to))) return [];
    const name = index.assignments.find(
      (one) => one.value.from <= call.node.from && call.node.to <= one.value.to,
    )?.name;
    const isMoved = name !== undefined && moved.some((text) => mentions(text, name));
    const text = isLoaded && PICTURES.test(call.qualified) ? '.to(device, dtype)' : '.to(device)';
    return isMoved ? [] : [{ from: call.node.to, to: call.node.to, text }];
  });
  edits.push(...cast);
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
  return [named, made?.qualified].some(
    (one) => one !== undefined && PATTERNS['loads-model'].test(one),
  );
};

const mentions = (text: string, name: string): boolean =>
  text.split(/[^\p{L}\p{N}_]+/u).includes(name);

const statementOf = (node: SyntaxNode): SyntaxNode => {
  let at = node;
  while (at.parent && !/Statement$|^Script$|^Body$/.test(at.name)) at = at.parent;
  return at;
};

const LOOKS = /is_available\(\)|device_count\(\)/;

/** Whether what stands here runs only where there is a graphics card: `… if torch.cuda.is_available()`. */
function isGuarded({ source, assignments }: CodeIndex, node: SyntaxNode): boolean {
  // `on_gpu = torch.cuda.is_available()`: from there on the name says it.
  const names = assignments
    .filter(({ value }) => LOOKS.test(textOf(source, value)))
    .map(({ name }) => name);
  for (let at: SyntaxNode | null = node; at && at.name !== 'Script'; at = at.parent) {
    if (!/^(?:ConditionalExpression|IfStatement|AssignStatement)$/.test(at.name)) continue;
    const text = textOf(source, at);
    if (LOOKS.test(text) || names.some((name) => mentions(text, name))) return true;
  }
  return false;
}

/** `device == "cuda"` asks a question and no graphics card. */
const isCompared = (node: SyntaxNode): boolean =>
  node.parent?.name === 'BinaryExpression' && node.parent.getChild('CompareOp') !== null;

/** A graphics card that is asked for without looking whether there is one. */
export function bareCuda(index: CodeIndex): Finding[] {
  const names = index.strings.filter(
    (node) => /^cuda(?::\d+)?$/.test(stringValue(index.source, node) ?? '') && !isCompared(node),
  );
  const moves = index.calls.filter(({ name, receiver }) => name === 'cuda' && receiver !== null);
  return [...names, ...moves.map(({ node }) => node)]
    .filter((node) => !isGuarded(index, node))
    .map((node) =>
      reason(
        'example-bare-cuda',
        'It asks for a CUDA graphics card without looking whether there is one.',
        lineAt(index.source, node.from),
      ),
    );
}
