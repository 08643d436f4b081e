import { stringValue } from '../python/string-value.ts';
import type { Argument } from '../python/arguments.ts';
import type { PythonCall, CodeIndex } from '../rules/code-index.ts';
import { openingCall, readsOtherHub } from '../library/calls.ts';
import { PATTERNS } from '../rules/patterns.ts';
import { textOf, type SyntaxNode } from '../python/syntax.ts';
import {
  isClientMethod,
  taskOfClass,
  taskOfClientMethod,
  taskOfPipeline,
} from '../library/tasks.ts';

/** What code wants of the model it names. */
export interface ModelUse {
  /** Pipeline tag, where the code says which. */
  readonly task: string | null;
  /** Library the model must be made for, as the Hub names it, where it matters. */
  readonly library: string | null;
}

/** A string literal with a model id in it, or with room for one. */
export interface ModelPlace extends ModelUse {
  /** The text between the quotes. */
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** False where the string may name something that is no model of the Hub. */
  readonly certain: boolean;
}

export interface ModelNames {
  readonly places: readonly ModelPlace[];
  /** Strings given a name, which another cell may use for a model: `checkpoint = "…"`. */
  readonly named: readonly (ModelPlace & { readonly name: string })[];
  /** Variables handed to something that loads a model. */
  readonly uses: readonly (ModelUse & { readonly name: string })[];
  /** Folders the code writes or reads as folders: never ids. */
  readonly folders: readonly string[];
}

/** Names under which notebooks keep the id of a model. */
const ID_NAMES =
  /^(?:(?:base_?)?model_?(?:id|name|checkpoint|repo)|(?:hf_)?repo_?id|checkpoint|model_?name_?or_?path)$/i;
const CLIENT_METHOD = /^huggingface_hub\.(?:[\w.]+\.)?(?:Async)?InferenceClient\(\)\.(\w+)$/;

const positional = (call: PythonCall, at: number): Argument | undefined => {
  const argument = call.args[at];
  return argument && argument.name === null && !argument.star ? argument : undefined;
};
const keyword = (call: PythonCall, names: readonly string[]): Argument | undefined =>
  call.args.find((one) => one.name !== null && names.includes(one.name));

interface Wanted extends ModelUse {
  readonly argument: Argument;
}

/** The argument of a call that names a model, and what the code wants of it. */
function wantedBy(index: CodeIndex, call: PythonCall): Wanted | null {
  const { qualified, name } = call;
  const text = (argument: Argument | undefined): string | null =>
    argument ? stringValue(index.source, argument.value) : null;
  if (name === 'from_pretrained') {
    if (readsOtherHub(qualified)) return null;
    const owner = qualified.split('.').at(-2) ?? '';
    // A peft adapter comes second, after the model it is put on.
    const argument =
      (keyword(call, ['pretrained_model_name_or_path', 'model_id', 'model_name', 'repo_id']) ??
        (/^Peft|^AutoPeft/.test(owner) && positional(call, 1))) ||
      positional(call, 0);
    const library = /^diffusers\./.test(qualified) ? 'diffusers' : null;
    return argument ? { argument, task: taskOfClass(owner), library } : null;
  }
  if (PATTERNS.pipeline.test(qualified)) {
    const argument = keyword(call, ['model']) ?? positional(call, 1);
    const task = text(keyword(call, ['task']) ?? positional(call, 0));
    return argument
      ? { argument, task: task === null ? null : taskOfPipeline(task), library: null }
      : null;
  }
  const method = CLIENT_METHOD.exec(qualified)?.[1];
  if (method !== undefined) {
    const argument = isClientMethod(method) ? keyword(call, ['model']) : undefined;
    return argument ? { argument, task: taskOfClientMethod(method), library: null } : null;
  }
  const opening = openingCall(qualified);
  // Other names are the library's own there, so that nothing can be said about them.
  if (!opening || opening.prefix !== null) return null;
  const kind = text(keyword(call, ['repo_type']));
  if (kind !== null && kind !== 'model') return null;
  const argument = keyword(call, opening.keywords) ?? positional(call, 0);
  return argument ? { argument, task: taskOfClass(name), library: opening.for } : null;
}

/** Range and text between the quotes of a plain string, also of one that is not closed yet. */
export function contentOf(
  source: string,
  node: SyntaxNode,
): { id: string; from: number; to: number } | null {
  if (node.name !== 'String') return null;
  const text = textOf(source, node);
  const open = /^[rRuU]?('''|"""|'|")/.exec(text);
  const mark = open?.[1];
  if (!open || mark === undefined) return null;
  const from = node.from + open[0].length;
  const isClosed = text.length >= open[0].length + mark.length && text.endsWith(mark);
  if (isClosed) {
    const to = node.to - mark.length;
    return { id: source.slice(from, to), from, to };
  }
  // Not closed yet: what could be an id, up to whatever cannot.
  const id = /^[\w./-]*/.exec(source.slice(from, node.to))?.[0] ?? '';
  return { id, from, to: from + id.length };
}

const FOLDER_CALLS =
  /\.(?:save_pretrained|save|save_model|mkdir|makedirs|push_to_hub|create_repo)$/;
const FOLDER_KEYWORDS = ['output_dir', 'local_dir', 'save_directory', 'root_dir', 'logging_dir'];

function foldersOf(index: CodeIndex): string[] {
  return index.calls.flatMap((call) => {
    const written = FOLDER_CALLS.test(call.qualified) ? positional(call, 0) : undefined;
    const named = call.args.filter((one) => one.name && FOLDER_KEYWORDS.includes(one.name));
    return [...(written ? [written] : []), ...named].flatMap(
      (one) => stringValue(index.source, one.value) ?? [],
    );
  });
}

/** Where a cell names models, and what it hands on by name. */
export function modelNames(index: CodeIndex): ModelNames {
  const { source } = index;
  const places: ModelPlace[] = [];
  const uses: (ModelUse & { name: string })[] = [];
  for (const call of index.calls) {
    const wanted = wantedBy(index, call);
    if (!wanted) continue;
    const { argument, task, library } = wanted;
    const content = contentOf(source, argument.value);
    if (content) places.push({ ...content, task, library, certain: true });
    else if (argument.value.name === 'VariableName')
      uses.push({ name: textOf(source, argument.value), task, library });
  }
  const named = index.assignments.flatMap(({ name, value }) => {
    const content = contentOf(source, value);
    return content ? [{ ...content, name, task: null, library: null, certain: false }] : [];
  });
  return { places, named, uses, folders: foldersOf(index) };
}

/** The named strings that hold ids, now that all cells' uses are known. */
export function namedPlaces(
  names: ModelNames,
  uses: ReadonlyMap<string, ModelUse>,
): readonly ModelPlace[] {
  const found = names.named.flatMap((one): ModelPlace[] => {
    const use = uses.get(one.name);
    if (use) return [{ ...one, ...use, certain: true }];
    return ID_NAMES.test(one.name) ? [{ ...one, certain: false }] : [];
  });
  return found.length === 0 ? names.places : [...names.places, ...found];
}
