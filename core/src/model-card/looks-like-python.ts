import { isCommand } from './magics.ts';

const IMPORT =
  /^[ \t]*(?:from\s+[\w.]+\s+import\s+[\w(*]|import\s+[\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+(?:\s+as\s+\w+)?)*\s*(?:#.*)?$)/m;
const CALL_ASSIGNED =
  /^[ \t]*[A-Za-z_][\w., ]*\s=\s*(?:await\s+)?[A-Za-z_][\w.]*(?:\[[^\]]*\])?\(/m;
const CALL = /^(?:print|[a-z_]\w*\.[\w.]+|[a-z_]\w*)\(.*\)\s*$/m;
const BLOCK = /^(?:def|class|for|with|if|while)\s.+:\s*(?:#.*)?$/m;
const OTHER_LANGUAGE =
  /^[ \t]*(?:@\w+\{|(?:const|let|var)\s+\w|import\s+(?:\{|\*|\w+\s+from)|#include|<\?|<[a-z!]|package\s+\w|func\s|fn\s|SELECT\s|FROM\s+[\w./:-]+$|public\s)/m;
const DATA_LINE = /^(?:[\]{}[()'"0-9<|+*>$@\\-]|\.\.\.$|tensor\(|array\(|torch\.Size)/;
const YAML_LINE = /^\s*(?:- )?[\w-]+:(?:\s[^({]*)?$/;

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** For a block nobody tagged: is there enough in it that only Python has? */
export function looksLikePython(text: string): boolean {
  if (OTHER_LANGUAGE.test(text)) return false;
  if (IMPORT.test(text)) return true;
  const all = lines(text);
  if (all.length === 0 || all.some(isCommand)) return false;
  if (DATA_LINE.test(all[0] ?? '')) return false;
  if (CALL_ASSIGNED.test(text)) return true;
  return CALL.test(text) && (BLOCK.test(text) || all.length === 1 || /^[ \t]*\w+\s=\s/m.test(text));
}

/** For a block tagged as Python: does it hold something else all the same? */
export function isPlainlyNotPython(text: string): boolean {
  const all = lines(text).filter((line) => !line.trimStart().startsWith('#'));
  if (all.length === 0 || /^\s*\[?More Information Needed\]?\s*$/i.test(text)) return true;
  if (IMPORT.test(text)) return false;
  if (all.every((line) => YAML_LINE.test(line))) return true;
  const flush = all.filter((line) => /^\S/.test(line));
  if (flush.length > 0 && flush.every((line) => DATA_LINE.test(line))) return true;
  // Prose or output: nothing is called, assigned or defined.
  return !/[\w\])]\s*\(|[^=!<>]=[^=]|^[ \t]*(?:def|class|for|if|while|with|return|print)\b/m.test(
    text,
  );
}
