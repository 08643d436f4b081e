import type { Finding } from '../findings/finding.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { lineAt } from './types.ts';
import { reason } from '../findings/example.ts';
import { stringValue } from '../python/string-value.ts';
import { openingCall } from '../library/calls.ts';
import type { CodeIndex, PythonCall } from '../rules/code-index.ts';
import { PATTERNS } from '../rules/patterns.ts';
import { autoRefuses } from '../library/transformers-names.ts';
import { textOf } from '../python/syntax.ts';

const WEIGHTS = /\.(?:safetensors|bin|pt|pth|ckpt|joblib|pkl|skops|zip|gguf)$/;
/** Calls that read weights, with imports resolved. */
const loads = (callee: string): boolean =>
  PATTERNS.pipeline.test(callee) ||
  PATTERNS['loads-model'].test(callee) ||
  openingCall(callee)?.weights === true;

/** Mask tokens as BERT and RoBERTa write them; hardly a text has one for another reason. */
const MASKS = /\[MASK\]|<mask>/;

const opensThis = (call: PythonCall, source: string): boolean =>
  call.args.some((one) => textOf(source, one.value) === 'MODEL_ID');

/** What an example asks of the model's repository that is not there, as far as the Hub tells. */
export function modelReasons(index: CodeIndex, facts: ModelFacts): Finding[] {
  const found: Finding[] = [];
  if (facts.files.length > 0 && !facts.files.some((file) => WEIGHTS.test(file))) {
    for (const call of index.calls) {
      if (!loads(call.qualified)) continue;
      const line = lineAt(index.source, call.node.from);
      found.push(
        reason('example-no-weights', 'It loads weights that the repository does not hold.', line),
      );
    }
  }
  for (const call of facts.files.length > 0 ? index.calls : []) {
    const keyword = openingCall(call.qualified)?.file;
    const named = keyword ? call.args.find((one) => one.name === keyword) : undefined;
    const file = named ? stringValue(index.source, named.value) : null;
    if (file === null || /[*?[]/.test(file)) continue;
    if (!opensThis(call, index.source)) continue;
    if (facts.files.some((one) => one === file || one.endsWith(`/${file}`))) continue;
    const line = lineAt(index.source, call.node.from);
    found.push(reason('no-such-file', `The repository holds no file ${file}.`, line));
  }
  for (const call of index.calls) {
    const auto = /^transformers\.(AutoModelFor\w+)\.from_pretrained$/.exec(call.qualified)?.[1];
    if (auto === undefined || !opensThis(call, index.source) || !autoRefuses(auto, facts)) continue;
    found.push(
      reason(
        'other-head',
        `transformers has no ${auto} for models of type ${facts.modelType ?? ''}.`,
        lineAt(index.source, call.node.from),
      ),
    );
  }
  for (const node of facts.maskToken === null ? [] : index.strings) {
    const mask = MASKS.exec(textOf(index.source, node))?.[0];
    if (mask === undefined || mask === facts.maskToken) continue;
    found.push(
      reason(
        'other-mask',
        `It writes the gap as ${mask}, this model's tokenizer as ${facts.maskToken ?? ''}.`,
        lineAt(index.source, node.from),
      ),
    );
  }
  return found;
}
