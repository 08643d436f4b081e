import { reason } from '../findings/example.ts';
import type { Finding } from '../findings/finding.ts';
import { childrenOf, textOf, type SyntaxNode } from '../python/syntax.ts';
import type { CodeIndex } from '../rules/code-index.ts';
import { lineAt } from './types.ts';

/** Loops without an end, gaps, and results taken apart as they no longer come. */
export function syntaxReasons(index: CodeIndex): Finding[] {
  const found: Finding[] = [];
  index.tree.iterate({
    enter: ({ name, node }) => {
      const line = (): number => lineAt(index.source, node.from);
      if (name === 'Ellipsis' && !isSlice(node))
        found.push(
          reason('example-placeholder', 'Part of it is left out with an ellipsis.', line()),
        );
      if (name === 'WhileStatement') {
        const condition = childrenOf(node)[1];
        if (condition && /^(?:True|1)$/.test(textOf(index.source, condition)))
          found.push(reason('endless-loop', 'It loops without an end.', line()));
      }
      if (
        name === 'MemberExpression' &&
        /\[\s*["']sample["']\s*\]$/.test(textOf(index.source, node))
      ) {
        found.push(
          reason('old-tuples', 'It reads the pictures of a pipeline under an old name.', line()),
        );
      }
      if (name === 'AssignStatement' && unpacksOutput(index, node)) {
        found.push(
          reason(
            'old-tuples',
            'It takes the output of a model apart as a tuple, which it no longer is.',
            line(),
          ),
        );
      }
      if (name === 'AssignStatement' && /^os\.environ\[/.test(textOf(index.source, node))) {
        found.push(reason('sets-environment', 'It sets environment variables.', line()));
      }
    },
  });
  return found;
}

/** `scores, _ = model(…)`: a model's output gives its keys when it is unpacked. */
function unpacksOutput(index: CodeIndex, statement: SyntaxNode): boolean {
  const [target, comma] = childrenOf(statement);
  const value = statement.lastChild;
  if (comma?.name !== ',' && target?.name !== 'TupleExpression') return false;
  if (value?.name !== 'CallExpression') return false;
  const call = index.calls.find((one) => one.node.from === value.from && one.node.to === value.to);
  return (
    call !== undefined &&
    /(?<!Tokenizer|TokenizerFast|Processor)\.from_pretrained\(\)(?:\.(?:to|eval|cuda|half)\(\))*$/.test(
      call.qualified,
    )
  );
}

/** `x[..., 0]` is no placeholder. */
const isSlice = (node: SyntaxNode): boolean =>
  node.parent?.name === 'MemberExpression' ||
  (node.parent?.name === 'TupleExpression' && node.parent.parent?.name === 'MemberExpression');
