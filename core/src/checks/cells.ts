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

/** `%pip …`, `!ls`, `name = !ls` outside of strings become comments of the same length. */
function withoutMagicLines(source: string): string {
  let quote: string | null = null;
  return source
    .split('\n')
    .map((line) => {
      const inside = quote !== null;
      for (const mark of line.match(/"""|'''/g) ?? []) {
        if (quote === null) quote = mark;
        else if (quote === mark) quote = null;
      }
      return !inside && /^\s*(%%?|!)\s*[A-Za-z./]/.test(line) ? comment(line) : line;
    })
    .join('\n');
}
