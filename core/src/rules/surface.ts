import data from '../../libraries/surface.json' with { type: 'json' };
import type { SyntaxNode } from '../python/syntax.ts';
import type { CodeIndex } from './code-index.ts';
import { KeywordReader } from './keywords.ts';
import type { FoundRewrite, Rule } from './types.ts';

/** What a library offers at one version, as `core/scripts/library_surface.py` read it. */
interface Surface {
  readonly library: string;
  readonly version: string;
  readonly module: string;
  readonly names: ReadonlySet<string>;
  /** By `Name` or `Class.method`: the keywords of callables that take no others. */
  readonly closed: ReadonlyMap<string, ReadonlySet<string>>;
}

const SURFACES: ReadonlyMap<string, Surface> = new Map(
  Object.entries(data).map(([library, { module, version, names, closed }]) => [
    module,
    {
      library: library.replaceAll('_', '-'),
      module,
      version,
      names: new Set(names.split(' ')),
      closed: new Map(
        Object.entries(closed).map(([name, keywords]) => [name, new Set(keywords.split(' '))]),
      ),
    },
  ]),
);

/** Makes trainers of others take what they do not take by themselves. */
const PATCHES: Readonly<Record<string, readonly string[]>> = { unsloth: ['trl', 'transformers'] };

const ruleOf = ({ library, version }: Surface, message: string): Rule => ({
  id: `${library}-surface`,
  library,
  since: version,
  seen: true,
  match: { on: 'name', module: library, names: /$^/ },
  action: { do: 'refuse' },
  message,
  source: `names and signatures of ${library} ${version}`,
});

const at = (node: { readonly from: number; readonly to: number }, rule: Rule): FoundRewrite => ({
  rule,
  message: rule.message,
  from: node.from,
  to: node.to,
});

/** `transformers.Trainer`, `transformers.trainer.Trainer`, `huggingface_hub.HfApi().create_repo`. */
function pathOf(qualified: string): readonly [Surface, string] | null {
  const [top = '', ...rest] = qualified.split('.');
  const surface = SURFACES.get(top);
  if (!surface) return null;
  const last = rest.at(-1) ?? '';
  const owner = rest.at(-2);
  if (owner?.endsWith('()')) return [surface, `${owner.slice(0, -2)}.${last}`];
  // Only what the library itself shows, or what a module of it has under the same name.
  return rest.slice(0, -1).every((one) => /^[a-z_]\w*$/.test(one)) ? [surface, last] : null;
}

const isTried = (node: SyntaxNode): boolean => {
  for (let one: SyntaxNode | null = node; one; one = one.parent)
    if (one.name === 'TryStatement') return true;
  return false;
};

function* unknownNames(index: CodeIndex): Generator<FoundRewrite> {
  for (const { module, name, node, statement } of index.imports) {
    const surface = SURFACES.get(module);
    if (!surface || name === null || name === '*' || name.startsWith('_')) continue;
    if (surface.names.has(name) || isTried(statement)) continue;
    yield at(node, ruleOf(surface, `${module} has no ${name}.`));
  }
  for (const { node, name, qualified } of index.attributes) {
    const [module = '', attribute = '', more] = qualified.split('.');
    const surface = SURFACES.get(module);
    if (!surface || more !== undefined || attribute.startsWith('_')) continue;
    if (!/^\w+$/.test(attribute) || surface.names.has(attribute) || isTried(node)) continue;
    if (node.parent?.name === 'AssignStatement' && node.parent.firstChild?.from === node.from)
      continue;
    // A variable may have the name of a library that was never imported.
    const root = node.firstChild;
    if (root?.name !== 'VariableName') continue;
    yield at(name, ruleOf(surface, `${module} has no ${attribute}.`));
  }
}

function* refusedKeywords(index: CodeIndex): Generator<FoundRewrite> {
  const reader = new KeywordReader(index);
  for (const call of index.calls) {
    const found = pathOf(call.qualified);
    const keywords = found?.[0].closed.get(found[1]);
    if (!found || !keywords) continue;
    const [surface, path] = found;
    for (const { name, from, to, own, callees } of reader.of(call)) {
      if (callees[0] !== call.qualified || keywords.has(name)) continue;
      if (!own && !/^\w+$/.test(name)) continue;
      yield at({ from, to }, ruleOf(surface, `${path} takes no argument ${name}.`));
    }
  }
}

const isKnown = (name: string): boolean => SURFACES.has(name.split('.')[0] ?? name);

/**
 * Names that a library does not have, and keywords that its closed callables refuse,
 * where no rule of `found` says more about the same place.
 * @param modules top-level modules that were imported before.
 */
export function unknownInIndex(
  index: CodeIndex,
  modules: ReadonlySet<string>,
  found: readonly FoundRewrite[],
): FoundRewrite[] {
  const imported = new Set([
    ...modules,
    ...index.imports.map(({ module }) => module.split('.')[0] ?? module),
  ]);
  if (![...imported].some(isKnown)) return [];
  const patched = new Set([...imported].flatMap((one) => PATCHES[one] ?? []));
  const covered = (one: FoundRewrite): boolean =>
    found.some(({ from, to }) => from < one.to && one.from < to);
  return [...unknownNames(index), ...refusedKeywords(index)].filter(
    (one) =>
      imported.has(one.rule.library.replaceAll('-', '_')) &&
      !patched.has(one.rule.library) &&
      !covered(one),
  );
}

/** Modules whose surface is known. */
export const SURFACE_MODULES: ReadonlySet<string> = new Set(SURFACES.keys());
