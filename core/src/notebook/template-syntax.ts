/**
 * How a template file is read: cells, and in them lines and directives. The
 * engine (template.ts) renders what this gives; checks at bundling look at it.
 */

export interface TemplateCell {
  readonly kind: 'markdown' | 'code';
  readonly section: string;
  /** `text` for Markdown cells without a role of their own. */
  readonly role: string;
  readonly source: string;
}

export type TemplateNode =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'magic'; readonly text: string }
  | { readonly type: 'include'; readonly indent: string; readonly roles: readonly string[] }
  | { readonly type: 'each'; readonly list: string; readonly body: readonly TemplateNode[] }
  | {
      readonly type: 'if';
      readonly branches: readonly { test: string; body: readonly TemplateNode[] }[];
    };

export interface ParsedCell extends Omit<TemplateCell, 'source'> {
  readonly body: readonly TemplateNode[];
}

const CELL = /^# %%(?: \[(markdown)\])?(?: ([a-z-]+))?(?: ([a-z0-9-]+))?\s*$/;
const DIRECTIVE = /^(\s*)#\|\s*(\w+)\s*(.*?)\s*$/;
const cache = new Map<string, readonly ParsedCell[]>();

/** The cells of a template. Throws where a directive is unknown or not closed. */
export function parseTemplate(text: string): readonly ParsedCell[] {
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
function parseLines(lines: readonly string[]): TemplateNode[] {
  let at = 0;
  const block = (stop: readonly string[]): TemplateNode[] => {
    const nodes: TemplateNode[] = [];
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
  const branches = (first: string): TemplateNode => {
    const found: { test: string; body: TemplateNode[] }[] = [];
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

/** `a and not b or c`, with the usual precedence, over flags. */
export const holds = (expression: string, flags: ReadonlySet<string>): boolean =>
  certainly(expression, (flag) => flags.has(flag)) === true;

/** The same where some flags are not known (null): null where they decide. */
export function certainly(
  expression: string,
  truth: (flag: string) => boolean | null,
): boolean | null {
  const parts = expression.split(/\s+or\s+/).map((part) => {
    const terms = part.split(/\s+and\s+/).map((term) => {
      const [, not, flag] = /^(not\s+)?([a-z0-9_.-]+)$/.exec(term.trim()) ?? [];
      if (!flag) throw new Error(`cannot read condition "${expression}"`);
      const value = flag === 'always' ? true : truth(flag);
      return value === null ? null : value === !not;
    });
    return terms.includes(false) ? false : terms.includes(null) ? null : true;
  });
  return parts.includes(true) ? true : parts.includes(null) ? null : false;
}
