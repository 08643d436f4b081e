import { textOf, type SyntaxNode } from '../python/syntax.ts';
import { indexOf, type PythonCall, type CodeIndex } from './code-index.ts';
import { stringValue } from '../python/string-value.ts';
import { addArgument, dropStatement } from './edits.ts';
import { argumentEdit, KeywordReader, type Keyword } from './keywords.ts';
import { concerns } from './libraries.ts';
import { moveEdit } from './move.ts';
import { PATTERNS } from './patterns.ts';
import { GENERAL_RULES } from './table.ts';
import type { Action, Edit, FoundRewrite, Match, Rule } from './types.ts';

export interface RewriteOptions {
  /** Names defined before this source runs (`device`, `dtype` in a notebook). */
  readonly defined?: ReadonlySet<string>;
  /** What to look for; the rules that ask for no model when left out. */
  readonly rules?: readonly Rule[];
  /** Top-level modules that were imported before this source runs. */
  readonly modules?: ReadonlySet<string>;
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly edits?: readonly Edit[];
}
interface Look<M extends Match['on']> {
  readonly index: CodeIndex;
  readonly keywords: KeywordReader;
  readonly match: Extract<Match, { on: M }>;
  readonly action: Action;
}

const place = (
  { from, to }: { readonly from: number; readonly to: number },
  ...edits: readonly (Edit | null)[]
): Place => {
  const made = edits.filter((one) => one !== null);
  return { from, to, ...(made.length > 0 ? { edits: made } : {}) };
};

const renamed = (node: SyntaxNode, action: Action): Edit | null =>
  action.do === 'rename' ? { from: node.from, to: node.to, text: action.to } : null;

/** Reads of a name other than in the import that binds it. */
function renameReads(index: CodeIndex, name: string, to: string, statement: SyntaxNode): Edit[] {
  const found: Edit[] = [];
  index.tree.iterate({
    enter: ({ node }) => {
      if (node.name !== 'VariableName' || textOf(index.source, node) !== name) return;
      if (node.from >= statement.from && node.to <= statement.to) return;
      found.push({ from: node.from, to: node.to, text: to });
    },
  });
  return found;
}

function* names({ index, match, action }: Look<'name'>): Generator<Place> {
  for (const one of index.imports) {
    if (one.module !== match.module || one.name === null || !match.names.test(one.name)) continue;
    const edits = [renamed(one.node, action)];
    // The name is read elsewhere, too, unless the import gave it another one.
    if (action.do === 'rename' && one.bound === one.name)
      edits.push(...renameReads(index, one.name, action.to, one.statement));
    yield place(one.node, ...edits);
  }
  for (const one of index.attributes) {
    const name = textOf(index.source, one.name);
    if (one.qualified === `${match.module}.${name}` && match.names.test(name))
      yield place(one.name, renamed(one.name, action));
  }
}

/** What is written after a call when one of its arguments is dropped, unless it stands there already. */
function appended(source: string, action: Action, call: PythonCall): Edit | null {
  if (action.do !== 'drop' || action.append === undefined) return null;
  const follows = /^\s*\.(?:to|cuda|eval\(\)\.(?:to|cuda))\(/.test(source.slice(call.node.to));
  return follows ? null : { from: call.node.to, to: call.node.to, text: action.append };
}

function* keywordPlaces(look: Look<'keyword'>): Generator<Place> {
  const { index, match, keywords } = look;
  for (const call of index.calls)
    for (const one of keywords.of(call)) {
      if (one.name !== match.keyword) continue;
      if (!one.callees.some((callee) => match.calls.test(callee))) continue;
      if (match.value && !match.value.test(textOf(index.source, one.value))) continue;
      yield place(one, ...keywordEdits(look, call, one));
    }
}

function keywordEdits(
  { index, match, action }: Look<'keyword'>,
  call: PythonCall,
  one: Keyword,
): Edit[] {
  if (action.do === 'move') {
    const value = textOf(index.source, one.value);
    const moved = one.own ? moveEdit(index, call, action.to, match.keyword, value) : null;
    const drop = moved && one.edit({ do: 'drop' });
    return moved && drop ? [drop, moved] : [];
  }
  const edit = one.edit(action);
  // What a pipeline hands on is placed by the pipeline: nothing is written after it.
  const after =
    edit && match.calls.test(call.qualified) ? appended(index.source, action, call) : null;
  return [edit, after].filter((some) => some !== null);
}

function* positions({ index, match, action }: Look<'argument'>): Generator<Place> {
  for (const call of index.calls) {
    const argument = call.args[match.at];
    if (!argument || argument.name !== null || argument.star !== '') continue;
    if (!match.calls.test(call.qualified)) continue;
    if (match.value.test(textOf(index.source, argument.value)))
      yield place(argument, argumentEdit(action, call, argument));
  }
}

function callEdit(index: CodeIndex, action: Action, call: PythonCall): Edit | null {
  const { source } = index;
  const end = call.node.to;
  switch (action.do) {
    case 'add':
      return addArgument(source, call, action.argument);
    case 'call':
      return { from: call.nameNode.from, to: end, text: action.to };
    case 'append':
      return source.startsWith(action.text, end) ? null : { from: end, to: end, text: action.text };
    case 'rename':
      return renamed(call.nameNode, action);
    case 'unwrap':
      return call.receiver ? { from: call.receiver.to, to: call.nameNode.to, text: '' } : null;
    case 'drop': {
      const statement = call.node.parent;
      return statement?.name === 'ExpressionStatement' ? dropStatement(source, statement) : null;
    }
    default:
      return null;
  }
}

/** The task a pipeline is made for, where it is written out. */
function taskArgument({ args }: PythonCall): SyntaxNode | null {
  const argument = args.find((one) => one.name === 'task') ?? args[0];
  return argument && (argument.name === null || argument.name === 'task') ? argument.value : null;
}

/** The task of the pipeline that a call calls. */
function calledTask(index: CodeIndex, call: PythonCall): string | null {
  const callee = call.node.firstChild;
  const name = callee ? textOf(index.source, callee) : '';
  const made = index.assignments.findLast((one) => one.name === name)?.value ?? callee;
  const maker = index.calls.find(
    ({ node }) => made !== null && node.from === made.from && node.to === made.to,
  );
  const task = maker ? taskArgument(maker) : null;
  return task ? stringValue(index.source, task) : null;
}

function* calls({ index, match, action }: Look<'call'>): Generator<Place> {
  const { callee, has, lacks, task } = match.calls;
  for (const call of index.calls) {
    if (!callee.test(call.qualified)) continue;
    const given = call.args.map((argument) => (argument.star === '**' ? '**' : argument.name));
    if (has !== undefined && !given.includes(has)) continue;
    if (lacks?.some((name) => given.includes(name))) continue;
    if (task && !task.test(calledTask(index, call) ?? '')) continue;
    const edit = callEdit(index, action, call);
    if (action.do === 'append' && !edit) continue;
    yield place(call.nameNode, edit);
  }
}

function* attributes({ index, match, action }: Look<'attribute'>): Generator<Place> {
  for (const { node, name, qualified } of index.attributes) {
    const text = textOf(index.source, name);
    if (!match.names.test(text)) continue;
    if (match.of && !match.of.test(qualified.slice(0, -text.length - 1))) continue;
    const object = node.firstChild;
    const unwrap =
      action.do === 'unwrap' && object ? { from: object.to, to: name.to, text: '' } : null;
    yield place(name, renamed(name, action) ?? unwrap);
  }
}

function* tasks({ index, match }: Look<'task'>): Generator<Place> {
  for (const call of index.calls) {
    if (!PATTERNS.pipeline.test(call.qualified)) continue;
    const argument = taskArgument(call);
    const task = argument ? stringValue(index.source, argument) : null;
    if (argument && task !== null && match.tasks.test(task)) yield place(argument);
  }
}

function placesOf(index: CodeIndex, keywords: KeywordReader, rule: Rule): Generator<Place> {
  const { match, action } = rule;
  switch (match.on) {
    case 'name':
      return names({ index, keywords, match, action });
    case 'keyword':
      return keywordPlaces({ index, keywords, match, action });
    case 'argument':
      return positions({ index, keywords, match, action });
    case 'call':
      return calls({ index, keywords, match, action });
    case 'attribute':
      return attributes({ index, keywords, match, action });
    case 'task':
      return tasks({ index, keywords, match, action });
  }
}

/**
 * Where in a source old or machine-bound API stands, in text order. Positions
 * are offsets. Never throws, whatever the source.
 */
export function findRewrites(source: string, options: RewriteOptions = {}): FoundRewrite[] {
  return findInIndex(indexOf(source), options);
}

/** The same for a source whose index is at hand. */
export function findInIndex(
  index: CodeIndex,
  { rules = GENERAL_RULES, defined, modules = new Set() }: RewriteOptions = {},
): FoundRewrite[] {
  const found: FoundRewrite[] = [];
  const keywords = new KeywordReader(index);
  for (const rule of rules) {
    if (!concerns(index, rule, modules)) continue;
    const missing = rule.uses?.some(
      (name) => !defined?.has(name) && !index.assignments.some((one) => one.name === name),
    );
    for (const { edits, ...where } of placesOf(index, keywords, rule))
      found.push({
        rule,
        message: rule.message,
        ...where,
        ...(edits && !missing ? { edits } : {}),
      });
  }
  return found.sort((a, b) => a.from - b.from);
}
