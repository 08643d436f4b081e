/**
 * Tests of the packaged extension in VS Code's workbench:
 * `node --conditions=source tests/run.ts [remote] [web] [deck] [language] [trust] [share] [--only=pattern]`, all by default.
 * The package is made and installed into an empty folder of extensions first, unless
 * ALACARD_VSCODE_EXTENSIONS names a folder in which it lies unpacked.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asked, runSuites } from '../../jupyterlab-extension/ui-tests/harness/run-suites.ts';
import { EXTENSIONS, installPackage } from './harness/package.ts';

const { words, only } = asked(process.argv.slice(2));
// In this order: what needs the least comes first.
const suites = ['remote', 'web', 'deck', 'language', 'trust', 'share'].filter(
  (name) => words.length === 0 || words.includes(name),
);
// Tests inside an extension host choose for themselves.
if (only !== undefined) process.env['ALACARD_ONLY'] = only;
const run = (): Promise<void> =>
  runSuites(
    suites.map((name) => join(import.meta.dirname, 'ui', `${name}.ui.ts`)),
    suites.every((name) => name !== 'remote' && name !== 'web') ? only : undefined,
  );
if (process.env[EXTENSIONS] === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'alacard-extensions-'));
  try {
    await installPackage(folder);
    process.env[EXTENSIONS] = folder;
    await run();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} else {
  await run();
}
