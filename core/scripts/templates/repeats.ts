/**
 * How much of the templates is written twice: the lines of adapters, parts and
 * UI components that already stand in an earlier file, in runs of a given
 * length. `node core/scripts/templates/repeats.ts` prints the figures.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Repeats {
  readonly files: number;
  readonly lines: number;
  readonly repeated: number;
  /** Repeated lines by file, most first. */
  readonly worst: readonly (readonly [file: string, repeated: number])[];
}

const core = join(import.meta.dirname, '../..');
const FOLDERS = ['templates/tasks', 'templates/parts', 'templates/ui', 'libraries/*/{tasks,parts}'];

/** Headers, blank lines, cell heads and indentation do not count: they say nothing twice. */
const meaningful = (text: string): string[] =>
  text
    .replace(/^# ---\n[\s\S]*?\n# ---\n/, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('# %%'));

/** @param run how many lines in a row must stand in an earlier text to count as repeated. */
export function repeats(texts: Readonly<Record<string, string>>, run: number): Repeats {
  const seen = new Set<string>();
  const worst: [string, number][] = [];
  let total = 0;
  for (const [file, text] of Object.entries(texts)) {
    const lines = meaningful(text);
    const runs = lines.slice(run - 1).map((_, at) => lines.slice(at, at + run).join('\n'));
    const marked = new Set<number>();
    for (const [at, one] of runs.entries()) {
      if (seen.has(one)) for (let line = at; line < at + run; line++) marked.add(line);
    }
    for (const one of runs) seen.add(one);
    total += lines.length;
    worst.push([file, marked.size]);
  }
  worst.sort((a, b) => b[1] - a[1]);
  const repeated = worst.reduce((sum, [, count]) => sum + count, 0);
  return { files: worst.length, lines: total, repeated, worst };
}

/** The texts that the figure is about, in the order of their paths. */
export const writtenTemplates = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    FOLDERS.flatMap((folder) => globSync(`${folder}/*.py`, { cwd: core }))
      .sort()
      .map((file) => [file, readFileSync(join(core, file), 'utf8')]),
  );

if (process.argv[1] === import.meta.filename) {
  for (const run of [4, 3]) {
    const { files, lines, repeated, worst } = repeats(writtenTemplates(), run);
    console.log(
      `runs of ${run}: ${repeated} of ${lines} lines in ${files} files stand in an earlier one (${((100 * repeated) / lines).toFixed(1)} %)`,
    );
    for (const [file, count] of worst.slice(0, 5)) console.log(`  ${count} ${file}`);
  }
}
