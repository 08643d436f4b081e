import type { TaskAdapter } from '../deck/adapter.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { stringValue } from '../python/string-value.ts';
import { indexOf, type CodeIndex, type PythonCall } from '../rules/code-index.ts';
import { PATTERNS } from '../rules/patterns.ts';
import { applyEdits, dropStatement } from '../rules/edits.ts';
import type { Edit } from '../rules/types.ts';
import { textOf, type SyntaxNode } from '../python/syntax.ts';
import { adaptIds } from './ids.ts';
import { withoutUnused } from './loaded.ts';
import type { Change, Step } from './types.ts';

/** Pipelines that transformers took away, by task: the key under which they gave text, or null for answers. */
const GONE: Readonly<Record<string, string | null>> = {
  'question-answering': null,
  summarization: 'summary_text',
  translation: 'translation_text',
  'text2text-generation': 'generated_text',
};
const CLASSES: Readonly<Record<string, string>> = {
  QuestionAnsweringPipeline: 'question-answering',
  SummarizationPipeline: 'summarization',
  TranslationPipeline: 'translation',
  Text2TextGenerationPipeline: 'text2text-generation',
};
/** Adapters whose `predict` takes one text and gives one. */
const WRITERS = new Set(['summarization', 'translation', 'text2text-generation']);

/** The notebook's `predict` can stand for a removed pipeline of this adapter's kind. */
export const predictsFor = ({ id, route }: Pick<TaskAdapter, 'id' | 'route'>): boolean =>
  route === 'local' && id in GONE;

function taskOf({ source }: CodeIndex, call: PythonCall): string | null {
  const made = CLASSES[/^transformers\.(\w+)$/.exec(call.qualified)?.[1] ?? ''];
  if (made !== undefined) return made;
  if (!PATTERNS.pipeline.test(call.qualified)) return null;
  const named = call.args.find((one) => one.name === 'task');
  const task = (named ?? call.args.find((one) => one.name === null))?.value;
  const said = task ? (stringValue(source, task) ?? '') : '';
  return said.replace(/^translation_\w+_to_\w+$/, 'translation');
}

/**
 * Where an example calls a pipeline that transformers no longer has, let it call the notebook's
 * `predict`, which does the same with the same model; null where that cannot be done faithfully.
 * @param adapter the notebook's own way to the model.
 */
export function usePredict(
  original: string,
  facts: ModelFacts,
  adapter: Pick<TaskAdapter, 'id' | 'route'>,
): Step | null {
  if (!predictsFor(adapter) || !/ipeline\(/.test(original)) return null;
  const ids = adaptIds(original, facts);
  if (ids.reasons.length > 0) return null;
  const index = indexOf(ids.source);
  const edits: Edit[] = [];
  let task = '';
  for (const { name, value, statement } of index.assignments) {
    const made = index.calls.find(
      (one) => one.node.from === value.from && one.node.to === value.to,
    );
    task = (made && taskOf(index, made)) || '';
    if (!made || !Object.hasOwn(GONE, task)) continue;
    const fits = GONE[task] === null ? adapter.id === task : WRITERS.has(adapter.id);
    const calls = index.calls.filter(({ node }) => calleeOf(index, node) === name);
    const uses = ids.source.match(new RegExp(`(?<![\\w.])${name}(?!\\w)`, 'g'))?.length ?? 0;
    // Another use than being called once more is one that `predict` does not have.
    if (!fits || calls.length === 0 || uses !== calls.length + 1) return null;
    const texts = calls.map((call) => callOf(index, call, GONE[task] ?? null));
    if (texts.includes(null)) return null;
    edits.push(dropStatement(ids.source, statement));
    calls.forEach(({ node }, at) => edits.push({ ...span(node), text: texts[at] ?? '' }));
    break;
  }
  if (edits.length === 0) return null;
  const change: Change = {
    code: 'uses-predict',
    message: `transformers no longer has a pipeline for ${task}: \`predict\` from above does the same with this model.`,
  };
  return {
    source: withoutUnused(applyEdits(ids.source, edits)),
    changes: [...ids.changes, change],
    reasons: [],
  };
}

const span = ({ from, to }: SyntaxNode): Pick<Edit, 'from' | 'to'> => ({ from, to });
const calleeOf = ({ source }: CodeIndex, { firstChild }: SyntaxNode): string =>
  firstChild?.name === 'VariableName' ? textOf(source, firstChild) : '';

/** `predict` in place of a call, giving what the pipeline gave; null where `predict` could not. */
function callOf(index: CodeIndex, call: PythonCall, key: string | null): string | null {
  const text = (node: SyntaxNode): string => textOf(index.source, node);
  const given = call.args.filter((one) => one.name === null && one.star === '');
  const named = call.args.filter((one) => one.name !== null);
  const [first] = given;
  if (given.length + named.length !== call.args.length) return null;
  if (key === null) {
    const all = named
      .map((one) => one.name)
      .toSorted()
      .join(' ');
    if (!first && all === 'context question') return `predict${text(call.argList)}`;
    if (given.length !== 1 || named.length > 0 || !first) return null;
    const value = valueOf(index, first.value);
    return value?.name === 'DictionaryExpression' ? `predict(**${text(first.value)})` : null;
  }
  if (!first || given.length !== 1) return null;
  const value = valueOf(index, first.value);
  if (value === null) return null;
  const many = value.name === 'ArrayExpression';
  if (!many && !/String$/.test(value.name)) return null;
  return many
    ? `[{"${key}": predict(text)} for text in ${text(first.value)}]`
    : `[{"${key}": predict(${text(first.value)})}]`;
}

/** What a name was given, where that is said once; else the node itself. */
function valueOf(index: CodeIndex, node: SyntaxNode): SyntaxNode | null {
  if (node.name !== 'VariableName') return node;
  const given = index.assignments.filter(({ name }) => name === textOf(index.source, node));
  return given.length === 1 ? (given[0]?.value ?? null) : null;
}
