/** VS Code's own workbench and server, for the tests of the extension: code-server, from npm. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { tools } from './node.mjs';
import { once, run } from './run.mjs';

/** VS Code 1.139.1. */
const VERSION = '4.139.1';
const prefix = join(tools, 'code-server');
const vscode = join(prefix, 'node_modules', 'code-server', 'lib', 'vscode');

/** What is run: VS Code's server without code-server's wrapper around it. */
const serverMain = join(vscode, 'out', 'server-main.js');

/**
 * Without install scripts: they compile add-ons for logging, watching over the
 * parent process and Kerberos for two minutes, and the server starts without
 * them (it says so in its log). The file watcher and the terminal come compiled.
 */
const install = (...args) => ['install', ...args, '--ignore-scripts', '--no-audit', '--no-fund'];

export async function installCodeServer() {
  const work = async () => {
    mkdirSync(prefix, { recursive: true });
    await run('npm', install('--prefix', prefix, `code-server@${VERSION}`));
    // The wrapper's install script would have fetched the packages of the server itself.
    await run('npm', install('--omit=dev'), { cwd: vscode });
  };
  await once('code-server', [VERSION], 'Fetching VS Code’s workbench (code-server)', work, serverMain);
}
