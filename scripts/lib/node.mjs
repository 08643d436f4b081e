/**
 * The product needs Node >= 22.19. On a machine with an older one, the npm
 * package `node@24` is fetched into a prefix of its own (a later `npm install`
 * in the same folder would remove its binary) and the script starts again under it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const tools = join(root, '.tools');

const newEnough = (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 19);
};

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Resolves when this process runs on a Node that is new enough; never returns otherwise. */
export async function underNewNode() {
  if (newEnough(process.versions.node)) return;
  const prefix = join(tools, 'node');
  const binary = join(prefix, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(binary)) {
    console.log(`Node ${process.versions.node} is older than 22.19: fetching Node 24 into .tools/node …`);
    mkdirSync(prefix, { recursive: true });
    const run = spawnSync(npm, ['install', '--prefix', prefix, '--no-audit', '--no-fund', 'node@24'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (run.status !== 0 || !existsSync(binary)) {
      console.error('Node 24 could not be fetched. Install Node 22.19 or newer and try again.');
      process.exit(1);
    }
  }
  const child = spawn(binary, process.argv.slice(1), {
    stdio: 'inherit',
    // npm says in NODE which one it runs itself on: what we start must find the new one there, too.
    env: { ...process.env, NODE: binary, PATH: dirname(binary) + delimiter + process.env.PATH },
  });
  // The child shares our terminal and hears Ctrl-C itself: wait until it has ended what it started.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (signal === 'SIGTERM') child.kill(signal);
    });
  }
  const code = await new Promise((resolve) => {
    child.on('exit', (exit, signal) => resolve(exit ?? (signal ? 130 : 1)));
  });
  process.exit(code);
}
