/** The sharing server and the local hub, as `npm start` runs them: on this machine, for one person. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, tools } from './node.mjs';
import { rememberedPort } from './ports.mjs';

const binary = join(root, 'server', 'bin', 'alacard-server.mjs');

/** Starts a program, its words in a log of `.tools/logs`; resolves with the address it says, or null. */
function started(name, args, children, env = {}) {
  const logs = join(tools, 'logs');
  mkdirSync(logs, { recursive: true });
  const log = createWriteStream(join(logs, `${name}.log`));
  const child = spawn(process.execPath, [binary, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    env: { ...process.env, ...env },
  });
  children.push(child);
  return new Promise((resolve) => {
    let seen = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        log.write(data);
        seen = (seen + data).slice(-20_000);
        const found = /https?:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(seen);
        if (found) resolve(found[0]);
      });
    }
    child.on('error', () => resolve(null));
    child.on('exit', () => resolve(null));
    setTimeout(() => resolve(null), 60_000).unref();
  });
}

/** The sharing server, with the house's own hands in its gallery. Null when it did not start. */
export async function startServer(children, say, env) {
  const port = await rememberedPort('the sharing server', 8787, say);
  const url = await started(
    'server',
    ['--port', String(port), '--data-dir', join(tools, 'server-data'), '--seed'],
    children,
    env,
  );
  say(
    url
      ? `Sharing server: ${url}`
      : `The sharing server did not start (.tools/logs/server.log says why). Everything but Share, Browse and Remix works without it.`,
  );
  return url;
}

/** A folder of models served as the Hub does. Null when it did not start. */
export async function startHub(folder, children, say) {
  const port = await rememberedPort('the local hub', 8788, say);
  return started('hub', ['hub', folder, '--port', String(port)], children);
}
