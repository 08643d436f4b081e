import { childrenOf, textOf, type SyntaxNode } from '../syntax.ts';
import { indexCode, stringValue, type Argument, type Call, type CodeIndex } from './code-index.ts';
import { addArgument, applyEdits, dropArgument, dropStatement } from './edits.ts';
import { REWRITES } from './table.ts';
import type { Edit, FoundRewrite, Rewrite } from './types.ts';

export interface RewriteOptions {
  /** Names defined before this source runs (`device`, `dtype` in a notebook). */
  readonly defined?: ReadonlySet<string>;
  readonly rows?: readonly Rewrite[];
  /** Top-level modules that were imported before this source runs. */
  readonly modules?: ReadonlySet<string>;
}

const root = (name: string): string => name.split(/[.[(]/)[0] ?? name;

function keywordEdit(row: Rewrite, call: Call, argument: Argument): Edit | null {
  const { action } = row;
  switch (action.do) {
    case 'drop':
      return dropArgument(call, argument);
    case 'value':
      return { from: argument.value.from, to: argument.value.to, text: action.to };
    case 'argument':
      return { from: argument.from, to: argument.to, text: action.to };
    case 'rename':
      return {
        from: argument.from,
        to: argument.from + (argument.name?.length ?? 0),
        text: action.to,
      };
    default:
      return null;
  }
}

/** What is written after a call when one of its arguments is dropped, unless it stands there already. */
function appended(source: string, { action }: Rewrite, call: Call): Edit | null {
  if (action.do !== 'drop' || action.append === undefined) return null;
  const follows = /^\s*\.(?:to|cuda|eval\(\)\.(?:to|cuda))\(/.test(source.slice(call.node.to));
  return follows ? null : { from: call.node.to, to: call.node.to, text: action.append };
}

function callEdit(index: CodeIndex, row: Rewrite, call: Call): Edit | null {
  const { action } = row;
  const { source } = index;
  switch (action.do) {
    case 'add':
      return addArgument(source, call, action.argument);
    case 'call':
      return { from: call.nameNode.from, to: call.node.to, text: action.to };
    case 'append':
      return source.startsWith(action.text, call.node.to)
        ? null
        : { from: call.node.to, to: call.node.to, text: action.text };
    case 'rename':
      return { from: call.nameNode.from, to: call.nameNode.to, text: action.to };
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

/** Arguments that stand inside a dict literal handed on as keywords: `model_kwargs={"torch_dtype": …}`. */
function dictKey(index: CodeIndex, node: SyntaxNode, key: string): SyntaxNode | null {
  if (node.name !== 'DictionaryExpression') return null;
  return (
    childrenOf(node).find(
      (child) => child.name === 'String' && stringValue(index.source, child) === key,
    ) ?? null
  );
}

function* findRow(
  index: CodeIndex,
  row: Rewrite,
): Generator<Omit<FoundRewrite, 'row' | 'message'>> {
  const { match, action } = row;
  const { source } = index;
  const edits = (edit: Edit | null): { edits?: readonly Edit[] } => (edit ? { edits: [edit] } : {});
  switch (match.on) {
    case 'name':
      for (const one of index.imports) {
        if (one.module !== match.module || one.name === null || !match.names.test(one.name))
          continue;
        const rename = action.do === 'rename' ? action.to : null;
        const list: Edit[] =
          rename === null ? [] : [{ from: one.node.from, to: one.node.to, text: rename }];
        // The name is read elsewhere, too, unless the import gave it another one.
        if (rename !== null && one.bound === one.name)
          list.push(...renameReads(index, one.name, rename, one.statement));
        yield { from: one.node.from, to: one.node.to, ...(list.length > 0 ? { edits: list } : {}) };
      }
      for (const one of index.attributes) {
        const name = textOf(source, one.name);
        if (one.qualified !== `${match.module}.${name}` || !match.names.test(name)) continue;
        yield {
          from: one.name.from,
          to: one.name.to,
          ...edits(
            action.do === 'rename'
              ? { from: one.name.from, to: one.name.to, text: action.to }
              : null,
          ),
        };
      }
      return;
    case 'keyword':
      for (const call of index.calls) {
        if (!match.calls.test(call.qualified)) continue;
        for (const argument of call.args) {
          const { value } = argument;
          if (
            argument.name === match.keyword &&
            (match.value?.test(textOf(source, value)) ?? true)
          ) {
            const edit = keywordEdit(row, call, argument);
            const after = edit ? appended(source, row, call) : null;
            const all = [edit, after].filter((one) => one !== null);
            yield {
              from: argument.from,
              to: argument.to,
              ...(all.length > 0 ? { edits: all } : {}),
            };
          }
          const key =
            argument.name === 'model_kwargs' ? dictKey(index, value, match.keyword) : null;
          if (key) {
            const text = key.nextSibling?.nextSibling;
            if (match.value && !(text && match.value.test(textOf(source, text)))) continue;
            yield { from: key.from, to: key.to, ...edits(dictEdit(row, key)) };
          }
        }
      }
      return;
    case 'argument':
      for (const call of index.calls) {
        const argument = call.args[match.at];
        if (
          !match.calls.test(call.qualified) ||
          !argument ||
          argument.name !== null ||
          argument.star
        )
          continue;
        if (!match.value.test(textOf(source, argument.value))) continue;
        yield { from: argument.from, to: argument.to, ...edits(keywordEdit(row, call, argument)) };
      }
      return;
    case 'call':
      for (const call of index.calls) {
        const { callee, has, lacks } = match.calls;
        if (!callee.test(call.qualified)) continue;
        const names = call.args.map((argument) => (argument.star === '**' ? '**' : argument.name));
        if (has !== undefined && !names.includes(has)) continue;
        if (lacks?.some((name) => names.includes(name))) continue;
        const edit = callEdit(index, row, call);
        if (action.do === 'append' && !edit) continue;
        yield { from: call.nameNode.from, to: call.nameNode.to, ...edits(edit) };
      }
      return;
    case 'attribute':
      for (const one of index.attributes) {
        const name = textOf(source, one.name);
        if (!match.names.test(name)) continue;
        if (match.of && !match.of.test(one.qualified.slice(0, -name.length - 1))) continue;
        const to =
          action.do === 'rename' ? { from: one.name.from, to: one.name.to, text: action.to } : null;
        const object = one.node.firstChild;
        const unwrap =
          action.do === 'unwrap' && object ? { from: object.to, to: one.name.to, text: '' } : null;
        yield { from: one.name.from, to: one.name.to, ...edits(to ?? unwrap) };
      }
      return;
    case 'task':
      for (const call of index.calls) {
        if (!/^transformers\.(?:pipelines\.)?pipeline$/.test(call.qualified)) continue;
        const argument = call.args.find((one) => one.name === 'task') ?? call.args[0];
        if (!argument || (argument.name !== null && argument.name !== 'task')) continue;
        const task = stringValue(source, argument.value);
        if (task === null || !match.tasks.test(task)) continue;
        yield {
          from: argument.value.from,
          to: argument.value.to,
          ...edits(keywordEdit(row, call, argument)),
        };
      }
      return;
  }
}

function dictEdit(row: Rewrite, key: SyntaxNode): Edit | null {
  const { action } = row;
  const value = key.nextSibling?.nextSibling;
  if (action.do === 'rename') return { from: key.from, to: key.to, text: `"${action.to}"` };
  if (action.do === 'value' && value) return { from: value.from, to: value.to, text: action.to };
  if (action.do === 'argument' && value) {
    const [name = '', text = ''] = action.to.split('=');
    return { from: key.from, to: value.to, text: `"${name}": ${text}` };
  }
  return null;
}

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

/** True when the source has anything to do with the row's library. */
function concerns(index: CodeIndex, row: Rewrite, before: ReadonlySet<string>): boolean {
  const modules = MODULES[row.library] ?? [row.library];
  return (
    modules.some((module) => before.has(module)) ||
    index.imports.some((one) => modules.includes(root(one.module)))
  );
}

/** Import names under which a row's library, or code that hands arguments on to it, is used. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  transformers: ['transformers', 'sentence_transformers', 'peft', 'optimum', 'diffusers'],
  'sentence-transformers': ['sentence_transformers'],
  huggingface_hub: [
    'huggingface_hub',
    'transformers',
    'diffusers',
    'datasets',
    'sentence_transformers',
    'timm',
    'peft',
  ],
  torch: ['torch', 'transformers', 'diffusers', 'sentence_transformers', 'timm', 'peft'],
};

/** Every module whose import makes some row look at the code. */
export const LIBRARY_MODULES: ReadonlySet<string> = new Set([
  ...REWRITES.map((row) => row.library),
  ...Object.values(MODULES).flat(),
]);

/**
 * Where in a source old or machine-bound API stands, in text order. Positions
 * are offsets. Never throws, whatever the source.
 */
export function findRewrites(source: string, options: RewriteOptions = {}): FoundRewrite[] {
  return findInIndex(indexCode(source), options);
}

/** The same for a source whose index is at hand. */
export function findInIndex(
  index: CodeIndex,
  { rows = REWRITES, defined, modules = new Set() }: RewriteOptions = {},
): FoundRewrite[] {
  const found: FoundRewrite[] = [];
  for (const row of rows) {
    if (!concerns(index, row, modules)) continue;
    const missing = row.uses?.some(
      (name) => !defined?.has(name) && !index.assignments.some((one) => one.name === name),
    );
    for (const place of findRow(index, row)) {
      const { edits, ...where } = place;
      found.push({ row, message: row.message, ...where, ...(edits && !missing ? { edits } : {}) });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

export interface Rewritten {
  readonly source: string;
  /** Rows that changed something, in the order they did, without duplicates. */
  readonly applied: readonly Rewrite[];
  /** What stands in the result and cannot be made right. */
  readonly refused: readonly FoundRewrite[];
}

/** Edits can uncover further ones (two arguments side by side); after so many rounds it is enough. */
const MAX_ROUNDS = 8;

/** Apply every rewrite of the table until none is left that has an edit. */
export function applyRewrites(source: string, options: RewriteOptions = {}): Rewritten {
  const applied = new Set<Rewrite>();
  let text = source;
  let found: FoundRewrite[] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    found = findRewrites(text, options);
    const chosen: Edit[] = [];
    for (const { row, edits } of found) if (edits && addEdits(chosen, edits)) applied.add(row);
    const next = applyEdits(text, chosen);
    if (next === text) break;
    text = next;
  }
  return { source: text, applied: [...applied], refused: found.filter((place) => !place.edits) };
}

/** Add edits that go together to those chosen, unless one of them touches another's place. */
export function addEdits(chosen: Edit[], edits: readonly Edit[]): boolean {
  const isFree = (edit: Edit): boolean =>
    chosen.every((other) => edit.to < other.from || edit.from > other.to || sameEdit(edit, other));
  if (!edits.every(isFree)) return false;
  chosen.push(...edits.filter((edit) => !chosen.some((other) => sameEdit(edit, other))));
  return true;
}

const sameEdit = (a: Edit, b: Edit): boolean =>
  a.from === b.from && a.to === b.to && a.text === b.text;
