import { checkNotebook, type NotebookFinding } from '../../checks/index.ts';
import { hasError } from '../../findings/finding.ts';
import { aboutNotebook } from '../../findings/notebook.ts';
import { readNotebookFile } from '../../ipynb/read-notebook.ts';
import type { PythonLinter } from '../../python/ruff.ts';
import {
  checkSettings,
  isWanted,
  type CheckSettings,
  type CodeOptions,
} from '../check-settings.ts';
import { CommandError, EXIT } from '../exit.ts';
import { notebookFiles, readText } from '../notebook-files.ts';
import { FORMATS, reportOf, type FileReport, type ReportFormat } from '../reports.ts';
import { nodeRuff } from '../ruff.ts';

export interface CheckOptions extends CodeOptions {
  json?: boolean;
  format?: string;
}

function formatOf({ json, format = json ? 'json' : 'text' }: CheckOptions): ReportFormat {
  const known = FORMATS.find((one) => one === format);
  if (!known)
    throw new CommandError(
      EXIT.usage,
      `There is no format ${format}. There are ${FORMATS.join(', ')}.`,
    );
  return known;
}

function reportOn(file: string, linter: PythonLinter, settings: CheckSettings): FileReport {
  const read = readNotebookFile(readText(file));
  const found: readonly NotebookFinding[] = read.ok
    ? checkNotebook(read.notebook, linter)
    : [aboutNotebook('unreadable-notebook', { why: read.why })];
  return {
    file,
    cells: read.ok ? read.notebook.cells : [],
    findings: found.filter(({ code }) => isWanted(settings, code)),
  };
}

/** `alacard check FILES`: findings of any notebooks; exit 1 when one is an error. */
export async function checkCommand(
  paths: string | readonly string[],
  options: CheckOptions,
): Promise<void> {
  const format = formatOf(options);
  const settings = checkSettings(options);
  const files = notebookFiles([paths].flat(), settings.exclude);
  const linter = await nodeRuff();
  const reports = files.map((file) => reportOn(file, linter, settings));
  const [only] = reports;
  if (reports.length === 1 && only && format === 'text') {
    // One file that cannot be read is a question that was not understood.
    const unreadable = only.findings.find(({ code }) => code === 'unreadable-notebook');
    if (unreadable) throw new CommandError(EXIT.usage, `${only.file}: ${unreadable.message}`);
  }
  process.stdout.write(reportOf(format, reports));
  if (format === 'text') process.stderr.write(summaryOf(reports));
  if (reports.some(({ findings }) => hasError(findings))) process.exitCode = EXIT.findings;
}

function summaryOf(reports: readonly FileReport[]): string {
  const found = reports.flatMap(({ findings }) => findings);
  const count = (severity: string): number =>
    found.filter((one) => one.severity === severity).length;
  const files = `${reports.length} ${reports.length === 1 ? 'notebook' : 'notebooks'}`;
  return found.length === 0
    ? `${files}: nothing found.\n`
    : `${files}: ${count('error')} errors, ${count('warning')} warnings, ${count('info')} notes.\n`;
}
