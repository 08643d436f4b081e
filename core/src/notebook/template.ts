/**
 * The template engine: percent-format Python in, cells out. Templates are real
 * Python files (docs/architecture.md, "Templates"); this engine only keeps or
 * drops lines, repeats them, includes other cells and replaces slots.
 */
import { pythonLiteral, type PythonValue } from '../python/literal.ts';
import {
  codeSpan,
  escapeHtml,
  escapeMarkdown,
  escapeProse,
  linkAddress,
  linkTarget,
} from './markdown.ts';

/** A bare identifier (or a comma-separated list of them), not a string. */
export interface Name {
  readonly identifier: string;
}
export type SlotValue = PythonValue | Name;

/** One round of an `#| each`: extra flags and slots. */
export interface Scope {
  readonly flags?: readonly string[];
  readonly slots?: Readonly<Record<string, SlotValue>>;
}

export interface TemplateContext {
  readonly flags: ReadonlySet<string>;
  readonly slots: Readonly<Record<string, SlotValue>>;
  readonly lists?: Readonly<Record<string, readonly Scope[]>>;
  /** Gives the code of the cells with these roles, for `#| include`. */
  readonly include?: (roles: readonly string[]) => string;
}

export interface TemplateCell {
  readonly kind: 'markdown' | 'code';
  readonly section: string;
  /** `text` for Markdown cells without a role of their own. */
  readonly role: string;
  readonly source: string;
}

type Node =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'magic'; readonly text: string }
  | { readonly type: 'include'; readonly indent: string; readonly roles: readonly string[] }
  | { readonly type: 'each'; readonly list: string; readonly body: readonly Node[] }
  | { readonly type: 'if'; readonly branches: readonly { test: string; body: readonly Node[] }[] };

interface ParsedCell extends Omit<TemplateCell, 'source'> {
  readonly body: readonly Node[];
}

const CELL = /^# %%(?: \[(markdown)\])?(?: ([a-z-]+))?(?: ([a-z0-9-]+))?\s*$/;
const DIRECTIVE = /^(\s*)#\|\s*(\w+)\s*(.*?)\s*$/;
const cache = new Map<string, readonly ParsedCell[]>();

export const isName = (value: SlotValue): value is Name =>
  typeof value === 'object' && value !== null && 'identifier' in value;

/** An identifier slot. Throws unless it is made of plain Python identifiers. */
export function name(identifier: string): Name {
  if (!/^[A-Za-z_]\w*(, [A-Za-z_]\w*)*$/.test(identifier)) {
    throw new Error(`not a Python identifier: ${JSON.stringify(identifier)}`);
  }
  return { identifier };
}

/** Render all cells of a template; cells left empty are dropped. */
export function renderTemplate(text: string, context: TemplateContext): TemplateCell[] {
  const cells: TemplateCell[] = [];
  for (const cell of parseTemplate(text)) {
    const lines = expand(cell.body, context, cell.kind);
    const source = tidy(lines);
    if (source) cells.push({ kind: cell.kind, section: cell.section, role: cell.role, source });
  }
  return cells;
}

function parseTemplate(text: string): readonly ParsedCell[] {
  const known = cache.get(text);
  if (known) return known;
  const cells: ParsedCell[] = [];
  let head: { kind: 'markdown' | 'code'; section: string; role: string } | null = null;
  let lines: string[] = [];
  const close = () => {
    if (head) cells.push({ ...head, body: parseLines(lines) });
    else if (lines.some((line) => line.trim())) throw new Error('text before the first "# %%"');
    lines = [];
  };
  for (const line of text.split('\n')) {
    const start = CELL.exec(line);
    if (start) {
      close();
      const kind = start[1] ? 'markdown' : 'code';
      head = {
        kind,
        section: start[2] ?? 'explore',
        role: start[3] ?? (start[1] ? 'text' : 'code'),
      };
    } else {
      lines.push(line);
    }
  }
  close();
  cache.set(text, cells);
  return cells;
}

/** Recursive descent over `#| if / elif / else / each / include / end`. */
function parseLines(lines: readonly string[]): Node[] {
  let at = 0;
  const block = (stop: readonly string[]): Node[] => {
    const nodes: Node[] = [];
    while (at < lines.length) {
      const text = lines[at] ?? '';
      const match = DIRECTIVE.exec(text);
      if (!match) {
        nodes.push({ type: 'line', text });
        at += 1;
        continue;
      }
      const [, indent = '', verb = '', rest = ''] = match;
      if (stop.includes(verb)) return nodes;
      at += 1;
      if (verb === 'include') nodes.push({ type: 'include', indent, roles: rest.split(/\s+/) });
      else if (verb === 'magic') nodes.push({ type: 'magic', text: rest });
      else if (verb === 'each') {
        nodes.push({ type: 'each', list: rest, body: block(['end']) });
        at += 1;
      } else if (verb === 'if') nodes.push(branches(rest));
      else throw new Error(`unexpected "#| ${verb}"`);
    }
    if (stop.length > 0) throw new Error(`missing "#| end"`);
    return nodes;
  };
  const branches = (first: string): Node => {
    const found: { test: string; body: Node[] }[] = [];
    let test = first;
    for (;;) {
      found.push({ test, body: block(['elif', 'else', 'end']) });
      const [, , verb = '', rest = ''] = DIRECTIVE.exec(lines[at] ?? '') ?? [];
      at += 1;
      if (verb === 'end') return { type: 'if', branches: found };
      test = verb === 'elif' ? rest : 'always';
    }
  };
  return block([]);
}

function expand(nodes: readonly Node[], context: TemplateContext, kind: string): string[] {
  return nodes.flatMap((node): string[] => {
    switch (node.type) {
      case 'line':
        return renderLine(node.text, context, kind);
      case 'magic':
        return [fillMagic(node.text, context)];
      case 'include': {
        const code = context.include?.(node.roles);
        if (code === undefined) throw new Error(`nothing to include for ${node.roles.join(' ')}`);
        return code.split('\n').map((line) => (line ? node.indent + line : line));
      }
      case 'each': {
        const scopes = context.lists?.[node.list];
        if (!scopes) throw new Error(`unknown list "${node.list}"`);
        return scopes.flatMap((scope) =>
          expand(
            node.body,
            {
              ...context,
              flags: new Set([...context.flags, ...(scope.flags ?? [])]),
              slots: { ...context.slots, ...scope.slots },
            },
            kind,
          ),
        );
      }
      case 'if': {
        const branch = node.branches.find((one) => holds(one.test, context.flags));
        return branch ? expand(branch.body, context, kind) : [];
      }
    }
  });
}

/** `a and not b or c`, with the usual precedence, over flags. */
export function holds(expression: string, flags: ReadonlySet<string>): boolean {
  return expression.split(/\s+or\s+/).some((part) =>
    part.split(/\s+and\s+/).every((term) => {
      const [, not, flag] = /^(not\s+)?([a-z0-9_.-]+)$/.exec(term.trim()) ?? [];
      if (!flag) throw new Error(`cannot read condition "${expression}"`);
      return (flag === 'always' || flags.has(flag)) === !not;
    }),
  );
}

function renderLine(text: string, context: TemplateContext, kind: string): string[] {
  if (kind === 'markdown') {
    if (!/^#( |$)/.test(text)) {
      if (text.trim()) throw new Error(`Markdown line without "# ": ${text}`);
      return [];
    }
    return [fillMarkdown(text.slice(2), context)];
  }
  const comment = /^(\s*)#: ?(.*)$/.exec(text);
  if (comment) {
    return context.flags.has('beginner')
      ? [`${comment[1] ?? ''}# ${comment[2] ?? ''}`.trimEnd()]
      : [];
  }
  return fillCode(text, context).split('\n');
}

/**
 * `#| magic %pip install {{requirements}}` becomes the magic line itself
 * (templates must stay plain Python). Only harmless characters may be filled in.
 */
function fillMagic(text: string, context: TemplateContext): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, slot: string) => {
    const value = context.slots[slot];
    if (typeof value !== 'string' || !/^[\w.,<>=!~[\]" -]+$/.test(value)) {
      throw new Error(`{{${slot}}} cannot stand in a magic line: ${JSON.stringify(value)}`);
    }
    return value;
  });
}

const SLOT = /(?<!\w)__([a-z][a-z0-9_]*?)__(?!\w)/g;
/** Python's own names of this form that templates may use. */
const PYTHON_DUNDERS = new Set([
  'name',
  'main',
  'init',
  'file',
  'call',
  'enter',
  'exit',
  'version',
  'sklearn_version',
]);

function fillCode(text: string, context: TemplateContext): string {
  const indent = /^\s*/.exec(text)?.[0].length ?? 0;
  return text.replace(SLOT, (whole, slot: string, at: number) => {
    const value = context.slots[slot];
    if (value === undefined) {
      if (PYTHON_DUNDERS.has(slot)) return whole;
      throw new Error(`no value for slot __${slot}__ in "${text.trim()}"`);
    }
    return isName(value) ? value.identifier : pythonLiteral(value, indent, at);
  });
}

function fillMarkdown(text: string, context: TemplateContext): string {
  return text.replace(/\{\{(\w+)(?:\|(\w+))?\}\}/g, (_, slot: string, filter?: string) => {
    const value = context.slots[slot];
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new Error(`no text for {{${slot}}} in "${text}"`);
    }
    const plain = String(value);
    if (filter === 'code') return codeSpan(plain);
    if (filter === 'url') return linkTarget(plain);
    if (filter === 'address') return linkAddress(plain);
    if (filter === 'prose') return escapeProse(plain);
    if (filter === 'html') return escapeHtml(plain);
    if (filter) throw new Error(`unknown filter "${filter}"`);
    return escapeMarkdown(plain);
  });
}

/** No blank lines at the ends, never more than two in a row (PEP 8). */
function tidy(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .replace(/^\n+|\n+$/g, '');
}
