import type { Finding } from '../finding.ts';
import type { ModelFacts } from '../hub/facts.ts';
import { lineAt, reason, type Change, type Step } from './adapt-types.ts';
import { indexCode, stringValue, type Call, type CodeIndex } from './rewrites/code-index.ts';
import { applyEdits } from './rewrites/edits.ts';
import type { Edit } from './rewrites/types.ts';
import type { SyntaxNode } from './syntax.ts';
import { textOf } from './syntax.ts';

const REPO_ID = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/;
/** Calls whose first argument names a repository. */
const LOADS =
  /\.from_pretrained$|^transformers\.(?:pipelines\.)?pipeline$|^sentence_transformers\.(?:SentenceTransformer|CrossEncoder|SparseEncoder)$|^huggingface_hub\.\w*download\w*$|^timm\.create_model$|\.(?:from_hparams|load_model|load|from_hub)$|^huggingface_hub\.hf_hub_download$/;
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
    if (!LOADS.test(call.qualified)) continue;
    call.args.forEach((argument, at) => {
      if (argument.star) return;
      if (argument.name === null ? at === firstIdAt(call) : REPO_KEYWORDS.test(argument.name))
        take(argument.value);
    });
  }
  return [...nodes.values()];
}

/** The task comes first in `pipeline(task, model)`. */
const firstIdAt = (call: Call): number => (/pipeline$/.test(call.qualified) ? 1 : 0);

type Verdict = 'this' | 'renamed' | 'local' | 'base' | 'other';

function judge(id: string, facts: ModelFacts, isOnly: boolean): Verdict {
  const bare = id.replace(/^hf[-_]hub:/, '').replace(/\/$/, '');
  if (bare.toLowerCase() === facts.id.toLowerCase()) return 'this';
  if (facts.baseModels.some((base) => base.id.toLowerCase() === bare.toLowerCase())) return 'base';
  if (loose(bare) === loose(facts.id)) return 'renamed';
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
  const index = indexCode(source);
  const literals = repositoryLiterals(index);
  const ids = new Set(literals.map((node) => stringValue(source, node) ?? ''));
  const edits: Edit[] = [];
  const changes = new Map<string, Change>();
  const reasons: Finding[] = [];
  const put = (node: SyntaxNode, id: string): void => {
    const prefixed = /^hf[-_]hub:/.test(id) || (isTimmName(index, node) && !id.includes('/'));
    edits.push({
      from: node.from,
      to: node.to,
      text: prefixed ? '"hf_hub:" + MODEL_ID' : 'MODEL_ID',
    });
  };
  for (const node of literals) {
    const id = stringValue(source, node) ?? '';
    const verdict = judge(id, facts, ids.size === 1);
    if (verdict === 'base') continue;
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

const namesModel = (call: Call): boolean =>
  call.args.some((one) => one.name === 'model' || one.star === '**') ||
  call.args.filter((one) => one.name === null).length > 1;

const isAssignedAlone = (node: SyntaxNode): boolean => node.parent?.name === 'AssignStatement';

const looksLikeModelName = (index: CodeIndex, node: SyntaxNode): boolean =>
  /model|repo|checkpoint|tokenizer|base|name|id$/i.test(
    textOf(index.source, node.parent?.firstChild ?? node),
  );

const isTimmName = (index: CodeIndex, node: SyntaxNode): boolean =>
  index.calls.some(
    (call) =>
      call.qualified === 'timm.create_model' &&
      call.node.from <= node.from &&
      node.to <= call.node.to,
  );
