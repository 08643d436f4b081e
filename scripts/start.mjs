/** `npm start`: from a clone to JupyterLab with the Alacard panel. Ctrl-C ends everything it started. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, tools, underNewNode } from './lib/node.mjs';

await underNewNode();

const { build, installPackages } = await import('./lib/packages.mjs');
const { installJupyter, python } = await import('./lib/python.mjs');
const { startServer } = await import('./lib/server.mjs');
const { linkLabextension } = await import('./lib/labextension.mjs');

const children = [];
let ending = false;

/** End what was started, newest first; each gets five seconds to leave by itself. */
async function end(code) {
  if (ending) return;
  ending = true;
  for (const child of children.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await gone;
    clearTimeout(timer);
  }
  process.exit(code);
}
process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));

try {
  await installPackages();
  await build();
  await installJupyter();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const server = await startServer(children);
const notebooks = join(root, 'notebooks');
mkdirSync(notebooks, { recursive: true });
const extensions = linkLabextension();
const args = ['-m', 'jupyterlab', '--notebook-dir', notebooks, '--LabApp.news_url=None'];
if (extensions) args.push(`--LabServerApp.extra_labextensions_path=${extensions}`);
if (process.env.CI || process.argv.includes('--no-browser')) args.push('--no-browser');
if (process.getuid?.() === 0) args.push('--allow-root');
console.log('Opening JupyterLab. Press Ctrl-C here to end it.');
const lab = spawn(python, args, {
  cwd: tools,
  stdio: 'inherit',
  // A group of its own, so that Ctrl-C reaches Jupyter through us, once.
  detached: process.platform !== 'win32',
  env: { ...process.env, ...(server ? { ALACARD_SERVER: server.url } : {}) },
});
children.push(lab);
lab.on('exit', (code) => void end(code ?? 0));
