import type { Finding } from '../findings/finding.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { lineAt, type Change, type Step } from './types.ts';
import { reason } from '../findings/example.ts';
import { indexOf, type PythonCall, type CodeIndex } from '../rules/code-index.ts';
import { stringValue } from '../python/string-value.ts';
import { openingCall } from '../library/calls.ts';
import { pythonLiteral } from '../python/literal.ts';
import { PATTERNS } from '../rules/patterns.ts';
import { applyEdits } from '../rules/edits.ts';
import type { Edit } from '../rules/types.ts';
import type { SyntaxNode } from '../python/syntax.ts';
import { textOf } from '../python/syntax.ts';

const REPO_ID = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/;
/** Methods by which libraries load what their first argument names. */
const METHODS = /\.(?:from_pretrained|from_hparams|load_model|load|from_hub)$/;
const loads = (callee: string): boolean =>
  METHODS.test(callee) || PATTERNS.pipeline.test(callee) || openingCall(callee) !== undefined;
const REPO_KEYWORDS =
  /^(?:model|tokenizer|config|feature_extractor|image_processor|processor|repo_id|pretrained_model_name_or_path|model_name_or_path|model_name|model_id|source|checkpoint|base_model|vocoder|vae|text_encoder|unet|controlnet|assistant_model|savedir)$/;

const shortName = (id: string): string => id.slice(id.lastIndexOf('/') + 1);
const loose = (id: string): string =>
  shortName(id)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** String literals that say which repository is loaded, directly or through a variable. */
function repositoryLiterals(index: CodeIndex): SyntaxNode[] {
  const nodes = new Map<number, SyntaxNode>();
  const assigned = (name: string): SyntaxNode[] =>
    index.assignments.filter((one) => one.name === name).map((one) => one.value);
  const take = (node: SyntaxNode): void => {
    if (node.name === 'VariableName') {
      for (const value of assigned(textOf(index.source, node)))
        if (value.name !== 'VariableName') take(value);
    } else if (stringValue(index.source, node) !== null) nodes.set(node.from, node);
  };
  for (const call of index.calls) {
    if (!loads(call.qualified)) continue;
    call.args.forEach((argument, at) => {
      if (argument.star) return;
      if (argument.name === null ? at === firstIdAt(call) : REPO_KEYWORDS.test(argument.name))
        take(argument.value);
    });
  }
  return [...nodes.values()];
}

/** The task comes first in `pipeline(task, model)`. */
const firstIdAt = (call: PythonCall): number => (/pipeline$/.test(call.qualified) ? 1 : 0);

/** What stands for the model itself in the cards that sentence-transformers and SetFit write. Source: their model_card_template.md. */
const OWN_PLACEHOLDER =
  /^(?:\{MODEL_NAME\}|(?:sentence_transformers|cross_encoder|setfit)_model_id)$/;

type Verdict = 'this' | 'renamed' | 'local' | 'base' | 'other';

function judge(id: string, facts: ModelFacts, isOnly: boolean): Verdict {
  const bare = id.replace(/^hf[-_]hub:/, '').replace(/\/$/, '');
  if (bare.toLowerCase() === facts.id.toLowerCase()) return 'this';
  if (facts.baseModels.some((base) => base.id.toLowerCase() === bare.toLowerCase())) return 'base';
  if (loose(bare) === loose(facts.id)) return 'renamed';
  if (isOnly && OWN_PLACEHOLDER.test(id)) return 'local';
  if (
    isOnly &&
    /^(?:\.{0,2}\/|~\/)|^[\w.-]+\/[\w.-]+\/|^(?:model|models|output|outputs|checkpoint|checkpoints|results|model_dir|model_path|my_model|my-model)(?:\/.*)?$/i.test(
      id,
    )
  )
    return 'local';
  return 'other';
}

/**
 * Put `MODEL_ID` where the example names this model: under its id, an old id of
 * the same name, or a folder of the author's. Other repositories are a reason
 * to refuse, unless the facts name them as base models.
 */
export function adaptIds(source: string, facts: ModelFacts): Step {
  const index = indexOf(source);
  const literals = repositoryLiterals(index);
  const ids = new Set(literals.map((node) => stringValue(source, node) ?? ''));
  const edits: Edit[] = [];
  const changes = new Map<string, Change>();
  const reasons: Finding[] = [];
  const put = (node: SyntaxNode, id: string): void => {
    const prefix = /^hf[-_]hub:/.test(id) ? 'hf_hub:' : prefixAt(index, node);
    edits.push({
      from: node.from,
      to: node.to,
      text: prefix === null ? 'MODEL_ID' : `${pythonLiteral(prefix)} + MODEL_ID`,
    });
  };
  for (const node of literals) {
    const id = stringValue(source, node) ?? '';
    const verdict = judge(id, facts, ids.size === 1);
    if (verdict === 'base') continue;
    if (verdict === 'other' && onlyHelps(index, node)) {
      changes.set(`helper ${id}`, {
        code: 'other-tokenizer',
        message: `What prepares its input comes from another repository, "${id.slice(0, 80)}", as the authors say.`,
      });
      continue;
    }
    if (verdict === 'other') {
      reasons.push(
        reason(
          'other-repository',
          `It loads "${id.slice(0, 80)}", which is another repository than ${facts.id}.`,
          lineAt(source, node.from),
        ),
      );
      continue;
    }
    put(node, id);
    if (verdict === 'renamed' && id !== facts.id)
      changes.set('id', {
        code: 'model-renamed',
        message: `It names the model "${id}"; MODEL_ID is the same model under its present id.`,
      });
    else if (verdict === 'local')
      changes.set('id', {
        code: 'model-local-path',
        message: `It loads the model from a folder of the author's ("${id}"); MODEL_ID loads it from the Hub.`,
      });
    else if (!changes.has('id'))
      changes.set('id', {
        code: 'model-id',
        message: 'The model is named by MODEL_ID from the settings above.',
      });
  }
  // The id may stand elsewhere, too: in a list, or as an argument of a call unknown here.
  for (const node of index.strings) {
    const id = stringValue(source, node);
    if (
      id === null ||
      edits.some((edit) => edit.from === node.from) ||
      literals.some((one) => one.from === node.from)
    )
      continue;
    if (id.toLowerCase() === facts.id.toLowerCase()) {
      edits.push({ from: node.from, to: node.to, text: 'MODEL_ID' });
      if (!changes.has('id'))
        changes.set('id', {
          code: 'model-id',
          message: 'The model is named by MODEL_ID from the settings above.',
        });
    } else if (
      REPO_ID.test(id) &&
      isAssignedAlone(node) &&
      !/\.\w{2,4}$/.test(id) &&
      looksLikeModelName(index, node)
    ) {
      reasons.push(
        reason(
          'other-repository',
          `It names "${id}", which is another repository than ${facts.id}.`,
          lineAt(source, node.from),
        ),
      );
    }
  }
  const result = applyEdits(source, edits);
  if (edits.length === 0 && reasons.length === 0)
    reasons.push(reason('other-model', `It does not load ${facts.id}.`));
  for (const call of index.calls) {
    if (/^transformers\.(?:pipelines\.)?pipeline$/.test(call.qualified) && !namesModel(call)) {
      reasons.push(
        reason(
          'other-repository',
          'It makes a pipeline without saying for which model.',
          lineAt(source, call.node.from),
        ),
      );
    }
    const revision = call.args.find((argument) => argument.name === 'revision');
    const value = revision ? stringValue(source, revision.value) : null;
    if (value !== null && value !== 'main')
      reasons.push(
        reason(
          'other-revision',
          `It loads the revision "${value}", which may not exist any more.`,
          lineAt(source, call.node.from),
        ),
      );
  }
  return { source: result, changes: [...changes.values()], reasons };
}

/** Tokenizers and processors of another repository are data: many fine-tuned models come without their own. */
function onlyHelps(index: CodeIndex, node: SyntaxNode): boolean {
  const id = stringValue(index.source, node) ?? '';
  const name = index.assignments.find(({ value }) => value.from === node.from)?.name;
  const uses = index.calls.filter(({ args }) =>
    args.some(
      ({ value }) => value.from === node.from || (name && textOf(index.source, value) === name),
    ),
  );
  return (
    /^(?:[A-Za-z0-9][\w.-]*\/)?[A-Za-z0-9][\w.-]*$/.test(id) &&
    uses.length > 0 &&
    uses.every(
      ({ qualified, args }) =>
        PATTERNS['loads-helper'].test(qualified) &&
        !args.some((one) => one.name === 'trust_remote_code'),
    )
  );
}

const namesModel = (call: PythonCall): boolean =>
  call.args.some((one) => one.name === 'model' || one.star === '**') ||
  call.args.filter((one) => one.name === null).length > 1;

const isAssignedAlone = (node: SyntaxNode): boolean => node.parent?.name === 'AssignStatement';

const looksLikeModelName = (index: CodeIndex, node: SyntaxNode): boolean =>
  /model|repo|checkpoint|tokenizer|base|name|id$/i.test(
    textOf(index.source, node.parent?.firstChild ?? node),
  );

/** What a repository's name needs in front where it stands: in `timm.create_model`, for one. */
const prefixAt = (index: CodeIndex, node: SyntaxNode): string | null =>
  index.calls
    .filter((call) => call.node.from <= node.from && node.to <= call.node.to)
    .map((call) => openingCall(call.qualified)?.prefix)
    .find((prefix) => typeof prefix === 'string') ?? null;
