import { pythonLiteral } from '../python/literal.ts';
import { languageOf } from '../samples/language.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { indexOf, type CodeIndex } from '../rules/code-index.ts';
import { applyEdits, dropStatement } from '../rules/edits.ts';
import type { Edit } from '../rules/types.ts';
import { textOf, type SyntaxNode } from '../python/syntax.ts';
import type { Change, Step } from './types.ts';

/** What is said in place of somebody who types, turn by turn. */
const SAID = [
  'Hello! How are you?',
  'What do you like to do on Sundays?',
  'Why do you like it?',
  'Can I try it, too?',
  'What do I need for that?',
  'Thank you, and goodbye!',
];
/** More turns than these have more on their mind than a demonstration. */
const MOST_TURNS = 12;

/** \`for step in range(5): … input("You: ") …\`: the notebook says something where the author's reader types. */
export function adaptTyping(source: string, facts: ModelFacts): Step {
  const none: Step = { source, changes: [], reasons: [] };
  const spoken = languageOf(facts);
  if (!/\binput\(/.test(source) || (spoken !== null && spoken !== 'en' && spoken !== 'mul'))
    return none;
  const index = indexOf(source);
  const calls = index.calls.filter((call) => call.qualified === 'input');
  const turns = calls.map((call) => turnsOf(index, call.node));
  const all = turns.reduce<number>((sum, one) => sum + (one ?? Infinity), 0);
  if (calls.length === 0 || all > MOST_TURNS) return none;
  const lines = Array.from({ length: all }, (_, at) => SAID[at % SAID.length] ?? '');
  const said = `said = iter(${pythonLiteral(lines)})\n`;
  const edits = calls.map(({ node }): Edit => ({
    from: node.from,
    to: node.to,
    text: 'next(said)',
  }));
  return {
    source: said + applyEdits(source, edits),
    changes: [
      {
        code: 'typing-said',
        message:
          'It waited for somebody to type: `said` holds what is said instead. Change it as you like.',
      },
    ],
    reasons: [],
  };
}

/** How often a place is passed: once, or as often as the loops around it say; null where nothing says it. */
function turnsOf({ source }: CodeIndex, node: SyntaxNode): number | null {
  let turns = 1;
  for (let at = node.parent; at; at = at.parent) {
    if (
      /^(?:WhileStatement|FunctionDefinition|ComprehensionExpression|LambdaExpression)$/.test(
        at.name,
      )
    )
      return null;
    if (at.name !== 'ForStatement') continue;
    const [, count] = /^for\s+\w+\s+in\s+range\((\d{1,3})\)/.exec(textOf(source, at)) ?? [];
    if (count === undefined) return null;
    turns *= Number(count);
  }
  return turns;
}

/** Data sets that documentation takes one sample from. */
const LOADS = /(?:^|\.)load_dataset$/;

/**
 * `load_dataset(…)` of which only one picture or one sound is used: the notebook's own stands there,
 * so that no data set has to be downloaded.
 */
export function adaptDataset(original: string, defined: ReadonlySet<string>): Step {
  const none: Step = { source: original, changes: [], reasons: [] };
  if (!original.includes('load_dataset(')) return none;
  const index = indexOf(original);
  const edits: Edit[] = [];
  let what = '';
  for (const { name, statement, value } of index.assignments) {
    const call = index.calls.find(
      (one) => one.node.from === value.from && LOADS.test(one.qualified),
    );
    if (!call) continue;
    edits.push(dropStatement(original, statement));
    for (const node of usesOf(index, name, statement)) {
      const sample = sampleOf(index, node);
      // Sorted, cast or shuffled first: a step that a single sample does not need.
      if (sample === null && dropsPreparation(index, node, name, edits)) continue;
      if (sample === null || !defined.has(sample.text)) return none;
      what = sample.text === 'sample_image' ? 'picture' : 'sound';
      edits.push({ ...sample, text: `${sample.text}()` });
    }
  }
  if (what === '') return none;
  const change: Change = {
    code: sampleCode(what),
    message: `The ${what} is the one this notebook brings, so that no data set has to be downloaded.`,
  };
  return { source: withoutImport(applyEdits(original, edits)), changes: [change], reasons: [] };
}
const sampleCode = (what: string): string => (what === 'picture' ? 'sample-image' : 'sample-sound');

/** `dataset = dataset.sort("id")` and its like go with the data set. */
function dropsPreparation(
  index: CodeIndex,
  node: SyntaxNode,
  name: string,
  edits: Edit[],
): boolean {
  const own = index.assignments.find(
    (one) => one.name === name && one.value.from === node.from && one.statement.from < node.from,
  );
  const text = own ? textOf(index.source, own.value).replace(/^\w+/, '') : '';
  if (!own || !/^(?:\.(?:sort|shuffle|cast_column|select)\((?:[^()]|\([^()]*\))*\))+$/.test(text))
    return false;
  edits.push(dropStatement(index.source, own.statement));
  return true;
}

function usesOf(index: CodeIndex, name: string, statement: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  index.tree.iterate({
    enter: ({ node }) => {
      if (node.name !== 'VariableName' || textOf(index.source, node) !== name) return;
      const bound =
        node.parent?.name === 'AssignStatement' && node.nextSibling?.name === 'AssignOp';
      const isOwn = node.from >= statement.from && node.to <= statement.to;
      const isKeyword = node.parent?.name === 'ArgList' && node.nextSibling?.name === 'AssignOp';
      if (!bound && !isOwn && !isKeyword) found.push(node);
    },
  });
  return found;
}

/** One picture or sound of a data set: `dataset["test"]["image"][0]`; `["array"]` behind it stays. */
function sampleOf({ source }: CodeIndex, node: SyntaxNode): Edit | null {
  let found: Edit | null = null;
  for (
    let at = node.parent;
    at?.name === 'MemberExpression' && at.from === node.from;
    at = at.parent
  ) {
    const text = textOf(source, at).replaceAll("'", '"');
    const [, kind] = /\["(image|img|audio)"\](?:\[-?\d{1,6}\])?$/.exec(text) ?? [];
    const { from, to } = at;
    if (kind) found = { from, to, text: kind === 'audio' ? 'sample_sound' : 'sample_image' };
  }
  return found;
}

function withoutImport(source: string): string {
  const index = indexOf(source);
  const gone = index.imports.filter(
    (one) => one.module === 'datasets' && one.name === 'load_dataset',
  );
  return applyEdits(
    source,
    gone
      .filter(
        ({ statement }) => index.imports.filter((one) => one.statement === statement).length === 1,
      )
      .map(({ statement }) => dropStatement(source, statement)),
  );
}
