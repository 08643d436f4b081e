/**
 * TypeScript to lib/, then the prebuilt extension to alacard/labextension, by
 * npm packages alone. The builder's command line wants Python and yarn; its
 * script wants neither.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const here = (specifier) => require.resolve(specifier);

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}

run(here('typescript/bin/tsc'), '-b');
run(
  join(here('@jupyter/builder/package.json'), '../lib/build-labextension.js'),
  '--core-package-file',
  join(here('@jupyterlab/core-meta/package.json'), '../core.package.json'),
  ...process.argv.slice(2),
  root,
);

// The builder copies the manifest; entry points of the npm package mean nothing in there.
const copy = join(root, 'alacard/labextension/package.json');
const manifest = JSON.parse(readFileSync(copy, 'utf8'));
delete manifest.exports;
writeFileSync(copy, `${JSON.stringify(manifest, null, 2)}\n`);
