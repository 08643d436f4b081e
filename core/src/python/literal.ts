/**
 * The only function through which values reach Python: model ids, prompts,
 * topics and everything else that somebody else wrote. The result is always one
 * literal expression, so no value can break out of its quotes.
 */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/** Lines longer than this are broken up, as Ruff would do. */
const WIDTH = 88;

/**
 * Code points that must not stand raw in source: controls, line separators,
 * lone surrogates, and the bidirectional marks with which code can be made to
 * read differently from what it does (CVE-2021-42574).
 */
const UNSAFE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff]|[\u{e0000}-\u{e0fff}]/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escape(character: string): string {
  const named = NAMED[character];
  if (named) return named;
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

function quote(text: string): string {
  const mark = text.includes('"') && !text.includes("'") ? "'" : '"';
  const body = text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`).replace(UNSAFE, escape);
  return mark + body + mark;
}

/** Break a long string at spaces into adjacent literals inside parentheses. */
function longString(text: string, indent: number): string {
  const room = WIDTH - indent - 6;
  const parts: string[] = [];
  let part = '';
  for (const word of text.split(/(?<=[ \n])/)) {
    if (part && part.length + word.length > room) {
      parts.push(part);
      part = '';
    }
    part += word;
    if (part.endsWith('\n')) {
      parts.push(part);
      part = '';
    }
  }
  if (part) parts.push(part);
  if (parts.length < 2) return quote(text);
  const inner = ' '.repeat(indent + 4);
  return `(\n${parts.map((piece) => inner + quote(piece)).join('\n')}\n${' '.repeat(indent)})`;
}

function number(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  // Groups of three, as people write large numbers: 1_000_000.
  return /^-?\d{6,}$/.test(text) ? BigInt(text).toLocaleString('en').replaceAll(',', '_') : text;
}

function flat(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return quote(value);
  if (isList(value)) return `[${value.map(flat).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${quote(key)}: ${flat(item)}`);
  return `{${entries.join(', ')}}`;
}

const isList = (value: PythonValue): value is readonly PythonValue[] => Array.isArray(value);

/** Module names and the like need no line of their own. */
const isWord = (item: PythonValue): boolean =>
  typeof item === 'string' && item.length <= 24 && !item.includes(' ');

/** Short items many to a line, filled up to the width. */
function fill(items: readonly string[], indent: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const item of items) {
    if (line && indent + line.length + item.length + 2 > WIDTH) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += `${item}, `;
  }
  if (line) lines.push(line.trimEnd());
  return lines;
}

/**
 * Write a value as a Python literal.
 * @param indent column of the line the literal stands in, for wrapped lines.
 * @param used columns already taken on that line, before the literal.
 */
export function pythonLiteral(value: PythonValue, indent = 0, used = indent): string {
  const short = flat(value);
  if (used + short.length <= WIDTH) return short;
  if (typeof value === 'string') return longString(value, indent);
  if (value === null || typeof value !== 'object') return short;
  const inner = ' '.repeat(indent + 4);
  if (isList(value)) {
    if (value.length === 0) return '[]';
    const lines = value.every((item) => typeof item === 'number' || isWord(item))
      ? fill(value.map(flat), indent + 4)
      : value.map((item) => `${pythonLiteral(item, indent + 4)},`);
    return `[\n${lines.map((line) => inner + line).join('\n')}\n${' '.repeat(indent)}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, item]) => {
    const head = `${quote(key)}: `;
    return `${inner}${head}${pythonLiteral(item, indent + 4, indent + 4 + head.length)},`;
  });
  return `{\n${lines.join('\n')}\n${' '.repeat(indent)}}`;
}
