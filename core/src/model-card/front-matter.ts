import { parse } from 'yaml';

export interface SplitCard {
  /** Parsed front matter, or {} when there is none or it is not a YAML map. Untrusted. */
  readonly frontMatter: Readonly<Record<string, unknown>>;
  /** Lines after the front matter. */
  readonly lines: readonly string[];
  /** 1-based line of the card at which `lines` begins. */
  readonly firstLine: number;
}

const ZERO_WIDTH_LINE = /^(?:\s|\u200b|\u200c|\u200d|\ufeff|\u2060)+$/;
const ZERO_WIDTH_EDGE = /^[\u200b\ufeff\u2060]+|(?<![\u200b\ufeff\u2060])[\u200b\ufeff\u2060]+$/g;

/** Line ends, byte order marks and invisible characters that only break parsers. */
function linesOf(text: string): string[] {
  return text
    .replace(/^\ufeff+/, '')
    .split(/\r\n|\n|\r/)
    .map((line) => (ZERO_WIDTH_LINE.test(line) ? '' : line.replace(ZERO_WIDTH_EDGE, '')));
}

/** Evaluation tables: thousands of lines on some cards, and nothing here reads them. */
function withoutModelIndex(lines: readonly string[]): string[] {
  let skipping = false;
  return lines.filter((line) => {
    if (/^model-index\s*:/.test(line)) skipping = true;
    else if (/^[^\s#-]/.test(line)) skipping = false;
    return !skipping;
  });
}

function parseYaml(text: string): Record<string, unknown> {
  try {
    const value: unknown = parse(text, {
      logLevel: 'error',
      uniqueKeys: false,
      maxAliasCount: 50,
      prettyErrors: false,
    });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
    return { ...value };
  } catch {
    return {};
  }
}

/** Separate the YAML at the top of a card from its Markdown. Never throws. */
export function splitFrontMatter(text: string): SplitCard {
  const lines = linesOf(text);
  const start = lines.findIndex((line) => line.trim() !== '');
  if (start < 0 || !/^---\s*$/.test(lines[start] ?? '')) {
    return { frontMatter: {}, lines, firstLine: 1 };
  }
  const end = lines.findIndex((line, at) => at > start && /^---\s*$/.test(line));
  if (end < 0) return { frontMatter: {}, lines, firstLine: 1 };
  const yaml = withoutModelIndex(lines.slice(start + 1, end)).join('\n');
  return { frontMatter: parseYaml(yaml), lines: lines.slice(end + 1), firstLine: end + 2 };
}
