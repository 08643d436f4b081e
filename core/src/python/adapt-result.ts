import { lineAt, reason, type Change, type Step } from './adapt-types.ts';
import { indexCode, type CodeIndex } from './rewrites/code-index.ts';
import { applyEdits } from './rewrites/edits.ts';
import type { Edit } from './rewrites/types.ts';
import { childrenOf, parsePython, textOf, type SyntaxNode } from './syntax.ts';

const LOADED =
  /(?:from_pretrained|pipeline|SentenceTransformer|CrossEncoder|create_model|hf_hub_download|\.load|from_hub)\(\)/;
/** Methods that prepare a model but do not use it. */
const PREPARES =
  /\.(?:to|eval|cuda|half|float|train|tie_weights|requires_grad_|set_progress_bar_config|enable_\w+|fuse_lora|load_lora_weights|compile|from_config)$/;
const SHOWS =
  /^(?:print|pprint\.\w+|display|IPython\.display\.\w+)$|\.(?:show|imshow|print)$|TextStreamer$/;

const isHelper = (qualified: string): boolean =>
  /(?:Tokenizer\w*|Processor|FeatureExtractor|Config|Scheduler)\.from_pretrained\(\)/.test(
    qualified,
  );

/** Does any call use the model (not only a tokenizer)? */
export const usesModel = (index: CodeIndex): boolean =>
  index.calls.some(
    (call) =>
      LOADED.test(call.qualified) && !PREPARES.test(call.qualified) && !isHelper(call.qualified),
  );

const onlyExpression = (statement: SyntaxNode | undefined): SyntaxNode | null =>
  statement?.name === 'ExpressionStatement' ? statement.firstChild : null;

/**
 * See to it that the example shows what it computed: a final assignment gets
 * its name as a last line, results that a notebook would not show are printed.
 */
export function adaptResult(original: string): Step {
  const source = withoutPastedOutput(original);
  const index = indexCode(source);
  if (!usesModel(index)) {
    return {
      source,
      changes: [],
      reasons: [
        reason(
          'only-loads',
          'It loads the model without using it, which the notebook does already.',
        ),
      ],
    };
  }
  const statements = childrenOf(index.tree.topNode).filter((node) => node.name !== 'Comment');
  const last = statements.at(-1);
  const edits: Edit[] = [];
  const changes: Change[] = [];
  for (const statement of statements) {
    const expression = onlyExpression(statement);
    if (!expression || statement === last || expression.name !== 'CallExpression') continue;
    const call = index.calls.find(
      (one) => one.node.from === expression.from && one.node.to === expression.to,
    );
    if (
      call &&
      /^(?:transformers\.pipeline|sentence_transformers\.\w+)\(\)(?:\.(?:encode|predict|rank))?$/.test(
        call.qualified,
      )
    ) {
      edits.push(
        { from: expression.from, to: expression.from, text: 'print(' },
        { from: expression.to, to: expression.to, text: ')' },
      );
    }
  }
  if (edits.length > 0)
    changes.push({
      code: 'print-results',
      message: 'Results that a notebook would not show are printed.',
    });

  const saved = /^([A-Za-z_][\w.[\]]*)\.save\(\s*["'][^"'\n]*["']\s*\)$/.exec(
    last ? textOf(source, last) : '',
  );
  const shows = index.calls.some((call) => SHOWS.test(call.qualified));
  if (last && saved) {
    edits.push({ from: last.from, to: last.to, text: saved[1] ?? '' });
    changes.push({
      code: 'show-result',
      message: 'The result is shown here and not written to a file.',
    });
  } else if (!shows && edits.length === 0 && last) {
    const target = last.name === 'AssignStatement' ? last.firstChild : null;
    const isName = target?.name === 'VariableName' && target.nextSibling?.name === 'AssignOp';
    if (isName && target) {
      edits.push({ from: source.length, to: source.length, text: `\n${textOf(source, target)}` });
      changes.push({ code: 'show-result', message: 'The last line shows the result.' });
    } else if (last.name !== 'ExpressionStatement') {
      return {
        source,
        changes: [],
        reasons: [reason('shows-nothing', 'It shows no result.', lineAt(source, last.from))],
      };
    }
  }
  return {
    source: applyEdits(
      source.trimEnd(),
      edits.map((edit) => clamp(edit, source.trimEnd().length)),
    ),
    changes,
    reasons: [],
  };
}

/** Output that authors paste below their code: a string that is a statement, comments that show data. */
function withoutPastedOutput(source: string): string {
  const tree = parsePython(source);
  const last = tree.topNode.lastChild;
  const isText =
    last?.name === 'ExpressionStatement' &&
    last.firstChild?.name === 'String' &&
    last.prevSibling !== null;
  const text = (isText && last ? source.slice(0, last.from) : source).trimEnd();
  const lines = text.split('\n');
  while (lines.length > 1 && DATA_COMMENT.test(lines.at(-1) ?? '')) lines.pop();
  return lines.join('\n');
}
const DATA_COMMENT = /^\s*$|^#\s*(?:[[\](){}'"\d<.|>]|tensor|[Oo]utputs?:?\s*$|=+>|\.\.\.)/;

const clamp = (edit: Edit, length: number): Edit => ({
  ...edit,
  from: Math.min(edit.from, length),
  to: Math.min(edit.to, length),
});
