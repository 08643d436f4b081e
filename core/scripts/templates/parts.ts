/**
 * Parts: Python that several templates share. A part is a template file whose
 * cells others take (`# %% explore stream <- parts/causal-chat`) and whose
 * `# %% lines NAME` cells stand for lines (`#| use NAME`). See
 * docs/architecture.md, "Templates".
 */
import type { TemplateFile } from './read.ts';

export interface Parts {
  /** The cells of each part, by the part's name and the cell's head. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** What `#| use NAME` stands for, without the indentation they share. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
}

const LINES_HEAD = /^# %% lines ([a-z0-9-]+)$/;

/** A template's cells as [head, body]; what stands before the first is left out. */
export function cellsOf(text: string): (readonly [head: string, body: string])[] {
  const found: (readonly [string, string])[] = [];
  for (const cell of `\n${text}`.split(/\n(?=# %%)/).slice(1)) {
    const end = cell.indexOf('\n');
    found.push(end < 0 ? [cell, ''] : [cell.slice(0, end), cell.slice(end + 1)]);
  }
  return found;
}

/** Index the part files. A name that two of them use is an error: nobody could tell which one is meant. */
export function readParts(files: readonly TemplateFile[]): Parts {
  const cells = new Map<string, ReadonlyMap<string, string>>();
  const lines = new Map<string, readonly string[]>();
  for (const { file, name, text } of files) {
    if (cells.has(name)) throw new Error(`${file}: there is another part called "${name}"`);
    const own = new Map<string, string>();
    for (const [head, body] of cellsOf(text)) {
      const [, lineName] = LINES_HEAD.exec(head) ?? [];
      if (own.has(head) || (lineName && lines.has(lineName))) {
        throw new Error(`${file}: "${head}" stands twice in the parts`);
      }
      if (lineName) lines.set(lineName, meantLines(body, `${file}, "${head}"`));
      else own.set(head, body);
    }
    cells.set(name, own);
  }
  return { cells, lines };
}

/**
 * The lines a `# %% lines` cell stands for: all of them, or those between
 * `#| from here` and `#| to here` where they need something around them to be
 * Python, such as the call whose arguments they are.
 */
function meantLines(body: string, where: string): string[] {
  const all = body.replace(/\n+$/, '').split('\n');
  const at = (mark: string) => all.findIndex((line) => line.trim() === `#| ${mark}`);
  const [from, to] = [at('from here'), at('to here')];
  if (from < 0 !== to < 0 || to < from) throw new Error(`${where}: "from here" without "to here"`);
  const meant = from < 0 ? all : all.slice(from + 1, to);
  const indents = meant.filter((line) => line.trim()).map((line) => /^\s*/.exec(line)?.[0].length);
  if (indents.length === 0) throw new Error(`${where}: no lines`);
  const shared = Math.min(...indents.map((length) => length ?? 0));
  return meant.map((line) => line.slice(shared));
}
