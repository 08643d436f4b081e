import { readFileSync } from 'node:fs';
import { checkCells } from '../../checks/index.ts';
import { hasError } from '../../finding.ts';
import { readCells } from '../../notebook/read-notebook.ts';
import { CommandError, EXIT } from '../exit.ts';
import { nodeRuff } from '../ruff.ts';
import { printFindings } from '../terminal.ts';

/** `alacard check NOTEBOOK`: findings of any notebook; exit 1 when one is an error. */
export async function check(file: string, options: { json?: boolean }): Promise<void> {
  const cells = readCells(read(file));
  if (!cells) {
    throw new CommandError(EXIT.usage, `${file} is not a Jupyter notebook (nbformat 4).`);
  }
  const findings = checkCells(cells, await nodeRuff());
  if (options.json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else printFindings(findings);
  if (hasError(findings)) process.exitCode = EXIT.findings;
}

function read(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new CommandError(
      EXIT.usage,
      `Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
