/**
 * Builds for production and packs `alacard-vscode-<version>.vsix` into this
 * folder. Fails when the package is larger than 8 MB.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const LARGEST = 8 * 1024 * 1024;
const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const vsix = join(root, `${name}-${version}.vsix`);

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run(join(root, 'scripts/build.mjs'), '--production');
run(
  join(require.resolve('@vscode/vsce/package.json'), '../vsce'),
  ...['package', '--no-dependencies', '--out', vsix],
);
const { size } = statSync(vsix);
const megabytes = (size / 1024 / 1024).toFixed(2);
if (size > LARGEST) {
  console.error(`${vsix} has ${megabytes} MB; at most 8 are allowed.`);
  process.exit(1);
}
console.log(`${vsix} ${megabytes} MB`);
