/** The JSON of a notebook file, or why it is none, with the line. */
export type ParsedFile =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly why: string };

/** Numbers that are no JSON, and that Python writes and reads all the same. */
const NOT_JSON = /"(?:[^"\\]|\\[\s\S])*"|(?<![\w.])-?(?:NaN|Infinity)(?![\w.])/g;

/** Read what Jupyter reads: a mark of the byte order before it, and `NaN` in an output, are no faults. */
export function parseNotebookJson(file: string): ParsedFile {
  const text = file.startsWith('\ufeff') ? file.slice(1) : file;
  if (text.trim() === '') return { ok: false, why: 'the file is empty' };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    if (/\b(?:NaN|Infinity)\b/.test(text)) {
      const replaced = text.replace(NOT_JSON, (all) => (all.startsWith('"') ? all : 'null'));
      try {
        return { ok: true, value: JSON.parse(replaced) };
      } catch {
        // The first reason is the one to tell.
      }
    }
    return { ok: false, why: whyNot(text, error) };
  }
}

function whyNot(text: string, error: unknown): string {
  const mark = /^(?:<{7}|={7}|>{7})(?: |$)/m.exec(text);
  if (mark)
    return `it holds marks of a Git merge conflict (line ${lineAt(text, mark.index)}): resolve the conflict`;
  if (/^version https:\/\/git-lfs/.test(text))
    return 'it is a pointer of Git LFS, not the file itself: run "git lfs pull"';
  if (/^\s*<(?:!doctype|html)/i.test(text)) return 'it is a page of HTML, not a notebook';
  const said = error instanceof Error ? error.message : '';
  const at = /position (\d+)/.exec(said)?.[1];
  const position = at === undefined ? text.length : Number(at);
  const isCut = at === undefined || position >= text.trimEnd().length;
  if (isCut) return `it is no JSON: it ends in the middle (line ${lineAt(text, text.length)})`;
  const line = lineAt(text, position);
  const column = position - text.lastIndexOf('\n', position - 1);
  const what = said
    .replace(/ in JSON at position[\s\S]*/, '')
    .replace(/, "[\s\S]*/, '')
    .slice(0, 120);
  return `it is no JSON at line ${line}, column ${column} (${what})`;
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
