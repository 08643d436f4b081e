/** Ruff over the templates and our own Python. `--fix` formats. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './lib/node.mjs';
import { python } from './lib/python.mjs';
import { run } from './lib/run.mjs';

if (!existsSync(python)) {
  console.error('Ruff is not installed: run "npm test" once, which prepares .tools/venv.');
  process.exit(1);
}
const fix = process.argv.includes('--fix');
const folders = ['core/cards', 'core/templates', 'core/libraries', 'proof']
  .map((folder) => join(root, folder))
  .filter((folder) => existsSync(folder));
/** Rules that a template which takes lines from a part can only be held to once they are written out. */
const COMPOSED = 'B007,F401,F704,F706';

/** The templates as they are bundled, in files of their names below `folder`. */
async function writeComposed(folder) {
  await run(process.execPath, [join(root, 'core/scripts/bundle-data.ts')]);
  const deck = JSON.parse(readFileSync(join(root, 'core/src/deck/data.generated.json'), 'utf8'));
  for (const [name, text] of Object.entries(deck.templates)) {
    const file = join(folder, `${name}.py`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const composed = mkdtempSync(join(tmpdir(), 'alacard-templates-'));
try {
  await run(python, ['-m', 'ruff', 'check', ...(fix ? ['--fix'] : []), ...folders]);
  await run(python, ['-m', 'ruff', 'format', ...(fix ? [] : ['--check']), ...folders]);
  await writeComposed(composed);
  const config = join(root, 'core/templates/ruff.toml');
  await run(python, [
    '-m',
    'ruff',
    'check',
    '--config',
    config,
    '--extend-select',
    COMPOSED,
    composed,
  ]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(composed, { recursive: true });
}
