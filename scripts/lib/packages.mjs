/** npm packages and the build. */
import { readFileSync } from 'node:fs';
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
