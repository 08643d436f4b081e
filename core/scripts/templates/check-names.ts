/**
 * Are all names in the templates ones that core knows, and are all names that
 * core knows used? An unknown flag would silently be false, and its lines,
 * such as the pinned revision, silently missing.
 */
import type { TaskAdapter } from '../../src/deck/adapter.ts';
import { MEDIA_KINDS, INPUT_KINDS } from '../../src/deck/shapes.ts';
import { SECTIONS } from '../../src/ipynb/plan-types.ts';
import { PYTHON_DUNDERS } from '../../src/notebook/template-slots.ts';
import {
  FLAGS,
  LISTS,
  MODEL_TYPES,
  ROLES,
  SETUP_SLOTS,
  SHAPE_FLAGS,
  SLOTS,
} from '../../src/notebook/template-names.ts';
import { cellsOf } from './parts.ts';
import type { TemplateFile } from './read.ts';

export interface WrittenTemplate {
  readonly source: TemplateFile;
  /** With everything written out that it takes from parts. */
  readonly text: string;
  readonly adapter: TaskAdapter | null;
}

/** A name that stands in a template, and what it is used as. */
interface Use {
  readonly as: 'flag' | 'slot' | 'list' | 'role' | 'section';
  readonly name: string;
  /** The lists of the `#| each` around it. */
  readonly inside: readonly string[];
}

const isList = (name: string): name is keyof typeof LISTS => name in LISTS;
const scopesOf = (use: Use) => use.inside.filter(isList).map((list) => LISTS[list]);

/** What may stand there: all names that have a meaning in this place. */
function known(use: Use, { adapter }: WrittenTemplate): readonly string[] {
  switch (use.as) {
    case 'flag':
      return [
        'always',
        ...Object.keys(FLAGS),
        ...SHAPE_FLAGS,
        ...MODEL_TYPES.map((type) => `model.${type}`),
        ...scopesOf(use).flatMap((scope) => [
          ...scope.flags,
          ...(scope.kinds ? INPUT_KINDS.map((kind) => `input.${kind}`) : []),
        ]),
      ];
    case 'slot': {
      const literals = adapter?.inputs.filter((input) => !MEDIA_KINDS.includes(input.kind)) ?? [];
      return [
        ...PYTHON_DUNDERS,
        ...Object.keys(SLOTS),
        ...Object.keys(SETUP_SLOTS),
        ...literals.flatMap((input) => [`sample_${input.name}`, `samples_${input.name}`]),
        ...scopesOf(use).flatMap((scope) => scope.slots),
      ];
    }
    case 'list':
      return Object.keys(LISTS);
    case 'role':
      return Object.keys(ROLES);
    case 'section':
      return [...SECTIONS, 'show'];
  }
}

const SLOT_IN_CODE = /(?<!\w)__([a-z][a-z0-9_]*?)__(?!\w)/g;
const SLOT_IN_PROSE = /\{\{(\w+)(?:\|\w+)?\}\}/g;
const HEAD = /^# %%(?: \[(markdown)\])?(?: ([a-z-]+))?(?: ([a-z0-9-]+))?$/;

/** All names of a written template, in order. */
function usesOf(text: string): Use[] {
  const uses: Use[] = [];
  for (const [head, body] of cellsOf(text)) {
    const [, markdown, section] = HEAD.exec(head) ?? [];
    if (section) uses.push({ as: 'section', name: section, inside: [] });
    const open: (string | null)[] = [];
    for (const line of body.split('\n')) {
      const inside = open.filter((list) => list !== null);
      const use = (as: Use['as'], name: string) => uses.push({ as, name, inside });
      const [, verb, rest = ''] = /^\s*#\|\s*(\w+)\s*(.*?)\s*$/.exec(line) ?? [];
      if (verb === 'if' || verb === 'elif') {
        for (const word of rest.split(/\s+/)) {
          if (!['and', 'or', 'not'].includes(word)) use('flag', word);
        }
      } else if (verb === 'each') use('list', rest);
      else if (verb === 'include') for (const role of rest.split(/\s+/)) use('role', role);
      if (verb === 'if') open.push(null);
      else if (verb === 'each') open.push(rest);
      else if (verb === 'end') open.pop();
      const slots = markdown || verb ? SLOT_IN_PROSE : SLOT_IN_CODE;
      for (const [, slot = ''] of line.matchAll(slots)) use('slot', slot);
    }
  }
  return uses;
}

/**
 * One sentence for each mistake; none when all is well.
 * @param parts the part files, to say in which file and line a name stands.
 */
export function nameErrors(
  templates: readonly WrittenTemplate[],
  parts: readonly TemplateFile[],
): string[] {
  const errors = new Set<string>();
  const seen = { flag: new Set(), slot: new Set(), list: new Set(), role: new Set() };
  for (const template of templates) {
    for (const use of usesOf(template.text)) {
      if (use.as !== 'section') seen[use.as].add(use.name);
      const names = known(use, template);
      if (names.includes(use.name)) continue;
      const near = nearest(use.name, names);
      errors.add(
        `${placeOf(use, template, parts)}: nothing sets the ${use.as} "${use.name}"${near ? `; did you mean "${near}"?` : ''}`,
      );
    }
    for (const error of roleErrors(template)) errors.add(error);
  }
  const unused = (as: keyof typeof seen, names: readonly string[]) => {
    for (const name of names.filter((one) => !seen[as].has(one))) {
      errors.add(
        `src/notebook/template-names.ts: no template uses the ${as} "${name}"; take it out, and what sets it`,
      );
    }
  };
  unused('flag', Object.keys(FLAGS));
  unused(
    'flag',
    MODEL_TYPES.map((type) => `model.${type}`),
  );
  unused('slot', [...Object.keys(SLOTS), ...Object.keys(SETUP_SLOTS)]);
  for (const [list, scope] of Object.entries(LISTS)) {
    unused('list', [list]);
    unused('flag', scope.flags);
    unused('slot', scope.slots);
  }
  return [...errors];
}

/** The cells that the rest of a notebook asks for by their role must be there, under the right name. */
function roleErrors({ source, text, adapter }: WrittenTemplate): string[] {
  if (!adapter) return [];
  const roles = new Map<string, string>();
  for (const [head, body] of cellsOf(text)) {
    const [, markdown, , role = 'code'] = HEAD.exec(head) ?? [];
    if (!markdown) roles.set(role, body);
  }
  const wanted = ['load', 'predict', ...(adapter.streams ? ['stream'] : [])];
  const missing = wanted.flatMap((role) => {
    if (roles.has(role)) return [];
    const near = nearest(role, [...roles.keys()]);
    return [
      `${source.file}: no code cell has the role "${role}"${near ? `; is "${near}" meant to be it?` : ''}`,
    ];
  });
  const idle =
    roles.has('stream') && !adapter.streams
      ? [`${source.file}: there is a cell "stream", and the header does not say "streams: true"`]
      : [];
  return [...missing, ...idle];
}

/** `file:line` of the first line that names it: in the template, else in a part it takes from. */
function placeOf(use: Use, { source }: WrittenTemplate, parts: readonly TemplateFile[]): string {
  for (const { file, text, firstLine } of [source, ...parts]) {
    const at = text
      .split('\n')
      .findIndex((line) =>
        use.as === 'slot'
          ? line.includes(`__${use.name}__`) || line.includes(`{{${use.name}`)
          : /^\s*#( %%|\|)/.test(line) && line.split(/\s+/).includes(use.name),
      );
    if (at >= 0) return `${file}:${firstLine + at}`;
  }
  return source.file;
}

/** The known name that takes the fewest keystrokes to come to, if they are few. */
export function nearest(name: string, names: readonly string[]): string | null {
  const ranked = names
    .map((one) => ({ one, distance: keystrokes(name, one) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return ranked && ranked.distance <= Math.max(2, name.length / 3) ? ranked.one : null;
}

/** Levenshtein's distance, row by row. */
function keystrokes(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [down, letter] of Array.from(from).entries()) {
    const next = [down + 1];
    for (const [right, other] of Array.from(to).entries()) {
      next.push(
        Math.min(
          (next[right] ?? 0) + 1,
          (row[right + 1] ?? 0) + 1,
          (row[right] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
