/**
 * The wheel, by hatchling alone, into dist/. Build the extension first
 * (`npm run build`). `ALACARD_PYTHON` names the Python to use; it needs pip.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
if (!existsSync(join(root, 'alacard/labextension/package.json'))) {
  console.error('The extension is not built yet. Run: npm run build');
  process.exit(1);
}
const python = process.env.ALACARD_PYTHON ?? join(root, '../.tools/venv/bin/python');
const { status } = spawnSync(
  python,
  ['-m', 'pip', 'wheel', '.', '--no-deps', '--wheel-dir', 'dist', ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
