import type { Change, Step } from './types.ts';
import { indexOf, type PythonCall, type CodeIndex } from '../rules/code-index.ts';
import { stringValue } from '../python/string-value.ts';
import { addArgument, applyEdits, dropArgument } from '../rules/edits.ts';
import type { Edit } from '../rules/types.ts';
import { textOf, type SyntaxNode } from '../python/syntax.ts';

/** Longest answer a first run waits for on a processor, in tokens. */
const MOST_TOKENS = 256;
/** Length put in where the pipeline would otherwise write 256 tokens. */
const USUAL_TOKENS = 64;
const MOST_STEPS = 25;

const GENERATES =
  /\.generate$|^transformers\.pipeline(?:\(\))?$|GenerationConfig(?:\.from_pretrained)?$/;

/** The task a pipeline was made for, when the call goes to a pipeline or to what it returned. */
function pipelineTask(index: CodeIndex, call: PythonCall): string | null {
  let node: SyntaxNode | null = call.node;
  if (call.qualified === 'transformers.pipeline()') {
    const callee = call.node.firstChild;
    node =
      callee?.name === 'VariableName'
        ? (index.assignments.findLast((one) => one.name === textOf(index.source, callee))?.value ??
          null)
        : callee;
  }
  const maker = index.calls.find((one) => one.node.from === node?.from && one.node.to === node.to);
  const argument =
    maker?.args.find((one) => one.name === 'task') ?? maker?.args.find((one) => one.name === null);
  return argument ? stringValue(index.source, argument.value) : null;
}

function numberOf(index: CodeIndex, node: SyntaxNode): number | null {
  if (node.name === 'Number') return Number(textOf(index.source, node).replaceAll('_', ''));
  if (node.name !== 'VariableName') return null;
  const value = index.assignments.findLast((one) => one.name === textOf(index.source, node))?.value;
  return value?.name === 'Number' ? numberOf(index, value) : null;
}

/** Keep generation short enough for a processor, and say how long an answer may be where nothing does. */
export function adaptLimits(source: string): Step {
  const index = indexOf(source);
  const edits: Edit[] = [];
  const changes = new Map<string, Change>();
  const cap = (value: SyntaxNode, most: number, what: string): void => {
    const number = numberOf(index, value);
    if (number === null || number <= most) return;
    edits.push({ from: value.from, to: value.to, text: String(most) });
    changes.set(what, {
      code: 'limit',
      message: `${what} ${number} would take very long without a graphics card; it is ${most} here.`,
    });
  };
  const countNew = (call: PythonCall, value: SyntaxNode): void => {
    const argument = call.args.find((one) => one.value.from === value.from);
    const number = numberOf(index, value);
    if (!argument || number === null) return;
    const isCapped = number > MOST_TOKENS;
    if (call.args.some((one) => one.name === 'max_new_tokens')) {
      edits.push(dropArgument(call, argument));
    } else {
      const text = `max_new_tokens=${Math.min(number, MOST_TOKENS)}`;
      edits.push({ from: argument.from, to: argument.to, text });
    }
    changes.set(`length ${number}`, {
      code: isCapped ? 'limit' : 'max-new-tokens',
      message: isCapped
        ? `A length of ${number} tokens would take very long without a graphics card; the answer has at most ${MOST_TOKENS}.`
        : 'max_length counts the prompt, too; max_new_tokens counts the answer alone.',
    });
  };
  for (const call of index.calls) {
    if (/^diffusers\..*\(\)(?:\.to\(\))?$/.test(call.qualified)) {
      const steps = call.args.find((argument) => argument.name === 'num_inference_steps');
      if (steps) cap(steps.value, MOST_STEPS, 'num_inference_steps');
    }
    if (!GENERATES.test(call.qualified)) continue;
    const task = pipelineTask(index, call);
    for (const { name, value } of call.args) {
      if (
        name === 'max_length' &&
        /\.generate$/.test(call.qualified) &&
        numberOf(index, value) !== null
      ) {
        // The prompt counts towards max_length: a longer one would leave no room for an answer.
        countNew(call, value);
      } else if (name === 'max_new_tokens' || name === 'max_length') cap(value, MOST_TOKENS, name);
      if (
        /^min_(?:length|new_tokens)$/.test(name ?? '') &&
        (numberOf(index, value) ?? 0) > MOST_TOKENS / 2
      ) {
        cap(value, 32, name ?? '');
      }
    }
    if (
      call.qualified !== 'transformers.pipeline()' ||
      !/^(?:text-generation|image-text-to-text)$/.test(task ?? '')
    )
      continue;
    const names = call.args.map((argument) => (argument.star === '**' ? '**' : argument.name));
    const length = call.args.find((argument) => argument.name === 'max_length');
    if (length && !names.includes('max_new_tokens')) {
      edits.push({
        from: length.from,
        to: length.from + 'max_length'.length,
        text: 'max_new_tokens',
      });
      changes.set('new', {
        code: 'max-new-tokens',
        message: 'This pipeline reads max_new_tokens; max_length has no effect on it any more.',
      });
    } else if (
      !names.some(
        (name) => name === '**' || name === 'max_new_tokens' || name === 'generation_config',
      ) &&
      !madeWithLength(index, call)
    ) {
      edits.push(addArgument(source, call, `max_new_tokens=${USUAL_TOKENS}`));
      changes.set('new', {
        code: 'max-new-tokens',
        message: `The answer is limited to ${USUAL_TOKENS} tokens, so that it comes soon without a graphics card.`,
      });
    }
  }
  index.tree.iterate({
    enter: ({ node }) => {
      if (node.name !== 'DictionaryExpression') return;
      for (let child = node.firstChild; child; child = child.nextSibling) {
        const key =
          child.name === 'String' && child.nextSibling?.name === ':'
            ? stringValue(source, child)
            : null;
        const value = child.nextSibling?.nextSibling;
        if (key && value && /^max_(?:new_tokens|length)$/.test(key)) cap(value, MOST_TOKENS, key);
      }
    },
  });
  return { source: applyEdits(source, edits), changes: [...changes.values()], reasons: [] };
}

function madeWithLength(index: CodeIndex, call: PythonCall): boolean {
  const callee = call.node.firstChild;
  const made =
    callee && index.assignments.findLast((one) => one.name === textOf(index.source, callee))?.value;
  return (
    made !== undefined &&
    made !== null &&
    /max_new_tokens|max_length/.test(textOf(index.source, made))
  );
}
