/** Ruff over the templates and our own Python. `--fix` formats. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/node.mjs';
import { python } from './lib/python.mjs';
import { run } from './lib/run.mjs';

if (!existsSync(python)) {
  console.error('Ruff is not installed: run "npm test" once, which prepares .tools/venv.');
  process.exit(1);
}
const fix = process.argv.includes('--fix');
const folders = ['core/templates', 'proof'].map((folder) => join(root, folder));
try {
  await run(python, ['-m', 'ruff', 'check', ...(fix ? ['--fix'] : []), ...folders]);
  await run(python, ['-m', 'ruff', 'format', ...(fix ? [] : ['--check']), ...folders]);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
