/**
 * Makes a whole template from one that takes cells and lines from parts. This
 * happens once, when the deck is bundled: the engine, the panel and the tests
 * see templates in which everything is written out.
 */
import type { Parts } from './parts.ts';
import type { TemplateFile } from './read.ts';

const TAKEN = /^(# %%.*?) <- parts\/([a-z0-9-]+)$/;
const USE = /^(\s*)#\| use ([a-z0-9-]+)$/;

/** Write out what stands for something else. Throws with file, part and cell when it is not there. */
export function compose({ file, constants, text }: TemplateFile, parts: Parts): string {
  let cell = 'before the first cell';
  const used = new Set<string>();
  const fill = (line: string): string =>
    line.replace(/(?<!\w)__([a-z][a-z0-9_]*?)__(?!\w)|\{\{(\w+)\}\}/g, (whole, code, prose) => {
      const constant = String(code ?? prose);
      const value = constants[constant];
      if (value === undefined) return whole;
      used.add(constant);
      return value;
    });

  const written = (lines: readonly string[], open: readonly string[]): string[] =>
    lines.flatMap((line) => {
      const [, indent = '', name] = USE.exec(line) ?? [];
      if (name === undefined) return [fill(line)];
      if (open.includes(name))
        throw new Error(`${file}, "${cell}": lines "${name}" use themselves`);
      const meant = parts.lines.get(name);
      if (!meant) {
        throw new Error(
          `${file}, "${cell}": no part has lines "${name}"; there are ${listed(parts.lines)}`,
        );
      }
      return written(meant, [...open, name]).map((one) => (one ? indent + one : one));
    });

  const composed = text.split('\n').flatMap((line) => {
    if (line.startsWith('# %%')) cell = line;
    const [, head, part] = TAKEN.exec(line) ?? [];
    if (head === undefined || part === undefined) return written([line], []);
    const cells = parts.cells.get(part);
    if (!cells) {
      throw new Error(`${file}, "${cell}": no part "${part}"; there are ${listed(parts.cells)}`);
    }
    const body = cells.get(head);
    if (body === undefined) {
      throw new Error(
        `${file}, "${cell}": parts/${part} has no cell "${head}"; it has ${listed(cells)}`,
      );
    }
    return [head, ...written(body.replace(/\n$/, '').split('\n'), [])];
  });

  const unused = Object.keys(constants).filter((name) => !used.has(name));
  if (unused.length > 0) {
    throw new Error(`${file}: "let" sets ${unused.join(', ')}, and no line uses it`);
  }
  return composed.join('\n');
}

const listed = (names: ReadonlyMap<string, unknown>): string =>
  [...names.keys()].map((name) => `"${name}"`).join(', ') || 'none';
