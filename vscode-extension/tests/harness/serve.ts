/**
 * VS Code's server, which ends with whoever started it, however that one ended:
 * then its standard input closes. What it started itself is of the same group.
 */
import { pathToFileURL } from 'node:url';
import { serverMain } from './workbench.ts';

process.stdin.on('end', () => process.kill(-process.pid, 'SIGKILL')).resume();
await import(pathToFileURL(serverMain).href);
