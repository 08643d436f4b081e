import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sleep } from './harness.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** The server as an operator starts it: `alacard-server` as a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Memory of the whole process, threads included, in MB. */
  memory(): number;
  /** Its highest so far. */
  peak(): number;
  /** What it printed so far, on both streams. */
  log(): string;
  /** Content of a file of its data directory. */
  file(name: string): string;
  stop(): Promise<number | null>;
  /** As a power cut would end it. */
  kill(): Promise<number | null>;
}

export async function startServerProcess(
  dir: string,
  env: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
  node: readonly string[] = [],
): Promise<ServerProcess> {
  fs.mkdirSync(dir, { recursive: true });
  const child = spawn(
    process.execPath,
    [...node, '--conditions=source', MAIN, '--port', '0', '--data-dir', dir, ...flags],
    {
      // Nothing of the machine that runs the tests: no token, no settings.
      env: { PATH: process.env['PATH'], HOME: dir, HF_HUB_OFFLINE: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (said += String(data)));
  }
  const gone = new Promise<number | null>((resolve) => child.on('exit', resolve));
  let url: string | undefined;
  for (let waited = 0; url === undefined; waited += 50) {
    url = /Alacard server at (\S+)/.exec(said)?.[1];
    if (child.exitCode !== null || waited > 60_000) {
      child.kill('SIGKILL');
      throw new Error(`the server did not start: ${said.slice(-2000)}`);
    }
    await sleep(50);
  }
  const megabytes = (field: 'VmRSS' | 'VmHWM'): number => {
    const status = fs.readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  };
  return {
    url,
    memory: () => megabytes('VmRSS'),
    peak: () => megabytes('VmHWM'),
    log: () => said,
    file: (name) => fs.readFileSync(path.join(dir, name), 'utf8').trim(),
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
    stop: () => {
      if (child.exitCode === null) child.kill('SIGTERM');
      return gone;
    },
  };
}
