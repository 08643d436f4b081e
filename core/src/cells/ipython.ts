import { automagicOf } from './automagic.ts';
import { LineReader } from './line-reader.ts';

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

/** A code cell as plain Python of the same length, so that every offset stays what it was. */
export interface PythonText {
  readonly source: string;
  /** True for `%%writefile x.py`: a module of its own, not run in the kernel. */
  readonly separate: boolean;
}

/** Cell magics whose body the kernel runs as it runs a cell, cell magics in it included. */
const SAME_KERNEL = /^%%(?:capture|time|timeit|prun|snakeviz|memit|mprun|scalene|debug)\b/;
const FILE = /^%%(?:writefile|file)\s/;
/** Databricks writes a cell of another language with one percent sign. */
const OTHER_CELL = /^%(?:md|sql|scala|sh|r|fs)[ \t]*(?:\n|$)/;

/** What IPython takes off the lines of a cell before it reads them, as it does, in its order. */
const CLASSIC = /^(?:>>>|\.\.\.)(?: |$)/;
const CLASSIC_FIRST = /^>>>(?: |$)/;
const PROMPT = /^(?:(?:(?:\[nav\]|\[ins\])? )?In \[\d+\]: |[ \t]*\.{3,}: ?)/;

/** The lines of a cell that may be empty, without whatever stands before all of them. */
function takenOff(lines: readonly string[]): readonly number[] | null {
  const first = lines.findIndex((line) => line.trim() !== '');
  const [head = '', second = ''] = first < 0 ? [] : lines.slice(first);
  if (CLASSIC_FIRST.test(head) || CLASSIC_FIRST.test(second))
    return lines.map((line) => CLASSIC.exec(line)?.[0].length ?? 0);
  if (/^(?:\[nav\]|\[ins\])? ?In \[\d+\]: /.test(head) || PROMPT.test(second))
    return lines.map((line) => PROMPT.exec(line)?.[0].length ?? 0);
  const indent = /^[ \t]+/.exec(head)?.[0] ?? '';
  return indent === '' ? null : lines.map((line) => (line.startsWith(indent) ? indent.length : 0));
}

/**
 * A form feed is white space that no reader of Python counts as indentation. What is
 * taken off a line becomes form feeds after the indentation that is left.
 */
const without = (line: string, length: number): string => {
  const rest = line.slice(length);
  const indent = /^[ \t]*/.exec(rest)?.[0] ?? '';
  return indent + '\f'.repeat(line.length - rest.length) + rest.slice(indent.length);
};

/** Ruff starts to count anew at a form feed: for it they come before the indentation. */
export const forRuff = (python: string): string =>
  python.includes('\f') ? python.replace(/^([ \t]+)(\f+)/gm, '$2$1') : python;

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/** A code cell as Python; null for one in another language. */
export function pythonOfCell(text: string): PythonText | null {
  const lines = text.split('\n');
  const off = takenOff(lines);
  const source = off ? lines.map((line, at) => without(line, off[at] ?? 0)).join('\n') : text;
  const start = /^\s*/.exec(source)?.[0].length ?? 0;
  const head = source.slice(start, start + 200);
  if (!head.startsWith('%%')) {
    if (OTHER_CELL.test(head)) return null;
    return { source: withoutMagics(source), separate: false };
  }
  const end = source.indexOf('\n', start);
  const body = end < 0 ? source.length : end;
  if (FILE.test(head))
    return /\.py[ \t]*(?:\n|$)/.test(head)
      ? { source: blank(source.slice(0, body)) + source.slice(body), separate: true }
      : null;
  if (/^%%\w+\?/.test(head)) return { source: blank(source), separate: false };
  if (!SAME_KERNEL.test(head)) return null;
  const inner = pythonOfCell(source.slice(body));
  return inner && { source: blank(source.slice(0, body)) + inner.source, separate: inner.separate };
}

/** The lines the kernel hands to IPython or to a shell become comments, or `0` where a statement must stand. */
function withoutMagics(source: string): string {
  if (automagicOf(source) !== null) return source.replace(/\S(.*)/, (all) => `#${all.slice(1)}`);
  if (!/[%!?;,/]/.test(source)) return source;
  const reader = new LineReader();
  let isMagic = false;
  return source
    .split('\n')
    .map((line) => {
      if (isMagic) {
        isMagic = line.trimEnd().endsWith('\\');
        return line.replace(/^(\s*)\S/, '$1#');
      }
      if (!reader.startsStatement) {
        reader.read(line);
        return line;
      }
      const own = ofIPython(line);
      if (own === null) {
        reader.read(line);
        return line;
      }
      isMagic = line.trimEnd().endsWith('\\');
      const text = own(reader.opensBlock);
      reader.magic();
      return text;
    })
    .join('\n');
}

/** `name = !ls`, `a, b = %sx …`, `x: str = !pwd`. */
const VALUE = /^(\s*[A-Za-z_(*][\w ,.:*()[\]"']*=[ \t]*)[!%](?=\S)./;
/** `name?`, `a.b??`, `*int*?`, `x[0]?`, `%magic?`. */
const HELP = /(?:^|[^\w*])%{0,2}(?!\d)[\w*]+(?:\.\w+|\[[^\]\n]{0,80}\])*\?{1,2}[ \t]*$/;

/** How a line that is no Python but IPython's own is written as Python; null for Python. */
function ofIPython(line: string): ((inBlock: boolean) => string) | null {
  const start = line.length - line.trimStart().length;
  const first = line[start] ?? '';
  if (first === '') return null;
  if (/[%!?]/.test(first) || (/[,;/]/.test(first) && /[\w.]/.test(line[start + 1] ?? '')))
    return (inBlock) => lineAs(line, start, inBlock);
  if (line.endsWith('?') || /\?[ \t]*$/.test(line)) {
    if (!line.includes('#') && HELP.test(line)) return (inBlock) => lineAs(line, start, inBlock);
  }
  const value = line.includes('=') ? VALUE.exec(line)?.[1] : undefined;
  if (value === undefined) return null;
  return () => `${value}0${line.slice(value.length + 1).replace(/^./, '#')}`;
}

function lineAs(line: string, start: number, inBlock: boolean): string {
  const rest = line.slice(start);
  if (!inBlock) return `${line.slice(0, start)}#${rest.slice(1)}`;
  return `${line.slice(0, start)}0${rest.slice(1).replace(/^./, '#')}`;
}
