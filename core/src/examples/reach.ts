import type { Finding } from '../findings/finding.ts';
import { lineAt } from './types.ts';
import { reason, type ExampleCode } from '../findings/example.ts';
import type { CodeIndex } from '../rules/code-index.ts';
import { textOf } from '../python/syntax.ts';

/** Built-in functions with which text becomes code, or checks by name are got around. */
const NEVER = new Set(
  '__import__ __builtins__ __loader__ breakpoint compile delattr eval exec exit get_ipython getattr globals locals quit setattr vars'.split(
    ' ',
  ),
);
/** The same, but also names that authors give to variables of their own. */
const UNLESS_BOUND = new Set(['open', 'input']);
/** Modules that must not be handed on as a value: their attributes could no longer be followed. */
const NOT_A_VALUE = new Set(['os', 'sys', 'io', 'pathlib', 'huggingface_hub', 'torch', 'IPython']);

const ATTRIBUTES: readonly (readonly [RegExp, string])[] = [
  [
    /^os\.(?!path(?:\.|$)|environ(?:\.get)?$|getcwd$|getenv$|cpu_count$|sep$|linesep$)/,
    'reaches for the operating system',
  ],
  [
    /^sys\.(?!version|executable$|stdout|stderr|platform$|maxsize$|argv$)/,
    'reaches into the interpreter',
  ],
  [/^io\.(?!BytesIO$|StringIO$)/, 'reads or writes files'],
  [/^torch\.(?:hub|ops|utils\.cpp_extension|package|jit\.load|load$)/, 'loads code from elsewhere'],
  [/^IPython\.display\.(?:Javascript|HTML|IFrame)$/, 'shows a page of its own'],
  [
    /^huggingface_hub\.(?:HfApi|upload|create|delete|move|update|duplicate|super_squash|run_|request)\w*/,
    'changes things on the Hub',
  ],
];
const PLAIN_DUNDER = /^__(?:name|version|len|init|call|doc|getitem|iter)__$/;

/** Ways by which an example would reach out of the notebook, by whatever name. */
export function reachesOut(index: CodeIndex): Finding[] {
  const found: Finding[] = [];
  const bound = new Set(index.assignments.map((one) => one.name));
  index.tree.iterate({
    enter: ({ name, node }) => {
      if (name === 'VariableName' && node.parent?.name === 'ParamList')
        bound.add(textOf(index.source, node));
    },
  });
  const add = (code: ExampleCode, message: string, at: number): void => {
    found.push(reason(code, message, lineAt(index.source, at)));
  };
  index.tree.iterate({
    enter: ({ name, node }) => {
      if (name !== 'VariableName') return;
      const parent = node.parent?.name;
      if (
        parent === 'ImportStatement' ||
        (parent === 'ArgList' && node.nextSibling?.name === 'AssignOp')
      )
        return;
      const text = textOf(index.source, node);
      if (NEVER.has(text)) add('runs-text', `It uses ${text}, which can do anything.`, node.from);
      if (
        UNLESS_BOUND.has(text) &&
        !bound.has(text) &&
        parent !== 'CallExpression' &&
        parent !== 'ParamList'
      ) {
        add('runs-text', `It hands ${text} on as a value.`, node.from);
      }
      if (NOT_A_VALUE.has(text) && parent !== 'MemberExpression' && !bound.has(text)) {
        add('runs-text', `It hands the module ${text} on as a value.`, node.from);
      }
    },
  });
  const names = [
    ...index.attributes.map((one) => ({ qualified: one.qualified, at: one.node.from })),
    ...index.imports.flatMap((one) =>
      one.name === null ? [] : [{ qualified: `${one.module}.${one.name}`, at: one.statement.from }],
    ),
  ];
  for (const { qualified, at } of names) {
    for (const [pattern, what] of ATTRIBUTES)
      if (pattern.test(qualified)) add('runs-programs', `It ${what} (${qualified}).`, at);
    const last = qualified.slice(qualified.lastIndexOf('.') + 1);
    if (/^__\w+__$/.test(last) && !PLAIN_DUNDER.test(last))
      add('runs-text', 'It reaches into the interpreter.', at);
  }
  return found;
}
