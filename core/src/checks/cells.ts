/** What checks look at: the cells of a plan or of any notebook. */
export interface CheckedCell {
  readonly id: string;
  readonly kind: 'markdown' | 'code';
  readonly source: string;
  /** `model-card` for code that came from a model card. */
  readonly origin?: string;
  /** Role in a notebook of ours: `install`, `check`, … */
  readonly role?: string;
}

/** A cell's code as plain Python: `%` and `!` lines become comments of the same length. */
export interface PythonCell {
  readonly cell: CheckedCell;
  readonly source: string;
  /** True for `%%writefile x.py`: a module of its own, not run in the kernel. */
  readonly separate: boolean;
}

const comment = (line: string): string => line.replace(/^(\s*)[%!?]/, '$1#');

/** Cell magics whose body is not Python of this kernel. */
const OTHER_LANGUAGE = /^%%(bash|sh|script|html|javascript|js|svg|latex|markdown|cmd|perl|ruby)\b/;
const SAME_KERNEL = /^%%(capture|time|timeit|prun)\b/;

/** Code cells as Python. Cells in another language are left out. */
export function pythonCells(cells: readonly CheckedCell[]): PythonCell[] {
  return cells.flatMap((cell): PythonCell[] => {
    if (cell.kind !== 'code') return [];
    const [first = '', ...rest] = cell.source.split('\n');
    const head = first.trimStart();
    if (OTHER_LANGUAGE.test(head)) return [];
    if (/^%%writefile\s/.test(head)) {
      return head.trimEnd().endsWith('.py')
        ? [{ cell, source: [comment(first), ...rest].join('\n'), separate: true }]
        : [];
    }
    if (head.startsWith('%%') && !SAME_KERNEL.test(head)) return [];
    return [{ cell, source: withoutMagicLines(cell.source), separate: false }];
  });
}

/** What IPython takes for its own: `%pip …`, `!ls`, `?thing`, `thing?`, and `name = !ls`. */
const MAGIC_LINE = /^\s*(?:%%?|!{1,2})\s*[A-Za-z./{]|^\s*\?{1,2}[\w.]|^\s*[\w.]+\?{1,2}\s*$/;
const MAGIC_VALUE = /^(\s*[A-Za-z_][\w ,]*=\s*)[!%](.)/;

/**
 * Lines of IPython's own outside of strings, with the lines they go on to after
 * a backslash, become comments of the same length. Where Python needs something
 * to stand (in the block of an `if`, after `name =`) a `0` comes before the comment.
 */
function withoutMagicLines(source: string): string {
  let quote: string | null = null;
  let continued = false;
  let opensBlock = false;
  return source
    .split('\n')
    .map((line) => {
      if (continued) {
        continued = line.trimEnd().endsWith('\\');
        return line.replace(/^(\s*)\S/, '$1#');
      }
      const inside = quote !== null;
      for (const mark of line.match(/"""|'''/g) ?? []) {
        if (quote === null) quote = mark;
        else if (quote === mark) quote = null;
      }
      if (inside) return line;
      const afterColon = opensBlock;
      if (line.trim() !== '') opensBlock = /:\s*(?:#.*)?$/.test(line);
      if (!MAGIC_LINE.test(line)) return line.replace(MAGIC_VALUE, '$10#');
      quote = null;
      continued = line.trimEnd().endsWith('\\');
      return afterColon ? line.replace(/^(\s+)\S\S/, '$10#') : line.replace(/^(\s*)\S/, '$1#');
    })
    .join('\n');
}
