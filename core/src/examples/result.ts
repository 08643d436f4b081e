import { lineAt, type Change, type Step } from './types.ts';
import { reason } from '../findings/example.ts';
import { indexOf, type CodeIndex } from '../rules/code-index.ts';
import { applyEdits } from '../rules/edits.ts';
import type { Edit } from '../rules/types.ts';
import { childrenOf, parsePython, textOf, type SyntaxNode } from '../python/syntax.ts';

const LOADED =
  /(?:from_pretrained|pipeline|SentenceTransformer|CrossEncoder|SparseEncoder|SetFitModel|create_model|hf_hub_download|\.load|from_hub)\(\)/;
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
const usesModel = (index: CodeIndex): boolean =>
  index.calls.some(
    (call) =>
      call.qualified === 'predict' ||
      (LOADED.test(call.qualified) && !PREPARES.test(call.qualified) && !isHelper(call.qualified)),
  );

/** What a tokenizer alone is good for: showing what the model is given. */
const TOKENIZES =
  /Tokenizer\w*\.from_pretrained\(\)(?:$|\.(?:apply_chat_template|tokenize|encode|decode|convert_\w+)$)/;
/** Calls that make something whose description tells what it is made of. */
const DESCRIBED =
  /^transformers\.(?:pipeline|\w+\.from_pretrained)$|^sentence_transformers\.\w+$|^diffusers\.\w+\.from_pretrained$|^timm\.create_model$/;

/** An example that stops where the model is loaded: what was loaded is worth a look. */
function onlyLoads(index: CodeIndex): Step {
  const { source } = index;
  const shows = index.calls.some((call) => SHOWS.test(call.qualified));
  const none: Step = { source, changes: [], reasons: [] };
  if (shows && index.calls.some((call) => TOKENIZES.test(call.qualified))) return none;
  const loads = index.calls.filter(
    (call) => DESCRIBED.test(call.qualified) && !isHelper(`${call.qualified}()`),
  );
  // Loaded inside a class of the author's, and used through it.
  if (shows && loads.some((call) => isInDefinition(call.node))) return none;
  const made = index.assignments.findLast(
    ({ value, statement }) =>
      statement.parent?.name === 'Script' && loads.some((call) => call.node.from === value.from),
  );
  if (!made) {
    const message = 'It loads the model without using it, which the notebook does already.';
    return { source, changes: [], reasons: [reason('only-loads', message)] };
  }
  const isPipeline = index.qualify(made.value) === 'transformers.pipeline()';
  return {
    source: `${source.trimEnd()}\n${made.name}${isPipeline ? '.model' : ''}`,
    changes: [
      {
        code: ONLY_LOADS,
        message:
          'It stops where the model is loaded; the last line shows the layers it is made of.',
      },
    ],
    reasons: [],
  };
}
/** Code of the change by which an example that uses nothing is known: any other of the card is better. */
export const ONLY_LOADS = 'shows-layers';

const isInDefinition = (node: SyntaxNode): boolean => {
  for (let at = node.parent; at; at = at.parent) {
    if (/^(?:FunctionDefinition|ClassDefinition)$/.test(at.name)) return true;
  }
  return false;
};

const onlyExpression = (statement: SyntaxNode | undefined): SyntaxNode | null =>
  statement?.name === 'ExpressionStatement' ? statement.firstChild : null;

/**
 * See to it that the example shows what it computed: a final assignment gets
 * its name as a last line, results that a notebook would not show are printed.
 */
export function adaptResult(original: string): Step {
  const source = withoutPastedOutput(original);
  const index = indexOf(source);
  if (!usesModel(index)) return onlyLoads(index);
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
    const compared = /^assert\s+([A-Za-z_]\w*)\s*==/.exec(textOf(source, last))?.[1];
    const name = compared ?? lastName(source, last);
    if (compared !== undefined) {
      edits.push({ from: last.from, to: last.to, text: compared });
      changes.push({
        code: 'show-result',
        message: 'The result is shown and not compared with the one that the authors expect.',
      });
    } else if (name !== null) {
      edits.push({ from: source.length, to: source.length, text: `\n${name}` });
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

/** The name that a statement, or the last line of a `with` block, gives a value; null for others. */
function lastName(source: string, statement: SyntaxNode): string | null {
  let line: SyntaxNode | null = statement;
  if (statement.name === 'WithStatement') {
    line = statement.lastChild?.lastChild ?? null;
    while (line?.name === 'Comment') line = line.prevSibling;
  }
  const target = line?.name === 'AssignStatement' ? line.firstChild : null;
  const alone = target?.name === 'VariableName' && target.nextSibling?.name === 'AssignOp';
  return alone ? textOf(source, target) : null;
}

/** Output that authors paste below their code: a string that is a statement, comments that show data. */
function withoutPastedOutput(source: string): string {
  const tree = parsePython(source);
  const last = tree.topNode.lastChild;
  const isText =
    last?.name === 'ExpressionStatement' &&
    last.firstChild?.name === 'String' &&
    last.prevSibling !== null;
  const text = (isText ? source.slice(0, last.from) : source).trimEnd();
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
