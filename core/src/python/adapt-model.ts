import type { Finding } from '../finding.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { lineAt, reason } from './adapt-types.ts';
import { stringValue, type CodeIndex } from './rewrites/code-index.ts';
import { textOf } from './syntax.ts';

const WEIGHTS = /\.(?:safetensors|bin|pt|pth|ckpt|joblib|pkl|skops|zip|gguf)$/;
/** Calls that read weights, with imports resolved. */
const LOADS =
  /^transformers\.(?:pipeline$|(?!\w*(?:Tokenizer|Processor|FeatureExtractor|Config)\w*\.)\w+\.from_pretrained$)|^(?:diffusers|peft)\.\w+\.from_pretrained$|^sentence_transformers\.\w+$/;
/** Calls that take one file out of a repository. */
const OWN_FILE = /^llama_cpp\.Llama\.from_pretrained$|^huggingface_hub\.hf_hub_download$/;
/** Mask tokens as BERT and RoBERTa write them; hardly a text has one for another reason. */
const MASKS = /\[MASK\]|<mask>/;

/** What an example asks of the model's repository that is not there, as far as the Hub tells. */
export function modelReasons(index: CodeIndex, facts: ModelFacts): Finding[] {
  const found: Finding[] = [];
  if (facts.files.length > 0 && !facts.files.some((file) => WEIGHTS.test(file))) {
    for (const call of index.calls) {
      if (!LOADS.test(call.qualified)) continue;
      const line = lineAt(index.source, call.node.from);
      found.push(reason('no-weights', 'It loads weights that the repository does not hold.', line));
    }
  }
  for (const call of facts.files.length > 0 ? index.calls : []) {
    const named = call.args.find((one) => one.name === 'filename');
    const file = named ? stringValue(index.source, named.value) : null;
    if (!OWN_FILE.test(call.qualified) || file === null || /[*?[]/.test(file)) continue;
    if (!call.args.some((one) => textOf(index.source, one.value) === 'MODEL_ID')) continue;
    if (facts.files.some((one) => one === file || one.endsWith(`/${file}`))) continue;
    const line = lineAt(index.source, call.node.from);
    found.push(reason('no-such-file', `The repository holds no file ${file}.`, line));
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
