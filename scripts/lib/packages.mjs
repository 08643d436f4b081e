/** npm packages and the build. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node.mjs';
import { once, run, step } from './run.mjs';

export async function installPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  // Not `npm ci`: it refuses a lock file that lacks optional packages of other platforms.
  const work = () =>
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund'], { env: { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' } });
  await once('npm', [lock], 'Installing npm packages', work, join(root, 'node_modules', '.package-lock.json'));
}

export const build = () => step('Building', () => run('npm', ['run', '--silent', 'build']));

/** What `npm start` shows and runs; VS Code's extension is built apart. */
const STARTED = ['core', 'jupyterlab-extension', 'server'];
const MADE = new Set(['node_modules', 'dist', 'lib', 'alacard', 'golden', 'old', 'ui-tests', 'test', 'bench']);

/** Path, size and time of every file that a build reads. */
function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!MADE.has(entry.name)) yield* sources(path);
    } else if (!/\.generated\.|\.tsbuildinfo$|\.test\.ts$/.test(entry.name)) {
      const { size, mtimeMs } = statSync(path);
      yield `${path} ${size} ${mtimeMs}`;
    }
  }
}

/** The build of what `npm start` needs, left out when nothing changed since the last one. */
export const buildStarted = () =>
  once(
    'build',
    STARTED.flatMap((name) => [...sources(join(root, name))]),
    'Building',
    () =>
      run('npx', [
        'lerna',
        'run',
        'build',
        ...STARTED.flatMap((name) => ['--scope', JSON.parse(readFileSync(join(root, name, 'package.json'), 'utf8')).name]),
      ]),
    join(root, 'jupyterlab-extension', 'alacard', 'labextension', 'package.json'),
  );

/** What core's sources import: the deck and its templates as one file. */
export const bundleData = () =>
  step('Bundling the deck', () => run('npm', ['run', '--silent', 'data', '-w', 'core']));
