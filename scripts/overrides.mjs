/**
 * The overrides of package.json are JupyterLab's own pins: without them npm
 * takes the newest of each of its packages, and types and code of two releases
 * meet in one build. They are the list that @jupyterlab/core-meta publishes;
 * this program compares them with it, `--write` renews them (docs/decisions).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './lib/node.mjs';

const require = createRequire(join(root, 'jupyterlab-extension/package.json'));
const meta = dirname(require.resolve('@jupyterlab/core-meta/package.json'));
const { resolutions } = JSON.parse(readFileSync(join(meta, 'core.package.json'), 'utf8'));
const wanted = Object.fromEntries(
  Object.entries(resolutions)
    .filter(([name]) => name.startsWith('@jupyterlab/'))
    .map(([name, range]) => [name, range.replace(/^[~^]/, '')]),
);
const file = join(root, 'package.json');
const manifest = JSON.parse(readFileSync(file, 'utf8'));

const names = new Set([...Object.keys(wanted), ...Object.keys(manifest.overrides)]);
const different = [...names].filter((name) => wanted[name] !== manifest.overrides[name]);
if (process.argv.includes('--write')) {
  writeFileSync(file, `${JSON.stringify({ ...manifest, overrides: wanted }, null, 2)}\n`);
  console.log(`${different.length} of ${names.size} overrides changed; run npm install`);
} else {
  for (const name of different) {
    console.error(
      `${name}: ${manifest.overrides[name] ?? 'none'}, JupyterLab says ${wanted[name] ?? 'none'}`,
    );
  }
  if (different.length > 0) console.error('Run: node scripts/overrides.mjs --write');
  process.exit(different.length > 0 ? 1 : 0);
}
