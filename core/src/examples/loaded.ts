import { indexOf, type PythonCall, type CodeIndex } from '../rules/code-index.ts';
import { moveInputs } from './device.ts';
import { addArgument, applyEdits, dropStatement } from '../rules/edits.ts';
import type { Edit } from '../rules/types.ts';
import { kindOfObject, modelInPipeline } from '../library/objects.ts';
import { pipelineName } from '../library/tasks.ts';
import { PATTERNS } from '../rules/patterns.ts';
import { textOf, type SyntaxNode } from '../python/syntax.ts';
import type { Change } from './types.ts';

/** What kind of object a call makes; null for calls that make none which could stand for another. */
function kindOf(index: CodeIndex, call: PythonCall): string | null {
  if (!PATTERNS.pipeline.test(call.qualified)) return kindOfObject(call.qualified);
  const task = call.args.find((one) => one.name === 'task' || one.name === null);
  const said = task ? textOf(index.source, task.value).replace(/^["']|["']$/g, '') : '';
  return `pipeline ${pipelineName(said)}`;
}

/** Arguments that make it another object than the one that is loaded. */
const OTHERWISE = /^(?:subfolder|gguf_file|revision|vae|unet|controlnet|text_encoder)$/;

interface Made {
  readonly name: string;
  readonly kind: string;
  readonly value: SyntaxNode;
  readonly statement: SyntaxNode;
  readonly call: PythonCall;
}

/** `name = Class.from_pretrained(MODEL_ID, …)`, with or without `.to(device)` and its kin behind it. */
function makes(index: CodeIndex): Made[] {
  const ids = new Set(['MODEL_ID']);
  for (const { name, value } of index.assignments) {
    if (textOf(index.source, value) === 'MODEL_ID') ids.add(name);
  }
  return index.assignments.flatMap(({ name, value, statement }) => {
    // `Class.from_pretrained(…).to(device)` is two calls from the same place: the one that makes it is inside.
    const call = index.calls.find((one) => {
      const behind = textOf(index.source, { from: one.node.to, to: value.to });
      const moved = /^(?:\s*\.(?:to|cuda|cpu|eval|float)\([^()]*\))*$/.test(behind);
      return one.node.from === value.from && moved && kindOf(index, one) !== null;
    });
    const other = call?.args.some(
      (one) => OTHERWISE.test(one.name ?? '') && textOf(index.source, one.value) !== 'REVISION',
    );
    if (!call || other) return [];
    const reads = call.args.some((one) => ids.has(textOf(index.source, one.value)));
    const kind = reads || call.qualified === 'llama_cpp.Llama' ? kindOf(index, call) : null;
    return kind === null ? [] : [{ name, kind, value, statement, call }];
  });
}

/** A pipeline's parts can stand for the model and the tokenizer that an example loads one by one. */
function standIns(loaded: readonly Made[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { name, kind } of loaded) {
    found.set(kind, name);
    const head = modelInPipeline(kind.replace('pipeline ', ''));
    if (!kind.startsWith('pipeline ') || head === undefined) continue;
    if (!found.has(head)) found.set(head, `${name}.model`);
    if (!found.has('tokenizer')) found.set('tokenizer', `${name}.tokenizer`);
  }
  return found;
}

const MAKES_TENSORS =
  /\btorch\.(?:tensor|as_tensor|from_numpy|randn?|randint|zeros|ones|arange|LongTensor|FloatTensor)\(/;

/** Arguments of `pipeline` that an object which is already loaded has settled. */
const SETTLED =
  /^(?:device|device_map|dtype|torch_dtype|trust_remote_code|revision|model_kwargs|tokenizer)$/;

/**
 * Let an example use the model, tokenizer or pipeline that the notebook has
 * already loaded: a second copy costs the memory of the first one.
 * @param load the notebook's cells that load, as one source.
 */
export function useLoaded(original: string, load: string): { source: string; changes: Change[] } {
  const stands = standIns(makes(indexOf(load)));
  const hasModel = makes(indexOf(original)).some(
    ({ kind }) => kind.startsWith('model ') && stands.has(kind),
  );
  // Tensors that the example makes by itself stay where its own model was: it keeps that model.
  const keeps = hasModel && MAKES_TENSORS.test(original);
  const source = hasModel && !keeps ? moveInputs(original, true).source : original;
  const index = indexOf(source);
  const edits: Edit[] = [];
  for (const made of makes(index)) {
    if (keeps && made.kind.startsWith('model ')) continue;
    const name = stands.get(made.kind);
    if (name === undefined) {
      edits.push(...onLoadedParts(index, made, stands));
      continue;
    }
    const again = index.assignments.filter((one) => one.name === made.name).length > 1;
    edits.push(
      name === made.name && !again
        ? dropStatement(source, made.statement)
        : { from: made.value.from, to: made.value.to, text: name },
    );
  }
  if (edits.length === 0) return { source: original, changes: [] };
  for (const call of index.calls) {
    // Around a loaded model, a pipeline without a device would move it away from the notebook's.
    const around = call.args.some(
      (one) => one.name === 'model' && one.value.name === 'VariableName',
    );
    const says = call.args.some((one) => /^device/.test(one.name ?? ''));
    const isId = call.args.some((one) => textOf(source, one.value) === 'MODEL_ID');
    if (call.qualified !== 'transformers.pipeline' || !around || says || isId) continue;
    edits.push(addArgument(source, call, 'device=device'));
  }
  return {
    source: withoutUnused(applyEdits(source, edits)),
    changes: [
      {
        code: 'uses-loaded',
        message: 'It uses what this notebook has already loaded instead of loading it again.',
      },
    ],
  };
}

/**
 * Whether a function of the example loads a model from what it is given
 * (`def __init__(self, name=MODEL_ID)`): `useLoaded` cannot put the loaded one there.
 */
export function loadsInside(source: string): boolean {
  const index = indexOf(source);
  return index.calls.some((call) => {
    const kind = kindOf(index, call);
    if (kind === null || !/^(?:model |pipe$)/.test(kind)) return false;
    const given = call.args.some((one) => one.value.name === 'VariableName');
    const named = call.args.some((one) => textOf(source, one.value) === 'MODEL_ID');
    for (let at: SyntaxNode | null = call.node; at; at = at.parent) {
      if (at.name === 'FunctionDefinition') return given && !named;
    }
    return false;
  });
}

/** `pipeline("text-generation", model=MODEL_ID)` takes the model and its tokenizer as they are. */
function onLoadedParts(
  index: CodeIndex,
  { kind, call }: Made,
  stands: ReadonlyMap<string, string>,
): Edit[] {
  const head = modelInPipeline(kind.replace('pipeline ', ''));
  const model = head === undefined ? undefined : stands.get(head);
  const tokenizer = stands.get('tokenizer');
  const given = call.args.find((one) => one.name === 'model');
  if (!kind.startsWith('pipeline ') || !model || !tokenizer || !given) return [];
  const kept = call.args
    .filter((one) => !SETTLED.test(one.name ?? ''))
    .map((one) =>
      one === given
        ? // Without a device a pipeline moves the model to one of its own choice.
          `model=${model}, tokenizer=${tokenizer}, device=device`
        : textOf(index.source, { from: one.from, to: one.to }),
    );
  const { from, to } = call.argList;
  return [{ from, to, text: `(${kept.join(', ')})` }];
}

/** Without the imports and the copies of the id that only the loading needed. */
export function withoutUnused(source: string): string {
  const index = indexOf(source);
  const used = (name: string): boolean =>
    (source.match(new RegExp(`(?<![\\w.])${name}(?!\\w)`, 'g'))?.length ?? 0) > 1;
  const edits: Edit[] = index.assignments
    .filter(({ name, value }) => textOf(source, value) === 'MODEL_ID' && !used(name))
    .map(({ statement }) => dropStatement(source, statement));
  for (const statement of new Set(index.imports.map((one) => one.statement))) {
    const names = index.imports.filter((one) => one.statement === statement);
    const kept = names.filter((one) => used(one.bound));
    if (kept.length === names.length || names.some((one) => one.name === null)) continue;
    const written = kept.map(({ name, bound }) =>
      name === bound ? bound : `${name ?? ''} as ${bound}`,
    );
    edits.push(
      kept.length === 0
        ? dropStatement(source, statement)
        : {
            from: statement.from,
            to: statement.to,
            text: `from ${names[0]?.module ?? ''} import ${written.join(', ')}`,
          },
    );
  }
  return applyEdits(source, edits).trim();
}
