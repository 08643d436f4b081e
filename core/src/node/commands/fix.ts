import { createTwoFilesPatch } from 'diff';
import { fixNotebook } from '../../checks/fix.ts';
import { withSources } from '../../ipynb/edit-sources.ts';
import { readNotebookFile } from '../../ipynb/read-notebook.ts';
import type { PythonLinter } from '../../python/ruff.ts';
import {
  checkSettings,
  isWanted,
  type CheckSettings,
  type CodeOptions,
} from '../check-settings.ts';
import { EXIT } from '../exit.ts';
import { notebookFiles, readText, writeText } from '../notebook-files.ts';
import { nodeRuff } from '../ruff.ts';
import { forTerminal } from '../terminal.ts';

export interface FixCommandOptions extends CodeOptions {
  write?: boolean;
  unsafe?: boolean;
}

interface FixedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly mended: ReadonlyMap<string, number>;
  /** Findings that are left and have a fix which was not taken. */
  readonly offered: number;
}

function fixFile(file: string, linter: PythonLinter, settings: CheckSettings): FixedFile | string {
  const before = readText(file);
  const read = readNotebookFile(before);
  if (!read.ok) return read.why;
  const { cells, language } = read.notebook;
  const fixed = fixNotebook({ cells, language }, linter, {
    unsafe: settings.unsafe,
    wanted: (code) => isWanted(settings, code),
  });
  // Cells are counted without raw ones there, with them in the file.
  const sources = new Map([...fixed.sources].map(([at, source]) => [cells[at]?.at ?? -1, source]));
  const offered = fixed.left.filter(
    (one) => isWanted(settings, one.code) && one.fixes?.some(({ edits }) => edits.length > 0),
  ).length;
  return {
    file,
    before,
    after: sources.size > 0 ? withSources(before, sources) : before,
    mended: fixed.mended,
    offered,
  };
}

/** `alacard fix FILES`: what quick fixes would change, as a diff; with `--write` they change it. */
export async function fixCommand(
  paths: readonly string[],
  options: FixCommandOptions,
): Promise<void> {
  const own = checkSettings(options);
  const settings = { ...own, unsafe: options.unsafe ?? own.unsafe };
  const files = notebookFiles(paths, settings.exclude);
  const linter = await nodeRuff();
  const results: FixedFile[] = [];
  let unreadable = 0;
  for (const file of files) {
    const result = fixFile(file, linter, settings);
    if (typeof result === 'string') {
      unreadable += 1;
      process.stderr.write(forTerminal(`${file}: left as it is: ${result}.\n`));
      continue;
    }
    results.push(result);
    if (file === '-') {
      process.stdout.write(options.write ? result.after : diffOf(result));
    } else if (result.before !== result.after) {
      if (options.write) writeText(file, result.after);
      else process.stdout.write(diffOf(result));
    }
  }
  process.stderr.write(
    forTerminal(summaryOf(results, unreadable, options.write ?? false, settings.unsafe)),
  );
  if (unreadable > 0) process.exitCode = EXIT.usage;
  else if (!options.write && results.some(({ before, after }) => before !== after))
    process.exitCode = EXIT.findings;
}

const diffOf = ({ file, before, after }: FixedFile): string =>
  before === after
    ? ''
    : createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, '', '', { context: 3 }).replace(
        /^=+\n/,
        '',
      );

function summaryOf(
  results: readonly FixedFile[],
  unreadable: number,
  isWritten: boolean,
  unsafe: boolean,
): string {
  const changed = results.filter(({ before, after }) => before !== after);
  const byCode = new Map<string, number>();
  for (const { mended } of changed)
    for (const [code, count] of mended) byCode.set(code, (byCode.get(code) ?? 0) + count);
  const what = [...byCode]
    .sort((a, b) => b[1] - a[1])
    .map(([code, count]) => `${count} ${code}`)
    .join(', ');
  const files = `${changed.length} of ${results.length + unreadable} notebooks`;
  const offered = results.reduce((sum, one) => sum + one.offered, 0);
  const more =
    offered > 0 && !unsafe
      ? ` ${offered} more have a fix that may change what the code does (--unsafe).`
      : '';
  if (changed.length === 0) return `${files} changed.${more}\n`;
  return isWritten
    ? `${files} changed: ${what}.${more}\n`
    : `${files} would change: ${what}. Nothing is written without --write.${more}\n`;
}
