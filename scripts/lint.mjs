/**
 * Every check of the text of the repository that needs no run of the product:
 * ESLint (with the floors of core), Prettier, circles, names with two meanings, unused code, Ruff.
 * Side by side, the longest first. `node scripts/lint.mjs circles knip` runs some of them.
 */
import { spawn } from 'node:child_process';
import { sideBySide } from './lib/beside.mjs';
import { root } from './lib/node.mjs';

const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const node = process.execPath;

const CHECKS = {
  eslint: [npx, ['eslint', '.']],
  prettier: [npx, ['prettier', '--check', '--log-level', 'warn', '.']],
  overrides: [node, ['scripts/overrides.mjs']],
  circles: [node, ['scripts/circles.mjs']],
  names: [node, ['scripts/names.mjs']],
  knip: [npx, ['knip', '--no-progress']],
  pages: [node, ['core/scripts/pages.ts']],
  notices: [node, ['scripts/third-party.mjs', '--check']],
  ruff: [node, ['scripts/lint-python.mjs']],
};

const run = ([command, args], say) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    child.stdout.on('data', say);
    child.stderr.on('data', say);
    child.on('error', (error) => (say(`${error.message}\n`), resolve(false)));
    child.on('close', (code) => resolve(code === 0));
  });

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  console.error(
    `No check is called ${unknown.join(', ')}. Known: ${Object.keys(CHECKS).join(', ')}.`,
  );
  process.exit(2);
}
const failed = [];
const names = wanted.length > 0 ? wanted : Object.keys(CHECKS);
await sideBySide(names, async (name, say) => {
  const started = performance.now();
  if (!(await run(CHECKS[name], say))) failed.push(name);
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`${name}: ${failed.includes(name) ? 'failed' : 'passed'} (${seconds} s)\n`);
});
console.log(`${names.length - failed.length} passed, ${failed.length} failed, 0 skipped`);
process.exit(failed.length > 0 ? 1 : 0);
