/**
 * The template engine: percent-format Python in, cells out. Templates are real
 * Python files (docs/architecture.md, "Templates"); this engine only keeps or
 * drops lines, repeats them, includes other cells and replaces slots.
 */
import { fillCode, fillMagic, fillMarkdown, type SlotValue } from './template-slots.ts';
import { holds, parseTemplate, type TemplateCell, type TemplateNode } from './template-syntax.ts';

/** One round of an `#| each`: extra flags and slots. */
export interface TemplateScope<Flag extends string = string, Slot extends string = string> {
  readonly flags?: readonly Flag[];
  readonly slots?: Readonly<Partial<Record<Slot, SlotValue>>>;
}

export interface TemplateContext {
  readonly flags: ReadonlySet<string>;
  readonly slots: Readonly<Partial<Record<string, SlotValue>>>;
  readonly lists?: Readonly<Record<string, readonly TemplateScope[]>>;
  /** Gives the code of the cells with these roles, for `#| include`. */
  readonly include?: (roles: readonly string[]) => string;
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

function expand(nodes: readonly TemplateNode[], context: TemplateContext, kind: string): string[] {
  return nodes.flatMap((node): string[] => {
    switch (node.type) {
      case 'line':
        return renderLine(node.text, context, kind);
      case 'magic':
        return [fillMagic(node.text, context.slots)];
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

function renderLine(text: string, context: TemplateContext, kind: string): string[] {
  if (kind === 'markdown') {
    if (!/^#( |$)/.test(text)) {
      if (text.trim()) throw new Error(`Markdown line without "# ": ${text}`);
      return [];
    }
    return [fillMarkdown(text.slice(2), context.slots)];
  }
  const comment = /^(\s*)#: ?(.*)$/.exec(text);
  if (comment) {
    return context.flags.has('beginner')
      ? [`${comment[1] ?? ''}# ${comment[2] ?? ''}`.trimEnd()]
      : [];
  }
  return fillCode(text, context.slots).split('\n');
}

/** No blank lines at the ends, never more than two in a row (PEP 8). */
function tidy(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{4,}/g, '\n\n\n')
    .replace(/^\n+|\n+$/g, '');
}
