/** The sharing server, as `npm start` runs it: on this machine, for one person, on a free port. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, tools } from './node.mjs';

const binary = join(root, 'server', 'bin', 'alacard-server.mjs');

/** Starts the server and waits until it says where it listens. Null when it did not start. */
export async function startServer(children) {
  if (!existsSync(binary)) return null;
  const child = spawn(
    process.execPath,
    [binary, '--port', '0', '--data-dir', join(tools, 'server-data')],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: process.platform !== 'win32' },
  );
  children.push(child);
  const url = await new Promise((resolve) => {
    let seen = '';
    child.stdout.on('data', (data) => {
      seen = (seen + data).slice(-20_000);
      const found = /https?:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(seen);
      if (found) resolve(found[0]);
    });
    child.on('exit', () => resolve(null));
    setTimeout(() => resolve(null), 30_000).unref();
  });
  if (url) console.log(`Sharing server: ${url}`);
  else console.log('The sharing server did not start; JupyterLab works without it.');
  return url ? { url } : null;
}
