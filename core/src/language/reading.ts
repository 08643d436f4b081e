import { distributionFor } from '../library/distributions.ts';
import { indexCode, type CodeIndex } from '../rules/code-index.ts';
import { findInIndex } from '../rules/find.ts';
import { LIBRARY_MODULES } from '../rules/libraries.ts';
import { SURFACE_MODULES, unknownInIndex } from '../rules/surface.ts';
import { EDITOR_RULES, RULES } from '../rules/table.ts';
import type { FoundRewrite } from '../rules/types.ts';
import { parsePython, textOf, type SyntaxNode } from '../python/syntax.ts';
import {
  modelNames,
  namedPlaces,
  type ModelNames,
  type ModelPlace,
  type ModelUse,
} from './model-places.ts';
import type { OpenCell } from './notebook.ts';
import { cellSummary, type CellSummary } from './summary.ts';

export interface ReadImport {
  readonly module: string;
  readonly distribution: string;
  readonly from: number;
  readonly to: number;
}

/** What a cell says when it is read after the cells above it. */
interface CellDetails {
  /** Names it binds, with what they resolve to. */
  readonly resolved: ReadonlyMap<string, string>;
  /** Top-level modules it imports. */
  readonly modules: readonly string[];
  readonly rewrites: readonly FoundRewrite[];
  readonly models: ModelNames;
  /** Imports of something that has to be installed, but for those a `try` provides against. */
  readonly imports: readonly ReadImport[];
}

export interface CellReading {
  readonly cell: OpenCell;
  readonly summary: CellSummary;
  readonly details: CellDetails;
  /** All the details depend on beside the text. */
  readonly context: string;
}

/** A notebook read top to bottom; `previous` readings are taken over where nothing changed. */
export interface NotebookReading {
  readonly cells: readonly CellReading[];
  readonly uses: ReadonlyMap<string, ModelUse>;
  readonly folders: ReadonlySet<string>;
}

const NOTHING: CellDetails = {
  resolved: new Map(),
  modules: [],
  rewrites: [],
  models: { places: [], named: [], uses: [], folders: [] },
  imports: [],
};

/** What a chat template gives was a tensor; only code that takes it for one fails. */
const OWN_CODE = [
  ...EDITOR_RULES,
  ...RULES.filter(({ id }) => /^transformers-chat-template-/.test(id)),
];

/** Edits are offered whether or not `device` exists: the fix defines it where it does not. */
const ASSUMED = new Set(EDITOR_RULES.flatMap((rule) => rule.uses ?? []));

/** `if torch.cuda.is_available(): …`, `… if device == "cuda" else …`: the code has looked. */
function isGuarded(source: string, node: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = node; at; at = at.parent)
    if (
      /^(?:ConditionalExpression|IfStatement|AssignStatement)$/.test(at.name) &&
      /is_available\(\)|device_count\(\)|==\s*["']cuda|use_cuda/i.test(textOf(source, at))
    )
      return true;
  return false;
}

/** `ids = tokenizer.apply_chat_template(…)`, and then `ids.shape` or `model.generate(ids)`. */
function isTakenForIds({ source, assignments }: CodeIndex, from: number): boolean {
  const made = assignments.find(({ statement }) => statement.from <= from && from < statement.to);
  if (!made) return false;
  const name = made.name.replaceAll('$', String.raw`\$`);
  const after = source.slice(made.statement.to);
  if (
    new RegExp(
      String.raw`\*\*${name}\b|\b${name}\[["']|\b${name}\.(?:input_ids|items|keys)\b`,
    ).test(after)
  )
    return false;
  return new RegExp(
    String.raw`\b${name}\.(?:shape|size|ndim|dim)\b|\.generate\(\s*(?:(?:inputs|input_ids)\s*=\s*)?${name}\s*[,)]`,
  ).test(after);
}

/** Whether a rule means this place: code that has looked for a graphics card may use it. */
function isMeant(index: CodeIndex, { rule, from }: FoundRewrite): boolean {
  if (rule.kind === 'bare-cuda') return !isGuarded(index.source, index.tree.resolveInner(from, 1));
  return rule.kind !== 'preference' || isTakenForIds(index, from);
}

const isTried = (node: SyntaxNode): boolean => {
  for (let at: SyntaxNode | null = node; at; at = at.parent)
    if (at.name === 'TryStatement') return true;
  return false;
};

function importsIn(index: CodeIndex): ReadImport[] {
  const found = new Map<string, ReadImport>();
  for (const { module, node, statement } of index.imports) {
    const distribution = module.startsWith('.') ? null : distributionFor(module);
    if (!distribution || found.has(module) || isTried(statement)) continue;
    // `from MODULE import …` names the module before its names, `import MODULE` as the name.
    const first = statement.firstChild;
    const from = first?.name === 'from' ? (first.nextSibling?.from ?? node.from) : node.from;
    found.set(module, { module, distribution, from, to: from + module.length });
  }
  return [...found.values()];
}

function detailsOf(
  python: string,
  outer: ReadonlyMap<string, string>,
  modules: ReadonlySet<string>,
): CellDetails {
  const tree = parsePython(python);
  const index = indexCode(python, tree, outer);
  const ruled = findInIndex(index, { rules: OWN_CODE, defined: ASSUMED, modules }).filter((found) =>
    isMeant(index, found),
  );
  const rewrites = [...ruled, ...unknownInIndex(index, modules, ruled)].sort(
    (a, b) => a.from - b.from,
  );
  return {
    resolved: index.resolved,
    modules: [...new Set(index.imports.map((one) => one.module.split('.')[0] ?? one.module))],
    rewrites,
    models: modelNames(index),
    imports: importsIn(index),
  };
}

/** Read a notebook's cells in order. Only what changed since `previous` is analysed again. */
export function readNotebook(
  cells: readonly OpenCell[],
  previous?: NotebookReading,
): NotebookReading {
  const known = new Map(previous?.cells.map((one) => [one.cell.uri, one]));
  const outer = new Map<string, string>();
  const modules = new Set<string>();
  const uses = new Map<string, ModelUse>();
  const folders = new Set<string>();
  const readings = cells.map((cell): CellReading => {
    const before = known.get(cell.uri);
    const isSame = before?.cell.text === cell.text && before.cell.kind === cell.kind;
    const summary = isSame ? before.summary : cellSummary(cell);
    if (summary.python === null) return { cell, summary, details: NOTHING, context: '' };
    const { mentioned } = summary.scope;
    const seen = summary.separate ? [] : [...outer].filter(([name]) => mentioned.has(name));
    const libraries = summary.separate ? [] : [...modules];
    const context = JSON.stringify([seen, libraries]);
    const details =
      before && before.summary === summary && before.context === context
        ? before.details
        : detailsOf(summary.python, new Map(seen), new Set(libraries));
    if (!summary.separate) {
      for (const [name, value] of details.resolved) outer.set(name, value);
      for (const module of details.modules)
        if (LIBRARY_MODULES.has(module) || SURFACE_MODULES.has(module) || module === 'unsloth')
          modules.add(module);
    }
    for (const { name, ...use } of details.models.uses)
      if (!uses.get(name)?.task) uses.set(name, use);
    for (const folder of details.models.folders) folders.add(folder);
    return { cell, summary, details, context };
  });
  return { cells: readings, uses, folders };
}

/** Places of a cell where model ids stand. */
export const modelPlacesOf = (reading: NotebookReading, cell: CellReading): readonly ModelPlace[] =>
  namedPlaces(cell.details.models, reading.uses);

/** The place whose string holds the offset. */
export function modelPlaceAt(
  reading: NotebookReading,
  uri: string,
  offset: number,
): ModelPlace | null {
  const cell = reading.cells.find((one) => one.cell.uri === uri);
  if (!cell) return null;
  return (
    modelPlacesOf(reading, cell).find(({ from, to }) => from <= offset && offset <= to) ?? null
  );
}
