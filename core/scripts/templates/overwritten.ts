/**
 * Does a demo overwrite a name of the notebook it stands in? Its cells come
 * last, so nothing fails on the first run; but whoever then runs an earlier
 * cell again, or uses `labels` or `longest` in a cell of their own, gets what
 * the demo left behind. Looked at without running anything: each adapter with
 * each component that fits it, at each level.
 */
import type { TaskAdapter } from '../../src/deck/adapter.ts';
import { DIFFICULTIES, MEDIA_KINDS, UI_COMPONENTS } from '../../src/deck/shapes.ts';
import { handFlags, SHAPE_FLAGS } from '../../src/notebook/template-names.ts';
import {
  certainly,
  parseTemplate,
  type ParsedCell,
  type TemplateNode,
} from '../../src/notebook/template-syntax.ts';
import { readImports } from '../../src/python/import-statement.ts';
import { remember } from '../../src/python/remember.ts';
import { scopeOf } from '../../src/python/scopes.ts';
import { parsePython } from '../../src/python/syntax.ts';
import { isCompatible } from '../../src/recipe/compatibility.ts';

/** True, false, or null where it depends on the model. */
type Truth = (flag: string) => boolean | null;

/** What is known of a flag before there is a model: the level, and the shape of the adapter. */
function truthOf(adapter: TaskAdapter, level: string): Truth {
  const only = adapter.inputs.length === 1 ? adapter.inputs[0] : undefined;
  const isMedia = only !== undefined && MEDIA_KINDS.includes(only.kind);
  const known: Readonly<Record<string, boolean>> = {
    ...Object.fromEntries(SHAPE_FLAGS.map((flag) => [flag, false])),
    ...Object.fromEntries(adapter.inputs.map(({ kind }) => [`in.${kind}`, true])),
    ...handFlags(adapter, level),
    [`out.${adapter.output}`]: true,
    writes: adapter.writes !== undefined,
    'in.bare': only !== undefined && !isMedia,
    'in.onlymedia': isMedia,
  };
  return (flag) => known[flag] ?? null;
}

/** The lines that a cell may have; where a condition depends on the model, those of all its branches. */
function linesOf(nodes: readonly TemplateNode[], adapter: TaskAdapter, truth: Truth): string[] {
  return nodes.flatMap((node): string[] => {
    switch (node.type) {
      case 'line':
        return [node.text.replace(/\b__only__\b/g, adapter.inputs[0]?.name ?? 'value')];
      case 'each': {
        if (node.list !== 'inputs' && node.list !== 'shared') {
          return linesOf(node.body, adapter, truth);
        }
        return adapter.inputs.flatMap(({ name }) =>
          linesOf(node.body, adapter, truth).map((line) =>
            line.replace(/\b__(?:input|shared)_name__\b/g, name),
          ),
        );
      }
      case 'if': {
        const lines: string[] = [];
        for (const { test, body } of node.branches) {
          const isTrue = certainly(test, truth);
          if (isTrue !== false) lines.push(...linesOf(body, adapter, truth));
          if (isTrue) break;
        }
        return lines;
      }
      default:
        return [];
    }
  });
}

/** Names that a cell binds, and what as: an import says what, all else is the cell's own (''). */
const bindingsOf = remember((source: string): ReadonlyMap<string, string> => {
  const tree = parsePython(source);
  const imported = new Map<string, string>();
  tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'ImportStatement') return;
      for (const { bound, module, name } of readImports(ref.node, source)) {
        imported.set(bound, name === null ? (module.split('.')[0] ?? '') : `${module}.${name}`);
      }
    },
  });
  const { bound } = scopeOf(source, tree);
  return new Map([...bound].map((name) => [name, imported.get(name) ?? '']));
}, 10_000);

/** What a cell writes to a file binds nothing here. */
const isFile = ({ body: [first] }: ParsedCell): boolean =>
  first?.type === 'magic' && first.text.startsWith('%%');

const bound = (text: string, adapter: TaskAdapter, truth: Truth): ReadonlyMap<string, string>[] =>
  parseTemplate(text)
    .filter((cell) => cell.kind === 'code' && !isFile(cell))
    .map((cell) => bindingsOf(linesOf(cell.body, adapter, truth).join('\n')));

/** The last thing that `predict` gave: all sections draw it with the same cells (sections/show.py). */
const SHARED = 'result';

/** Cells of a notebook that stand before the demo, whatever the adapter. */
const BEFORE = ['sections/setup', 'sections/access', 'sections/settings', 'sections/topic'];

/**
 * One sentence for each name that a component's cells bind to something else than the cells
 * before them; none when all is well.
 * @param templates by their key, with everything written out that they take from parts.
 */
export function overwritten(
  templates: Readonly<Record<string, string>>,
  adapters: Readonly<Record<string, TaskAdapter>>,
): string[] {
  const found = new Map<string, string[]>();
  const boundIn = (key: string, adapter: TaskAdapter, truth: Truth) =>
    bound(templates[key] ?? '', adapter, truth);
  for (const adapter of Object.values(adapters)) {
    for (const level of DIFFICULTIES) {
      const truth = truthOf(adapter, level);
      const earlier = new Map<string, string>();
      for (const key of [...BEFORE, `tasks/${adapter.id}`])
        for (const cell of boundIn(key, adapter, truth))
          for (const [name, what] of cell) earlier.set(name, what);
      for (const component of UI_COMPONENTS.filter((one) => isCompatible(one, adapter)))
        for (const cell of boundIn(`ui/${component}`, adapter, truth))
          for (const [name, what] of cell) {
            const before = earlier.get(name);
            if (name === SHARED || before === undefined || (what !== '' && what === before))
              continue;
            const key = `templates/ui/${component}.py binds "${name}"`;
            found.set(key, [...new Set([...(found.get(key) ?? []), adapter.id])]);
          }
    }
  }
  return [...found].map(
    ([what, ids]) =>
      `${what}, which is another thing in the notebook of ${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ` and ${ids.length - 3} more` : ''}: give the demo's own a name of its own`,
  );
}
